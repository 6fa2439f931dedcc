using System.Collections.Immutable;
using NodaTime;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Policy.Decisions;

namespace RemoteDev.Gateway.Catalog.Rules;

/// <summary>What a policy must be before it is active: it loads, it names what exists, and every one of its tests passes.</summary>
internal static class PolicyRules
{
    /// <summary>The bundle to activate, or null while there are faults or nothing to activate.</summary>
    /// <param name="testsPassed">How many cases passed, for the trace.</param>
    public static PolicyBundle? Check(
        CatalogSnapshot before, CatalogSnapshot after, ImmutableArray<CatalogChange> changes, Instant now, List<CatalogFault> faults, out int testsPassed)
    {
        testsPassed = 0;
        if (after.Policy is not { } policy)
        {
            return null;
        }

        if (ReferenceEquals(policy, before.Policy))
        {
            StillNamesWhatExists(before, after, changes, faults);
            return null;
        }

        var trial = PolicyTrial.Run(after, policy.Text, policy.Tests, now, CancellationToken.None);
        faults.AddRange(trial.Faults);
        testsPassed = trial.Outcomes.Count(outcome => outcome.Passed);
        return trial.Bundle;
    }

    // Removing a window, role or project that the policy names would leave a rule that silently never holds. People are another
    // matter: whoever leaves is removed, and a rule that named them then concerns nobody.
    private static void StillNamesWhatExists(CatalogSnapshot before, CatalogSnapshot after, ImmutableArray<CatalogChange> changes, List<CatalogFault> faults)
    {
        var people = CatalogKind.Person.Path("");
        if (ReferenceEquals(before.Bundle, PolicyBundle.Empty)
            || !changes.Any(change => change.Kind == ChangeKind.Removed && !change.Path.StartsWith(people, StringComparison.Ordinal)))
        {
            return;
        }

        var names = new NamesWithPeople(after.World, before.World);
        var reading = PolicyBundle.Load(PolicyEntry.TextFile, before.Policy?.Text ?? "", names);
        faults.AddRange(reading.Faults.Select(fault => PolicyTrial.At(PolicyEntry.TextPath, fault) with
        {
            Message = $"the active policy names what would be removed: {fault.Message}",
        }));
    }
}
