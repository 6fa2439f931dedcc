using System.Text.Json;

namespace RemoteDev.Gateway.Doors.Scim;

/// <summary>
/// What is read of a filter (RFC 7644, section 3.4.2.2): comparisons by <c>eq</c>, joined by <c>and</c>. That is what directories send;
/// anything else is refused and not misread.
/// </summary>
/// <param name="Terms">All of them must hold. Attributes in lower case.</param>
internal sealed record ScimFilter(IReadOnlyList<(string Attribute, string Value)> Terms)
{
    public const int MaxLength = 1024;

    private const int MaxTerms = 8;

    /// <summary>The filter, or null with why not.</summary>
    public static ScimFilter? Read(string text, out string fault)
    {
        var terms = new List<(string, string)>();
        var rest = text.AsSpan().Trim();
        fault = $"The filter is not of the form: attribute eq \"value\", up to {MaxTerms} of them joined by and.";
        if (text.Length > MaxLength)
        {
            return null;
        }

        while (true)
        {
            if (!ReadWord(ref rest, out var attribute) || !ReadWord(ref rest, out var comparison) || !comparison.Equals("eq", StringComparison.OrdinalIgnoreCase)
                || !ReadValue(ref rest, out var value) || terms.Count == MaxTerms)
            {
                return null;
            }

            terms.Add((Plain(attribute), value));
            if (rest.IsEmpty)
            {
                return new ScimFilter(terms);
            }

            if (!ReadWord(ref rest, out var join) || !join.Equals("and", StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }
        }
    }

    /// <summary>An attribute's name in lower case, without the URN of the core schemas before it.</summary>
    public static string Plain(string attribute)
    {
        var name = attribute.ToLowerInvariant();
        foreach (var schema in (ReadOnlySpan<string>)[ScimSchemas.User, ScimSchemas.Group])
        {
            if (name.StartsWith(schema.ToLowerInvariant() + ":", StringComparison.Ordinal))
            {
                return name[(schema.Length + 1)..];
            }
        }

        return name;
    }

    private static bool ReadWord(ref ReadOnlySpan<char> rest, out string word)
    {
        var end = rest.IndexOf(' ');
        word = (end < 0 ? rest : rest[..end]).ToString();
        rest = end < 0 ? default : rest[end..].TrimStart();
        return word.Length > 0 && word.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or ':' or '-' or '_' or '$');
    }

    private static bool ReadValue(ref ReadOnlySpan<char> rest, out string value)
    {
        value = "";
        if (rest.StartsWith("true", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("false", StringComparison.OrdinalIgnoreCase))
        {
            return ReadWord(ref rest, out value);
        }

        if (rest.IsEmpty || rest[0] != '"')
        {
            return false;
        }

        var end = 1;
        while (end < rest.Length && rest[end] != '"')
        {
            end += rest[end] == '\\' ? 2 : 1;
        }

        if (end >= rest.Length)
        {
            return false;
        }

        // A JSON string, as the RFC says, with its escapes.
        try
        {
            value = JsonSerializer.Deserialize<string>(rest[..(end + 1)]) ?? "";
        }
        catch (JsonException)
        {
            return false;
        }

        var after = rest[(end + 1)..];
        rest = after.TrimStart();
        return after.IsEmpty || after[0] == ' ';
    }
}
