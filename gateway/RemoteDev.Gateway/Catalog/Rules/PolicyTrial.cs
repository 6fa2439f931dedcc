using System.Collections.Immutable;
using NodaTime;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Policy.Checking;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Faults;
using RemoteDev.Policy.Testing;
using RemoteDev.Policy.World;

namespace RemoteDev.Gateway.Catalog.Rules;

/// <summary>A policy tried against a catalogue, saved nowhere.</summary>
/// <param name="Loaded">The policy, when its text loads; its tests may still fail.</param>
/// <param name="Faults">Of the text, of the tests, and one for each test that fails.</param>
/// <param name="Outcomes">Every case, when the cases could be run.</param>
internal sealed record PolicyTrial(PolicyBundle? Loaded, ImmutableArray<CatalogFault> Faults, IReadOnlyList<CaseOutcome> Outcomes)
{
    /// <summary>What could be activated; null while there are faults.</summary>
    public PolicyBundle? Bundle => Faults.IsEmpty ? Loaded : null;

    /// <summary>Loads the text only: it parses, and names what exists.</summary>
    public static PolicyTrial Load(CatalogSnapshot catalog, string text)
    {
        if (text.Length > Limits.PolicyText)
        {
            return new PolicyTrial(null, [new CatalogFault(PolicyEntry.TextPath, $"has {text.Length} characters; at most {Limits.PolicyText} are read")], []);
        }

        var reading = PolicyBundle.Load(PolicyEntry.TextFile, text, catalog.World);
        return new PolicyTrial(reading.Bundle, [.. reading.Faults.Select(fault => At(PolicyEntry.TextPath, fault))], []);
    }

    /// <summary>Loads the text, holds it to the types of the schema and runs the tests.</summary>
    /// <param name="now">The week in which a case's weekday lies.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static PolicyTrial Run(CatalogSnapshot catalog, string text, string tests, Instant now, CancellationToken cancellationToken)
    {
        var loaded = Load(catalog, text);
        var (cases, faults) = Cases(tests);
        if (loaded.Loaded is not { } bundle || !faults.IsEmpty)
        {
            return loaded with { Faults = [.. loaded.Faults, .. faults] };
        }

        ImmutableArray<CatalogFault> mistyped = [.. SchemaCheck.Of(bundle).Where(finding => finding.Severity == FindingSeverity.Error).Select(At)];
        if (!mistyped.IsEmpty)
        {
            return loaded with { Faults = mistyped };
        }

        var outcomes = CaseRunner.Run(bundle, WithNobodySuspended(catalog), cases, now, cancellationToken);
        return new PolicyTrial(bundle, [.. outcomes.Where(outcome => !outcome.Passed).Select(Failed)], outcomes);
    }

    /// <summary>A fault of the policy library, in the catalogue's form.</summary>
    public static CatalogFault At(string path, PolicyFault fault) => new(path, fault.Message, fault.File, fault.Line, fault.Column);

    private static CatalogFault At(Finding finding) => new(PolicyEntry.TextPath, finding.Message, finding.File, finding.Line, finding.Column);

    private static (IReadOnlyList<PolicyCase> Cases, ImmutableArray<CatalogFault> Faults) Cases(string tests)
    {
        if (tests.Length > Limits.PolicyText)
        {
            return ([], [new CatalogFault(PolicyEntry.TestsPath, $"has {tests.Length} characters; at most {Limits.PolicyText} are read")]);
        }

        var reading = CaseReader.Read(PolicyEntry.TestsFile, tests);
        return reading switch
        {
            { Succeeded: false } => ([], [.. reading.Faults.Select(fault => At(PolicyEntry.TestsPath, fault))]),
            { Cases.Count: 0 } => ([],
            [
                new CatalogFault(
                    PolicyEntry.TestsPath, "there is no case; a policy is saved with tests that say what it must permit and refuse", PolicyEntry.TestsFile, 1, 1),
            ]),
            _ => (reading.Cases, []),
        };
    }

    private static CatalogFault Failed(CaseOutcome outcome) => new(
        PolicyEntry.TestsPath,
        $"the test '{Spelling.Cut(outcome.Case.Name)}' fails: {string.Join("; ", outcome.Differences)}",
        PolicyEntry.TestsFile,
        outcome.Case.Line,
        1);

    /// <summary>
    /// The world as if nobody were suspended. A suspension denies whatever policy says: it must neither fail a policy's tests nor wait
    /// for them, nor hide what a policy changes.
    /// </summary>
    public static PolicyWorld WithNobodySuspended(CatalogSnapshot catalog)
    {
        var facts = catalog.World.Facts;
        return facts.People.Any(person => person.Suspended)
            ? PolicyWorld.Of(facts with { People = [.. facts.People.Select(person => person with { Suspended = false })] })
            : catalog.World;
    }
}
