using System.Text;
using RemoteDev.Cedar.Ast;

namespace RemoteDev.Policy.Surveying;

/// <summary>Finds a text that a pattern of <c>like</c> matches.</summary>
internal static class PatternText
{
    /// <summary>The pattern as written, and the text that it is without its escapes, if escapes do not make it miss that.</summary>
    /// <param name="written">The whole expression, <c>resource.name like "vendor/*"</c>.</param>
    /// <param name="pattern">The same, read.</param>
    public static (string Text, string? Instance) Read(string written, LikePattern pattern)
    {
        var open = written.LastIndexOf("like", StringComparison.Ordinal);
        open = open < 0 ? -1 : written.IndexOf('"', open);
        var close = written.LastIndexOf('"');
        if (open < 0 || close <= open)
        {
            return (written, null);
        }

        var text = written[(open + 1)..close];
        var instance = Unescape(text);
        return (text, pattern.IsMatch(instance) ? instance : null);
    }

    private static string Unescape(string pattern)
    {
        var text = new StringBuilder(pattern.Length);
        for (var i = 0; i < pattern.Length; i++)
        {
            text.Append(pattern[i] == '\\' && i + 1 < pattern.Length ? pattern[++i] : pattern[i]);
        }

        return text.ToString();
    }
}
