namespace RemoteDev.Gateway.Catalog.Entries;

/// <summary>One saved version of the policy. Versions are never changed and never removed; a rollback saves an old text again.</summary>
/// <param name="Number">1 for the first version ever saved.</param>
/// <param name="Text">The whole of <c>policy.cedar</c>.</param>
/// <param name="Tests">The whole of <c>policy.tests.yaml</c>, every case of which passed when this version was saved.</param>
/// <param name="Sha256">Of the UTF-8 bytes of <paramref name="Text"/>, in lower-case hex.</param>
/// <param name="Author">The login that wrote it, or <c>operator</c>.</param>
internal sealed record PolicyEntry(long Number, string Text, string Tests, string Sha256, string Author, DateTimeOffset SavedAt)
{
    /// <summary>The second person, or null when the machine's operator saved it alone.</summary>
    public string? Approver { get; init; }

    /// <summary>What the change was for.</summary>
    public string? Note { get; init; }

    /// <summary>The draft it was, which keeps what the change did; null when it was saved without one.</summary>
    public long? Draft { get; init; }

    /// <summary>What faults call the policy text when it did not come from a file of another name.</summary>
    public const string TextFile = "policy.cedar";

    /// <summary>What faults call the tests, likewise.</summary>
    public const string TestsFile = "policy.tests.yaml";

    /// <summary>The path of a fault in the policy text.</summary>
    public const string TextPath = "policy";

    /// <summary>The path of a fault in its tests.</summary>
    public const string TestsPath = "policyTests";
}
