using System.Buffers.Text;
using System.Text;

namespace RemoteDev.Gateway.Doors.Git;

/// <summary>HTTP Basic credentials (RFC 7617), as git sends them. The secret never prints.</summary>
internal readonly struct BasicCredentials
{
    private const int LongestHeader = 1024;
    private const string Scheme = "Basic ";

    private BasicCredentials(string user, string secret)
    {
        User = user;
        Secret = secret;
    }

    public string User { get; }

    public string Secret { get; }

    /// <summary>Reads one Authorization header; false when there is none, several, or one that is not well formed.</summary>
    public static bool TryRead(HttpRequest request, out BasicCredentials credentials)
    {
        credentials = default;
        var header = request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not { Length: > 6 and < LongestHeader } text
            || !text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        Span<byte> decoded = stackalloc byte[LongestHeader];
        var encoded = text.AsSpan(Scheme.Length).Trim();
        if (!Base64.IsValid(encoded) || !Convert.TryFromBase64Chars(encoded, decoded, out var length))
        {
            return false;
        }

        // Split at the last colon, not the first: a workload's user name ("environment:payments-ide") holds one, which RFC 7617 does
        // not allow but git sends, and no secret that we issue does.
        var colon = decoded[..length].LastIndexOf((byte)':');
        if (colon <= 0)
        {
            return false;
        }

        credentials = new BasicCredentials(
            Encoding.UTF8.GetString(decoded[..colon]), Encoding.UTF8.GetString(decoded[(colon + 1)..length]));
        return true;
    }

    public override string ToString() => $"{User}:<secret>";
}
