namespace RemoteDev.Cedar.Ast;

/// <summary>
/// The pattern of <c>like</c>, cut at its wildcards. Cedar matches code points; on well-formed text matching UTF-16 units is the same,
/// because no code point's encoding occurs inside another's.
/// </summary>
internal sealed class LikePattern(string[] segments)
{
    /// <summary>The texts around the wildcards: one more than there are wildcards.</summary>
    public ReadOnlySpan<string> Segments => segments;

    public bool IsMatch(string text)
    {
        if (segments.Length == 1)
        {
            return text == segments[0];
        }

        var (first, last) = (segments[0], segments[^1]);
        if (text.Length < first.Length + last.Length
            || !text.StartsWith(first, StringComparison.Ordinal) || !text.EndsWith(last, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = text.AsSpan(first.Length, text.Length - first.Length - last.Length);
        foreach (var segment in segments.AsSpan(1, segments.Length - 2))
        {
            var at = rest.IndexOf(segment, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            rest = rest[(at + segment.Length)..];
        }

        return true;
    }
}
