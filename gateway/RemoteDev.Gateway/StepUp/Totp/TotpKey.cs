using System.Security.Cryptography;

namespace RemoteDev.Gateway.StepUp.Totp;

/// <summary>The secret that a person's authenticator app shares with the gateway. Never printed by accident.</summary>
internal sealed class TotpKey(byte[] bytes)
{
    private const int Group = 4;

    public static TotpKey New() => new(RandomNumberGenerator.GetBytes(TotpCode.SecretBytes));

    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>For typing into an app by hand, in groups of four.</summary>
    public string Reveal() => string.Join(' ', Base32.Encode(bytes).Chunk(Group).Select(group => new string(group)));

    /// <summary>What the QR code says (the Key URI format that authenticator apps read).</summary>
    /// <param name="issuer">Shown by the app above the code: which gateway it is for.</param>
    public string Uri(string issuer, string login) =>
        $"otpauth://totp/{System.Uri.EscapeDataString(issuer)}:{System.Uri.EscapeDataString(login)}"
        + $"?secret={Base32.Encode(bytes)}&issuer={System.Uri.EscapeDataString(issuer)}"
        + $"&algorithm=SHA1&digits={TotpCode.Digits}&period={(int)TotpCode.Step.TotalSeconds}";

    public override string ToString() => "<secret>";
}
