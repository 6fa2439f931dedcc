namespace RemoteDev.Policy.Vocabulary;

/// <summary>What the schema says of something a policy can name: what it is and which attributes it has.</summary>
/// <param name="Type">The type in Cedar's words, without our namespace: <c>Set&lt;Window&gt;</c>.</param>
/// <param name="Kind">What can be done with it.</param>
public sealed record VocabularyShape(string Type, VocabularyKind Kind)
{
    private static readonly Dictionary<string, VocabularyShape> None = [];

    /// <summary>Whether it may be missing, so that <c>has</c> comes first.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Its attributes by name; empty for everything but records and entities.</summary>
    public IReadOnlyDictionary<string, VocabularyShape> Attributes { get; init; } = None;
}
