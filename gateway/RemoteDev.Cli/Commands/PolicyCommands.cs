using System.CommandLine;
using RemoteDev.Cli.Gateway;
using Spectre.Console;

namespace RemoteDev.Cli.Commands;

/// <summary><c>remotedev policy ...</c>.</summary>
internal static class PolicyCommands
{
    public static Command Create(GatewaySession session) =>
        new("policy", "The policy: try it against the gateway's catalogue. Nothing is saved; apply saves.") { Check(session), Test(session) };

    private static Argument<string> File() => new("FILE") { Description = "The policy, a .cedar file." };

    private static Command Check(GatewaySession session)
    {
        var file = File();
        var command = new Command("check", "Reads a policy and says everything that is wrong with it: grammar, vocabulary, names that do not exist.") { file };
        session.On(command, async (result, gateway, cancellationToken) =>
        {
            var path = result.GetValue(file) ?? "";
            var text = await System.IO.File.ReadAllTextAsync(path, cancellationToken);
            var answer = await gateway.SendAsync<Trial>(HttpMethod.Post, "policy/check", new { Text = text }, cancellationToken);
            return Print(session, answer, path, tests: null);
        });
        return command;
    }

    private static Command Test(GatewaySession session)
    {
        var file = File();
        var tests = new Option<string>("--tests", "-t") { Description = "Its test cases, a .tests.yaml file.", HelpName = "FILE", Required = true };
        var command = new Command("test", "Checks a policy and runs its test cases.") { file, tests };
        session.On(command, async (result, gateway, cancellationToken) =>
        {
            var (path, cases) = (result.GetValue(file) ?? "", result.GetValue(tests) ?? "");
            var body = new
            {
                Text = await System.IO.File.ReadAllTextAsync(path, cancellationToken),
                Tests = await System.IO.File.ReadAllTextAsync(cases, cancellationToken),
            };
            return Print(session, await gateway.SendAsync<Trial>(HttpMethod.Post, "policy/test", body, cancellationToken), path, cases);
        });
        return command;
    }

    private static int Print(GatewaySession session, GatewayAnswer<Trial> answer, string path, string? tests)
    {
        if (session.Value(answer) is not { } trial)
        {
            return ExitCode.Refused;
        }

        foreach (var one in trial.Cases)
        {
            session.Screen.Line($"{(one.Passed ? "ok  " : "FAIL")} {one.Name}", one.Passed ? Color.Green : Color.Red);
        }

        foreach (var fault in trial.Faults)
        {
            // The gateway knows the texts by its own names for them; the person knows them by theirs.
            session.Screen.Error((fault with { Path = "", File = fault.Path == "policyTests" ? tests ?? fault.File : path }).ToString());
        }

        session.Screen.Line(trial.Passed ? Passed(trial) : $"{trial.Faults.Count} fault(s).", trial.Passed ? Color.Green : Color.Red);
        return trial.Passed ? ExitCode.Done : ExitCode.Refused;
    }

    private static string Passed(Trial trial) => trial.Cases.Count == 0 ? "No faults." : $"All {trial.Cases.Count} cases pass.";
}
