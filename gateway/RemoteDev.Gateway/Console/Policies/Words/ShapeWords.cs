namespace RemoteDev.Gateway.Console.Policies.Words;

/// <summary>What an expression is: which attributes it has, and which methods by its kind.</summary>
/// <param name="Type">As the schema says it, for people.</param>
/// <param name="Kind">The key of its methods.</param>
internal sealed record ShapeWords(string Type, string Kind)
{
    /// <summary>Whether it may be missing, so that <c>has</c> comes first.</summary>
    public bool Optional { get; init; }

    public IReadOnlyDictionary<string, ShapeWords>? Of { get; init; }

    /// <summary>The texts it can be, when it can only be some.</summary>
    public IReadOnlyList<string>? Values { get; init; }
}
