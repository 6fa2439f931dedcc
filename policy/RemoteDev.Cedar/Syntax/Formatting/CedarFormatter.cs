namespace RemoteDev.Cedar.Syntax.Formatting;

/// <summary>
/// Writes policies the way everybody writes them, so that a change of policy shows as just that. Every comment stays, as do parentheses
/// and the spelling of literals; formatting twice is formatting once.
/// </summary>
internal static class CedarFormatter
{
    /// <summary>Formats a text of policies, or says why it cannot be read.</summary>
    /// <param name="text">The Cedar text.</param>
    /// <param name="sourceName">What faults call the text, usually a file name.</param>
    /// <param name="options">The layout; <see cref="FormatOptions.Default"/> when null.</param>
    public static Result<string> Format(string text, string sourceName, FormatOptions? options = null)
    {
        var parsed = PolicySet.Parse(text, sourceName);
        if (!parsed.Succeeded)
        {
            return new Result<string>(parsed.Faults);
        }

        options ??= FormatOptions.Default;
        var layout = new PolicyLayout(new LayoutTokens(text), options.Indent).Text();
        var formatted = new DocWriter(options.Width, PolicyParser.MaxTextLength).Write(layout);
        return formatted is not null
            ? new Result<string>(formatted)
            : new Result<string>([Finding.InText(
                sourceName, new SourceSpan(0, 0, 1, 1), $"formatted, the text would be longer than {PolicyParser.MaxTextLength} characters")]);
    }

    /// <summary>The policy as Cedar text, written from its meaning alone: without the comments and parentheses its source may have.</summary>
    /// <param name="policy">A static policy, a template, or a link, which is written with the slots filled.</param>
    /// <param name="options">The layout; <see cref="FormatOptions.Default"/> when null.</param>
    public static string Print(CedarPolicy policy, FormatOptions? options = null)
    {
        options ??= FormatOptions.Default;
        var layout = new PolicyLayout(new LayoutTokens(PolicyPrinter.Print(policy)), options.Indent).Text();
        return new DocWriter(options.Width, int.MaxValue).Write(layout)!;
    }
}
