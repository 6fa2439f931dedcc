using System.CommandLine;
using RemoteDev.Cli.Gateway;

namespace RemoteDev.Cli.Commands;

/// <summary><c>remotedev policy replay</c>.</summary>
internal static class PolicyReplayCommand
{
    public static Command Create(GatewaySession session)
    {
        var (file, json) = (PolicyOptions.File(), PolicyOptions.Json());
        var days = new Option<int>("--days") { Description = "How far back, 1 to 90.", HelpName = "NUMBER", DefaultValueFactory = _ => 7 };
        var change = new Option<bool>("--fail-on-change") { Description = "Exit code 1 when any answer would have been another." };
        var command = new Command("replay", "Asks a policy what was really asked in the last days, and says which answers would have been others. The reading is traced.") { file, days, change, json };
        session.On(command, async (result, gateway, cancellationToken) =>
        {
            var body = new { Text = await File.ReadAllTextAsync(result.GetValue(file) ?? "", cancellationToken), Days = result.GetValue(days) };
            if (session.Value(await gateway.SendAsync<Replay>(HttpMethod.Post, "policy/replay", body, cancellationToken)) is not { } replay)
            {
                return ExitCode.Refused;
            }

            if (result.GetValue(json))
            {
                session.Screen.Json(replay);
            }
            else
            {
                foreach (var line in replay.Lines)
                {
                    session.Screen.Line(line);
                }
            }

            return result.GetValue(change) && replay.Changed > 0 ? ExitCode.Refused : ExitCode.Done;
        });
        return command;
    }
}
