namespace RemoteDev.Gateway.Contain.CodeServer;

/// <summary>
/// A query that has one reading: each key once, keys written plainly, values decoded once and free of what a second decoding
/// would change. Servers differ over all of these (which <c>path=</c> of two counts?), so whatever could differ is refused.
/// </summary>
internal ref struct StrictQuery
{
    private readonly Dictionary<string, string> _values;

    private StrictQuery(Dictionary<string, string> values) => _values = values;

    public readonly string? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>False when the query has two readings, or a key that is not expected.</summary>
    public static bool TryRead(string query, ReadOnlySpan<string> expected, out StrictQuery read)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        read = new StrictQuery(values);
        var rest = query.AsSpan().TrimStart('?');
        while (!rest.IsEmpty)
        {
            var and = rest.IndexOf('&');
            var pair = and < 0 ? rest : rest[..and];
            rest = and < 0 ? default : rest[(and + 1)..];
            if (pair.IsEmpty)
            {
                continue;
            }

            var equals = pair.IndexOf('=');
            var key = (equals < 0 ? pair : pair[..equals]).ToString();
            if (!expected.Contains(key) || !TryDecode(equals < 0 ? default : pair[(equals + 1)..], out var value) || !values.TryAdd(key, value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryDecode(ReadOnlySpan<char> text, out string value)
    {
        value = "";
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2])))
            {
                return false;
            }
        }

        value = Uri.UnescapeDataString(text.ToString().Replace('+', ' '));
        if (value.Contains('\uFFFD', StringComparison.Ordinal))
        {
            return false;
        }

        // Bytes that were no UTF-8 stay escaped; so does what was escaped twice. Either is a second reading.
        for (var at = value.IndexOf('%', StringComparison.Ordinal); at >= 0; at = value.IndexOf('%', at + 1))
        {
            if (at + 2 < value.Length && char.IsAsciiHexDigit(value[at + 1]) && char.IsAsciiHexDigit(value[at + 2]))
            {
                return false;
            }
        }

        return true;
    }
}
