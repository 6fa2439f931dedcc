using System.Buffers;

namespace RemoteDev.Gateway.Trace;

/// <summary>Which names stand before secrets, and what secrets look like.</summary>
internal static class SecretNames
{
    private static readonly SearchValues<string> Fragments = SearchValues.Create(
        ["token", "tkn", "secret", "passw", "passphrase", "credential", "apikey", "api_key", "api-key", "signature", "jwt", "assertion", "sessionid", "otp"],
        StringComparison.OrdinalIgnoreCase);

    private static readonly HashSet<string> Whole = new(StringComparer.OrdinalIgnoreCase)
    {
        "code", "pwd", "pass", "pin", "key", "sig", "auth", "authorization", "sid", "session", "state", "nonce", "ticket", "sas", "hmac", "access_key",
        "code_verifier", "user_code", "device_code",
    };

    // "rdg_" as base64 writes it, whatever stands before: a user's name and a colon, as in HTTP Basic.
    private static readonly SearchValues<string> Ours = SearchValues.Create(["cmRnX", "JkZ1", "yZGdf"], StringComparison.Ordinal);

    private static readonly HashSet<string> Segments = new(StringComparer.OrdinalIgnoreCase)
    {
        "enrol", "enroll", "invitation", "invite", "token", "tkn", "reset",
    };

    public static bool IsSecret(string name)
    {
        var plain = name.AsSpan().Trim(" \t\r\n\0[]").ToString();
        return Whole.Contains(plain) || plain.AsSpan().ContainsAny(Fragments);
    }

    /// <summary>Whether the next path segment is a one-time link's secret.</summary>
    public static bool IsSegmentBeforeSecret(string segment) => Segments.Contains(segment);

    /// <summary>Our own access tokens wherever they stand in it and in HTTP's schemes, and anything in the form of a signed token.</summary>
    public static bool LooksSecret(ReadOnlySpan<char> value) =>
        value.Contains("rdg_", StringComparison.OrdinalIgnoreCase)
        || value.ContainsAny(Ours)
        || value.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) || value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
        || (value.StartsWith("eyJ", StringComparison.Ordinal) && value.Count('.') >= 2);
}
