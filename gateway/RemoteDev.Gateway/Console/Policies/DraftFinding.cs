namespace RemoteDev.Gateway.Console.Policies;

/// <summary>One thing found in a draft, at its place.</summary>
/// <param name="Severity"><c>error</c>, <c>warning</c> or <c>info</c>: the editor's words.</param>
/// <param name="Length">In characters; 0 when only the place is known.</param>
/// <param name="Advice">What would be better, if there is something to say.</param>
internal sealed record DraftFinding(string Severity, string File, int Line, int Column, int Length, string Message, string? Advice = null)
{
    public const string Error = "error";
    public const string Warning = "warning";
    public const string Info = "info";

    /// <summary>The severity as a sign and as a word, for eyes that see no colour and for ears.</summary>
    public (string Sign, string Word) Shown => Severity switch
    {
        Error => ("✕", "Error"),
        Warning => ("!", "Warning"),
        _ => ("i", "Advice"),
    };
}
