using System.Diagnostics.CodeAnalysis;

namespace RemoteDev.Gateway.Trace.Index;

/// <summary>
/// Text as every database takes it: bounded, and without NUL, other control characters or halves of surrogate pairs, one of
/// which in one event would otherwise stop the index for good.
/// </summary>
internal static class IndexText
{
    /// <summary>A column that has an index: PostgreSQL refuses keys over a third of a page.</summary>
    public const int Key = 256;

    public const int Long = 2048;

    [return: NotNullIfNotNull(nameof(text))]
    public static string? Clean(string? text, int maxLength)
    {
        if (text is null)
        {
            return null;
        }

        var length = Math.Min(text.Length, maxLength);
        for (var i = 0; i < length; i++)
        {
            if (IsUnfit(text[i]))
            {
                return string.Create(length, text, static (target, source) =>
                {
                    for (var at = 0; at < target.Length; at++)
                    {
                        target[at] = IsUnfit(source[at]) ? '\uFFFD' : source[at];
                    }
                });
            }
        }

        return length == text.Length ? text : text[..length];
    }

    public static string Lines(IReadOnlyList<string> items) => string.Join('\n', items.Select(item => Clean(item, Long)));

    private static bool IsUnfit(char c) => char.IsControl(c) || char.IsSurrogate(c);
}
