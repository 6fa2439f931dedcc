namespace RemoteDev.Cli.Gateway;

/// <summary>What came of trying a policy.</summary>
internal sealed record Trial(bool Passed, IReadOnlyList<Fault> Faults, IReadOnlyList<TrialCase> Cases)
{
    /// <summary>What is right and yet hardly meant.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
