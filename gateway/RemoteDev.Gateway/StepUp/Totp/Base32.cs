namespace RemoteDev.Gateway.StepUp.Totp;

/// <summary>RFC 4648, section 6, without padding: how authenticator apps take a secret that is typed.</summary>
internal static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new char[((bytes.Length * 8) + 4) / 5];
        for (var i = 0; i < text.Length; i++)
        {
            var bit = i * 5;
            var pair = bytes[bit / 8] << 8;
            pair |= (bit / 8) + 1 < bytes.Length ? bytes[(bit / 8) + 1] : 0;
            text[i] = Alphabet[(pair >> (11 - (bit % 8))) & 31];
        }

        return new string(text);
    }
}
