namespace RemoteDev.Policy.Faults;

/// <summary>Finds what a person probably meant, in the same way as the policy language does in its own faults.</summary>
public static class Spelling
{
    /// <summary>The known word nearest to the written one, when it is near enough to be a slip of the finger.</summary>
    public static string? Nearest(string written, IEnumerable<string> known) => Cedar.Syntax.Spelling.Nearest(written, known);

    /// <summary>The text, cut so that a message stays readable whatever was written.</summary>
    public static string Cut(string text) => Cedar.Syntax.Spelling.Cut(text);
}
