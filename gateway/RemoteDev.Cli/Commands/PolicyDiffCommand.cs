using System.CommandLine;
using RemoteDev.Cli.Gateway;
using RemoteDev.Cli.Offline;
using RemoteDev.Cli.Output;

namespace RemoteDev.Cli.Commands;

/// <summary><c>remotedev policy diff</c>.</summary>
internal static class PolicyDiffCommand
{
    public static Command Create(GatewaySession session)
    {
        var file = new Argument<string?>("FILE") { Description = "The policy that may come. Without it, --to says which version.", Arity = ArgumentArity.ZeroOrOne };
        var against = new Option<string?>("--against", "-a") { Description = "With --world: the policy file to compare with.", HelpName = "FILE" };
        var from = new Option<long?>("--from") { Description = "The version to compare with. Default: the one in force.", HelpName = "VERSION" };
        var to = new Option<long?>("--to") { Description = "Without a file: the version that may come. Default: the one in force.", HelpName = "VERSION" };
        var gain = new Option<bool>("--fail-on-gain") { Description = "Exit code 1 when anybody gains anything or is obliged to less." };
        var (world, json) = (PolicyOptions.World(), PolicyOptions.Json());
        var command = new Command("diff", "Who gains or loses which action on what, and when, in the coming week: between two versions, or with a file that is not saved.")
        {
            file, against, from, to, gain, world, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(world) is not null && (result.GetValue(file) is null || result.GetValue(against) is null))
            {
                result.AddError("With --world two files are compared: FILE and --against FILE.");
            }
            else if (result.GetValue(world) is null && result.GetValue(against) is not null)
            {
                result.AddError("--against goes with --world; the gateway compares with its own versions, --from VERSION.");
            }
        });
        session.OnOffline(
            command,
            result => result.GetValue(world) is not null,
            async (result, cancellationToken) =>
            {
                var faults = new List<Fault>();
                var found = await OfflineDifference.BetweenAsync(
                    result.GetValue(against)!, result.GetValue(file)!, result.GetValue(world)!, faults, cancellationToken);
                faults.ForEach(fault => session.Screen.Error(fault.ToString()));
                return found is null ? ExitCode.Refused : Print(session, found, result.GetValue(json), result.GetValue(gain));
            },
            async (result, gateway, cancellationToken) =>
            {
                var path = result.GetValue(file);
                var body = new
                {
                    Text = path is null ? null : await File.ReadAllTextAsync(path, cancellationToken), From = result.GetValue(from), To = result.GetValue(to),
                };
                var answer = await gateway.SendAsync<Difference>(HttpMethod.Post, "policy/diff", body, cancellationToken);
                return session.Value(answer) is { } found ? Print(session, found, result.GetValue(json), result.GetValue(gain)) : ExitCode.Refused;
            });
        return command;
    }

    private static int Print(GatewaySession session, Difference found, bool json, bool failOnGain)
    {
        if (json)
        {
            session.Screen.Json(found);
        }
        else
        {
            DraftScreen.Print(session.Screen, found);
        }

        return failOnGain && found.Gained + found.Loosened > 0 ? ExitCode.Refused : ExitCode.Done;
    }
}
