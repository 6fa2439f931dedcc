using NodaTime;
using RemoteDev.Policy.Checking;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Testing;

namespace RemoteDev.Policy.Tests.Testing;

/// <summary>Every policy set in policy/examples keeps the promises of its own cases.</summary>
public sealed class ExamplesTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "examples");

    public static TheoryData<string> Examples() => [.. Directory.GetDirectories(Folder).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_PassesItsCases(string example)
    {
        var world = WorldReader.Read("world.yaml", Read(example, "world.yaml"));
        Assert.True(world.Succeeded, string.Join('\n', world.Faults));
        var bundle = PolicyBundle.Load("policy.cedar", Read(example, "policy.cedar"), world.World);
        Assert.True(bundle.Succeeded, string.Join('\n', bundle.Faults));
        var cases = CaseReader.Read("cases.yaml", Read(example, "cases.yaml"));
        Assert.True(cases.Succeeded, string.Join('\n', cases.Faults));

        var outcomes = CaseRunner.Run(bundle.Bundle, world.World, cases.Cases, Instant.FromUtc(2026, 11, 25, 12, 0));
        Assert.True(outcomes.Count >= 10);
        Assert.True(outcomes.All(outcome => outcome.Passed), string.Join('\n', outcomes.Where(outcome => !outcome.Passed)));

        // Every policy of an example decides at least one of its cases; the rest would be decoration.
        var decided = outcomes.SelectMany(outcome => outcome.Verdict.PolicyIds).ToHashSet(StringComparer.Ordinal);
        Assert.All(bundle.Bundle.Policies, policy => Assert.Contains(policy.Id, decided));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_PassesTheCheck(string example)
    {
        var world = WorldReader.Read("world.yaml", Read(example, "world.yaml"));
        Assert.True(world.Succeeded);
        var report = PolicyChecker.Check("policy.cedar", Read(example, "policy.cedar"), world.World, Instant.FromUtc(2026, 11, 25, 12, 0));
        Assert.True(report.Succeeded && report.Findings.Count == 0, string.Join('\n', report.Findings));
    }

    [Fact]
    public void ThereAreExamples() => Assert.Equal(3, Examples().Count);

    private static string Read(string example, string file) => File.ReadAllText(Path.Combine(Folder, example, file));
}
