using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace RemoteDev.Gateway.Identify.OpenId.Attempts;

/// <summary>Seals attempts for the browser that began them.</summary>
internal sealed class AttemptSeal(IDataProtectionProvider protection)
{
    private const int MaxSealed = 4096;
    private const int Slots = 8;

    private readonly IDataProtector _protector = protection.CreateProtector("RemoteDev.Identify.OpenId.attempt.v1");

    /// <summary>
    /// The cookie in which an attempt rests. Several tabs may be on their way at once; the eighth part of chance that two meet in one cookie is
    /// the price for that nobody can make a browser carry cookies without end.
    /// </summary>
    public static string CookieName(string state) => $"__Host-rd-openid-{(state.Length > 0 ? state[0] : '0') % Slots}";

    public string Seal(SignInAttempt attempt) => _protector.Protect(JsonSerializer.Serialize(attempt));

    /// <summary>What was sealed, or null for what was not sealed here.</summary>
    public SignInAttempt? Open(ReadOnlySpan<char> box)
    {
        if (box.Length is 0 or > MaxSealed)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<SignInAttempt>(_protector.Unprotect(box.ToString()));
        }
        catch (Exception foreign) when (foreign is CryptographicException or JsonException or FormatException)
        {
            return null;
        }
    }
}
