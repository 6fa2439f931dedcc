using System.Collections.Immutable;
using NodaTime;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Faults;
using RemoteDev.Policy.Testing;
using RemoteDev.Policy.World;

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

        return Load(policy, after, now, faults, out testsPassed);
    }

    private static PolicyBundle? Load(PolicyEntry policy, CatalogSnapshot after, Instant now, List<CatalogFault> faults, out int testsPassed)
    {
        testsPassed = 0;
        if (Math.Max(policy.Text.Length, policy.Tests.Length) > Limits.PolicyText)
        {
            faults.Add(new CatalogFault(PolicyEntry.TextPath, $"the policy or its tests have more than {Limits.PolicyText} characters"));
            return null;
        }

        var reading = PolicyBundle.Load(PolicyEntry.TextFile, policy.Text, after.World);
        faults.AddRange(reading.Faults.Select(fault => At(PolicyEntry.TextPath, fault)));
        var cases = CaseReader.Read(PolicyEntry.TestsFile, policy.Tests);
        faults.AddRange(cases.Faults.Select(fault => At(PolicyEntry.TestsPath, fault)));
        if (cases.Succeeded && cases.Cases.Count == 0)
        {
            faults.Add(new CatalogFault(PolicyEntry.TestsPath, "there is no case; a policy is saved with tests that say what it must permit and refuse", PolicyEntry.TestsFile, 1, 1));
        }

        if (!reading.Succeeded || !cases.Succeeded)
        {
            return null;
        }

        var failed = CaseRunner.Run(reading.Bundle, WithNobodySuspended(after), cases.Cases, now).Where(outcome => !outcome.Passed).ToArray();
        faults.AddRange(failed.Select(outcome => new CatalogFault(
            PolicyEntry.TestsPath,
            $"the test '{Spelling.Cut(outcome.Case.Name)}' fails: {string.Join("; ", outcome.Differences)}",
            PolicyEntry.TestsFile,
            outcome.Case.Line,
            1)));
        testsPassed = cases.Cases.Count - failed.Length;
        return failed.Length == 0 ? reading.Bundle : null;
    }

    // A suspension denies whatever policy says. It must neither fail a policy's tests nor wait for them.
    private static PolicyWorld WithNobodySuspended(CatalogSnapshot after)
    {
        var facts = after.World.Facts;
        return facts.People.Any(person => person.Suspended)
            ? PolicyWorld.Of(facts with { People = [.. facts.People.Select(person => person with { Suspended = false })] })
            : after.World;
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
        faults.AddRange(reading.Faults.Select(fault => At(PolicyEntry.TextPath, fault) with
        {
            Message = $"the active policy names what would be removed: {fault.Message}",
        }));
    }

    private static CatalogFault At(string path, PolicyFault fault) => new(path, fault.Message, fault.File, fault.Line, fault.Column);
}
