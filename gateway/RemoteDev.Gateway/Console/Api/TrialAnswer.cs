using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Rules;
using RemoteDev.Policy.Checking;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>What came of trying a policy.</summary>
/// <param name="Passed">True when it could be saved as far as this was tried.</param>
internal sealed record TrialAnswer(bool Passed, IReadOnlyList<CatalogFault> Faults, IReadOnlyList<CaseAnswer> Cases)
{
    /// <summary>What lint says of a policy that loads; nothing in it keeps the policy from being saved.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    public static TrialAnswer Of(PolicyTrial trial) =>
        new(trial.Bundle is not null, trial.Faults, [.. trial.Outcomes.Select(outcome => new CaseAnswer(outcome.Case.Name, outcome.Case.Line, outcome.Passed, outcome.Differences))]);
}
