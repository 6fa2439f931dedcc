using System.Diagnostics;
using System.Globalization;
using NodaTime;
using RemoteDev.Policy.Checking;
using RemoteDev.Policy.Comparing;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Explaining;
using RemoteDev.Policy.Previewing;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Benchmarks.Policies;

/// <summary>Measures what an administrator waits for.</summary>
internal static class PolicyBenchmark
{
    private static readonly Instant Monday = Instant.FromUtc(2026, 11, 22, 23, 0);

    public static async Task<int> RunAsync(TextWriter output)
    {
        var world = BigCatalogue.World();
        var text = BigCatalogue.Policies(25);
        var before = new PolicyState(BigCatalogue.Load(text, world), world);
        await CompareAsync(output, "one policy added", before, text + """
            @id("saturday") permit (principal in RemoteDev::Vendor::"vendor-1", action == RemoteDev::Action::"openTerminal", resource in RemoteDev::Project::"project-1")
            when { context.openWindows.contains(RemoteDev::Window::"window-4") };
            """);
        await CompareAsync(output, "one group widened", before, text.Replace("principal in RemoteDev::Role::\"developer\"", "principal", StringComparison.Ordinal));
        await CompareAsync(output, "an obligation everywhere", before, text.Replace("50MiB/day", "100MiB/day", StringComparison.Ordinal));

        var report = default(CheckReport);
        var time = Best(3, () => report = PolicyChecker.Check("benchmark.cedar", text, world, Monday));
        await WriteAsync(output, $"check: {time.TotalMilliseconds:0} ms, {report!.Findings.Count} findings");
        var map = default(WeekMap);
        time = Best(3, () => map = WeekPreview.Of(before.Bundle, world, new WeekQuestion(Monday) { Actions = [Actions.Connect] }));
        await WriteAsync(output, $"week of everyone: {time.TotalMilliseconds:0} ms, {map!.Segments.Count} segments");
        foreach (var projects in new[] { 1, 49, 498 })
        {
            await ExplainAsync(output, projects);
        }

        return 0;
    }

    private static async Task CompareAsync(TextWriter output, string what, PolicyState before, string after)
    {
        var draft = before with { Bundle = BigCatalogue.Load(after, before.World) };
        var diff = default(AccessDiff);
        var time = Best(3, () => diff = PolicyDiff.Compare(before, draft, Monday));
        await WriteAsync(output, $"diff, {what}: {time.TotalMilliseconds:0} ms, {diff!.Changes.Count} changes");
        await WriteAsync(output, $"    {diff.Lines(1)[0]}");
        await WriteAsync(output, $"    {diff.Lines(1)[^1]}");
    }

    private static async Task ExplainAsync(TextWriter output, int projects)
    {
        const int rounds = 2000;
        var world = BigCatalogue.World();
        var bundle = BigCatalogue.Load(BigCatalogue.Policies(projects), world);
        var engine = new PolicyEngine(bundle);
        var context = new DecisionContext { Now = Instant.FromUtc(2026, 11, 22, 12, 0), Mfa = new MfaEvidence(TimeSpan.Zero, "totp") };
        var request = new DecisionRequest(Uids.User("person-36"), Actions.Browse, Uids.Environment("env-25"), context);
        var text = "";
        var time = Best(5, () =>
        {
            for (var i = 0; i < rounds; i++)
            {
                text = engine.Judge(world, request).Match(_ => "", _ => "", _ => "", denial => denial.Explanation.Text);
            }
        });
        await WriteAsync(output, $"explain at {bundle.Policies.Count} policies: {time.TotalMicroseconds / rounds:0.0} us: {text}");
        var near = NearPolicies.None;
        time = Best(5, () =>
        {
            for (var i = 0; i < rounds; i++)
            {
                near = engine.Judge(world, request).Match(_ => near, _ => near, _ => near, denial => denial.Near);
            }
        });
        var first = near.Permits[0];
        await WriteAsync(output, $"    each policy's obstacles: {time.TotalMicroseconds / rounds:0.0} us, {near.Permits.Count} listed and {near.More} more: {first.Id} {first.Words[0]}");
    }

    private static TimeSpan Best(int rounds, Action action)
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            action();
            var took = Stopwatch.GetElapsedTime(start);
            best = took < best ? took : best;
        }

        return best;
    }

    private static Task WriteAsync(TextWriter output, FormattableString line) => output.WriteLineAsync(line.ToString(CultureInfo.InvariantCulture));
}
