using Microsoft.Extensions.Primitives;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>
/// Finds one cookie in the raw header. The framework's own collection parses and allocates every cookie of every request,
/// and an environment has many that are not ours.
/// </summary>
internal static class CookieHeader
{
    /// <summary>
    /// The value, or empty when it is absent or there is more than one of that name: which of two is meant nobody can say,
    /// and a browser never sends two with the <c>__Host-</c> prefix.
    /// </summary>
    public static ReadOnlySpan<char> Find(StringValues header, ReadOnlySpan<char> name)
    {
        ReadOnlySpan<char> found = default;
        var seen = false;
        for (var i = 0; i < header.Count; i++)
        {
            var rest = header[i].AsSpan();
            while (!rest.IsEmpty)
            {
                var end = rest.IndexOf(';');
                var pair = (end < 0 ? rest : rest[..end]).Trim(' ');
                rest = end < 0 ? default : rest[(end + 1)..];
                if (pair.Length <= name.Length || pair[name.Length] != '=' || !pair.StartsWith(name, StringComparison.Ordinal))
                {
                    continue;
                }

                if (seen)
                {
                    return default;
                }

                seen = true;
                found = pair[(name.Length + 1)..];
            }
        }

        return found;
    }
}
