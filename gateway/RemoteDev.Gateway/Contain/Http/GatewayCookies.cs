using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace RemoteDev.Gateway.Contain.Http;

/// <summary>Keeps the gateway's own cookies out of environments, and environments out of the gateway's cookies.</summary>
internal static class GatewayCookies
{
    /// <summary>Every cookie of the gateway begins so. Browsers match prefixes in any case, so we do.</summary>
    private const string Prefix = "__Host-rd";

    /// <summary>The Cookie header without the gateway's own, or null when nothing is left of it.</summary>
    public static string? Without(StringValues cookies)
    {
        if (cookies.Count == 1 && IsOursAlone(cookies[0]!))
        {
            return null;
        }

        List<string>? kept = null;
        foreach (var line in cookies)
        {
            foreach (var range in line.AsSpan().Split(';'))
            {
                var pair = line.AsSpan()[range].Trim();
                if (!pair.IsEmpty && !IsOurs(pair))
                {
                    (kept ??= []).Add(pair.ToString());
                }
            }
        }

        return kept is null ? null : string.Join("; ", kept);
    }

    /// <summary>Removes Set-Cookie lines that name a cookie of the gateway, or reach beyond the environment's own origin.</summary>
    public static void Filter(IHeaderDictionary response)
    {
        var lines = response.SetCookie;
        if (lines.Count == 0)
        {
            return;
        }

        var kept = lines.Where(line => line is not null && IsContained(line)).ToArray();
        response.SetCookie = kept.Length == lines.Count ? lines : new StringValues(kept);
    }

    private static bool IsOursAlone(string line) => !line.Contains(';', StringComparison.Ordinal) && IsOurs(line.AsSpan().Trim());

    private static bool IsOurs(ReadOnlySpan<char> pair) => pair.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    private static bool IsContained(string line) =>
        SetCookieHeaderValue.TryParse(line, out var cookie)
        && cookie.Name.Length > 0
        && !IsOurs(cookie.Name.AsSpan().Trim())
        && !cookie.Domain.HasValue
        && !line.Contains("domain", StringComparison.OrdinalIgnoreCase);
}
