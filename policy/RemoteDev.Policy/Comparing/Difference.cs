namespace RemoteDev.Policy.Comparing;

/// <summary>How two outcomes of the same question differ. Compared by value.</summary>
internal readonly record struct Difference(AccessChangeKind Kind, string Details);
