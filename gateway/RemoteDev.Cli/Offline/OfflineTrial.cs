using NodaTime;
using RemoteDev.Cli.Gateway;
using RemoteDev.Policy.Checking;
using RemoteDev.Policy.Testing;
using Finding = RemoteDev.Cli.Gateway.Finding;

namespace RemoteDev.Cli.Offline;

/// <summary>Checks and tests a policy against a world in a file: the same answer as the gateway gives over its catalogue.</summary>
internal static class OfflineTrial
{
    public static async Task<Trial> CheckAsync(string policy, string world, CancellationToken cancellationToken)
    {
        var faults = new List<Fault>();
        if (await OfflineTexts.WorldAsync(world, faults, cancellationToken) is not { } facts
            || await OfflineTexts.PolicyAsync(policy, facts, faults, cancellationToken) is null)
        {
            return new Trial(false, faults, []);
        }

        var text = await OfflineTexts.ReadAsync(policy, cancellationToken);
        var report = PolicyChecker.Check(policy, text, facts, SystemClock.Instance.GetCurrentInstant(), cancellationToken);
        return new Trial(true, [], [])
        {
            Findings = [.. report.Findings.Select(one => new Finding(one.Code, one.File, one.Line, one.Column, one.Message, one.Advice, one.PolicyId))],
        };
    }

    public static async Task<Trial> TestAsync(string policy, string tests, string world, CancellationToken cancellationToken)
    {
        var faults = new List<Fault>();
        var reading = CaseReader.Read(tests, await OfflineTexts.ReadAsync(tests, cancellationToken));
        faults.AddRange(reading.Faults.Select(OfflineTexts.Of));
        if (reading is { Succeeded: true, Cases.Count: 0 })
        {
            faults.Add(new Fault("", "there is no case; a policy is saved with tests that say what it must permit and refuse", tests, 1, 1));
        }

        var facts = await OfflineTexts.WorldAsync(world, faults, cancellationToken);
        var bundle = facts is null ? null : await OfflineTexts.PolicyAsync(policy, facts, faults, cancellationToken);
        if (faults.Count > 0 || bundle is null || facts is null)
        {
            return new Trial(false, faults, []);
        }

        // A case's weekday lies in this week, as in the gateway.
        var outcomes = CaseRunner.Run(bundle, facts, reading.Cases, SystemClock.Instance.GetCurrentInstant(), cancellationToken);
        faults.AddRange(outcomes.Where(outcome => !outcome.Passed).Select(outcome =>
            new Fault("", $"the test '{outcome.Case.Name}' fails: {string.Join("; ", outcome.Differences)}", tests, outcome.Case.Line, 1)));
        return new Trial(
            faults.Count == 0, faults, [.. outcomes.Select(outcome => new TrialCase(outcome.Case.Name, outcome.Case.Line, outcome.Passed, outcome.Differences))]);
    }
}
