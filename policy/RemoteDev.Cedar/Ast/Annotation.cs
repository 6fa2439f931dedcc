namespace RemoteDev.Cedar.Ast;

/// <summary>An annotation such as <c>@id("nothing-leaves")</c>. Cedar gives it no meaning; whoever reads the policy may.</summary>
/// <param name="Key">The key without <c>@</c>.</param>
/// <param name="Value">The value; empty when the annotation is the key alone.</param>
/// <param name="KeySpan">Where the key is written.</param>
/// <param name="ValueSpan">Where the value is written, with its quotes; the key's span when there is none.</param>
internal sealed record Annotation(string Key, string Value, SourceSpan KeySpan, SourceSpan ValueSpan)
{
    /// <summary>Whether a value is written, be it empty.</summary>
    public bool HasValue => ValueSpan != KeySpan;
}
