using RemoteDev.Cedar.Syntax;
using RemoteDev.Cedar.Syntax.Formatting;

namespace RemoteDev.Cedar.Tests.Syntax.Formatting;

/// <summary>What a text of policies means and says beside its meaning, in a form that compares.</summary>
internal static class Meaning
{
    /// <summary>The trees of the policies, written out; two texts have the same when they are read as the same policies.</summary>
    public static string Of(string text) =>
        string.Join('\n', InOrder(PolicyText.Parse(text)).Select(policy => $"{policy.Id}: {PolicyPrinter.Print(policy)}"));

    public static IEnumerable<CedarPolicy> InOrder(PolicySet set) => set.Policies.Concat(set.Templates).OrderBy(policy => policy.Span.Start);

    /// <summary>The comments in order, each without the spaces at its end.</summary>
    public static IReadOnlyList<string> CommentsOf(string text)
    {
        var comments = new List<string>();
        var start = 0;
        foreach (var token in Lexer.Run(text))
        {
            foreach (var line in text[start..token.Span.Start].Split('\r', '\n'))
            {
                if (line.IndexOf("//", StringComparison.Ordinal) is >= 0 and var at)
                {
                    comments.Add(line[at..].TrimEnd());
                }
            }

            start = token.Span.End;
        }

        return comments;
    }

    /// <summary>The text with a comment of its own in every gap between tokens: behind the token, above the next, or both.</summary>
    public static string WithCommentsEverywhere(string text, Random random)
    {
        var commented = new System.Text.StringBuilder();
        var end = 0;
        var number = 0;
        foreach (var token in Lexer.Run(text))
        {
            commented.Append(text[end..token.Span.Start]);
#pragma warning disable CA5394 // The same texts each run are the point.
            commented.Append(random.Next(4) switch
            {
                0 => $" // c{number++}\n",
                1 => $"\n// c{number++}  \n",
                2 => $"// c{number++}\n\n\n  // c{number++}\r",
                _ => $"\n\n//c{number++}\n//\n",
            });
#pragma warning restore CA5394
            commented.Append(text[token.Span.Start..token.Span.End]);
            end = token.Span.End;
        }

        return commented.ToString();
    }
}
