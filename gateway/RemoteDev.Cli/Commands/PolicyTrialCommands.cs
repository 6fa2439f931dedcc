using System.CommandLine;
using RemoteDev.Cli.Gateway;
using RemoteDev.Cli.Offline;
using Spectre.Console;

namespace RemoteDev.Cli.Commands;

/// <summary><c>remotedev policy check</c> and <c>test</c>.</summary>
internal static class PolicyTrialCommands
{
    public static Command Check(GatewaySession session)
    {
        var (file, world, json) = (PolicyOptions.File(), PolicyOptions.World(), PolicyOptions.Json());
        var command = new Command("check", "Reads a policy and says everything that is wrong with it: grammar, vocabulary, types, names that do not exist, rules that never hold.")
        {
            file, world, json,
        };
        session.OnOffline(
            command,
            result => result.GetValue(world) is not null,
            async (result, cancellationToken) =>
            {
                var path = result.GetValue(file) ?? "";
                var trial = await OfflineTrial.CheckAsync(path, result.GetValue(world)!, cancellationToken);
                return Print(session, trial, path, tests: null, result.GetValue(json));
            },
            async (result, gateway, cancellationToken) =>
            {
                var path = result.GetValue(file) ?? "";
                var text = await File.ReadAllTextAsync(path, cancellationToken);
                var answer = await gateway.SendAsync<Trial>(HttpMethod.Post, "policy/check", new { Text = text }, cancellationToken);
                return session.Value(answer) is { } trial ? Print(session, trial, path, tests: null, result.GetValue(json)) : ExitCode.Refused;
            });
        return command;
    }

    public static Command Test(GatewaySession session)
    {
        var (file, tests, world, json) = (PolicyOptions.File(), PolicyOptions.Tests(), PolicyOptions.World(), PolicyOptions.Json());
        var command = new Command("test", "Checks a policy and runs its test cases.") { file, tests, world, json };
        session.OnOffline(
            command,
            result => result.GetValue(world) is not null,
            async (result, cancellationToken) =>
            {
                var (path, cases) = (result.GetValue(file) ?? "", result.GetValue(tests) ?? "");
                return Print(session, await OfflineTrial.TestAsync(path, cases, result.GetValue(world)!, cancellationToken), path, cases, result.GetValue(json));
            },
            async (result, gateway, cancellationToken) =>
            {
                var (path, cases) = (result.GetValue(file) ?? "", result.GetValue(tests) ?? "");
                var body = new
                {
                    Text = await File.ReadAllTextAsync(path, cancellationToken),
                    Tests = await File.ReadAllTextAsync(cases, cancellationToken),
                };
                var answer = await gateway.SendAsync<Trial>(HttpMethod.Post, "policy/test", body, cancellationToken);
                return session.Value(answer) is { } trial ? Print(session, trial, path, cases, result.GetValue(json)) : ExitCode.Refused;
            });
        return command;
    }

    private static int Print(GatewaySession session, Trial trial, string path, string? tests, bool json)
    {
        // The gateway knows the texts by its own names for them; the person knows them by theirs.
        var faults = trial.Faults.Select(fault => fault with { Path = "", File = fault.Path == "policyTests" ? tests ?? fault.File : fault.Path == "policy" ? path : fault.File });
        if (json)
        {
            session.Screen.Json(trial with { Faults = [.. faults] });
            return trial.Passed ? ExitCode.Done : ExitCode.Refused;
        }

        foreach (var one in trial.Cases)
        {
            session.Screen.Line($"{(one.Passed ? "ok  " : "FAIL")} {one.Name}", one.Passed ? Color.Green : Color.Red);
        }

        foreach (var fault in faults)
        {
            session.Screen.Error(fault.ToString());
        }

        foreach (var finding in trial.Findings)
        {
            session.Screen.Line($"{path}:{finding.Line}:{finding.Column}: warning: {finding.Message} [{finding.Code}]{(finding.Advice.Length > 0 ? $" {finding.Advice}" : "")}", Color.Yellow);
        }

        session.Screen.Line(trial.Passed ? Passed(trial) : $"{trial.Faults.Count} fault(s).", trial.Passed ? Color.Green : Color.Red);
        return trial.Passed ? ExitCode.Done : ExitCode.Refused;
    }

    private static string Passed(Trial trial) => trial.Cases.Count == 0 ? "No faults." : $"All {trial.Cases.Count} cases pass.";
}
