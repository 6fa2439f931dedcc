namespace RemoteDev.Cli.Gateway;

/// <summary>A draft of the policy, without its texts.</summary>
internal sealed record Draft
{
    public long Number { get; init; }

    public long Revision { get; init; }

    public string State { get; init; } = "";

    public string Note { get; init; } = "";

    public long BaseNumber { get; init; }

    public long? RollbackOf { get; init; }

    public string Sha256 { get; init; } = "";

    public string Author { get; init; } = "";

    public IReadOnlyList<string> Editors { get; init; } = [];

    public string? DecidedBy { get; init; }

    public string? Decision { get; init; }

    public DateTimeOffset? ActivateAt { get; init; }

    public long? Version { get; init; }

    public string? Failure { get; init; }

    public Difference? Comparison { get; init; }
}
