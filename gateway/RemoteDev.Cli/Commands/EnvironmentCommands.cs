using System.CommandLine;
using System.Globalization;
using RemoteDev.Cli.Gateway;
using RemoteDev.Cli.Output;

namespace RemoteDev.Cli.Commands;

/// <summary><c>remotedev environment ...</c>.</summary>
internal static class EnvironmentCommands
{
    private const string Entered = "entered";

    public static Command Create(GatewaySession session) =>
        new("environment", "Environments: their own credentials, whether SSH gets in, and the connectors of those that come to the gateway.")
        {
            Credential(session), SshCheck(session), ConnectorCommands.Create(session),
        };

    private static Command Credential(GatewaySession session)
    {
        var name = new Argument<string>("NAME") { Description = "The environment's name." };
        var file = new Option<string>("--out", "-o")
        {
            Description = "The file to write it into, readable by you alone (0600), as git's credential helpers read it.",
            HelpName = "FILE",
            Required = true,
        };
        var credential = new Command(
            "credential",
            "Issues the environment's own credential, by which it fetches and pushes through the gateway. An earlier one stops working. It is written "
            + "to the file and shown nowhere.") { name, file };
        session.On(credential, async (result, gateway, cancellationToken) =>
        {
            var path = result.GetValue(file) ?? "";
            var answer = await gateway.SendAsync<Credential>(
                HttpMethod.Post, $"environments/{PersonCommands.Segment(result.GetValue(name))}/credential", null, cancellationToken);
            if (session.Value(answer) is not { } issued)
            {
                return ExitCode.Refused;
            }

            // The times are for the helper, which renews it after a third of its life.
            var times = string.Create(CultureInfo.InvariantCulture, $"issued={issued.IssuedAt.ToUnixTimeSeconds()}\nexpires={issued.ExpiresAt.ToUnixTimeSeconds()}\n");
            await PrivateFile.WriteAsync(path, $"{times}username={issued.Username}\npassword={issued.Secret}\n", cancellationToken);
            session.Screen.Line($"Wrote the credential of {issued.Username} to {path}. It ends {issued.ExpiresAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC unless the environment renews it.");
            return ExitCode.Done;
        });
        return credential;
    }

    private static Command SshCheck(GatewaySession session)
    {
        var name = new Argument<string>("NAME") { Description = "The environment's name." };
        var check = new Command("ssh-check", "Has the gateway connect to the environment by SSH, log in, run true and leave.") { name };
        session.On(check, async (result, gateway, cancellationToken) =>
        {
            var answer = await gateway.SendAsync<SshCheck>(
                HttpMethod.Post, $"environments/{PersonCommands.Segment(result.GetValue(name))}/ssh-check", null, cancellationToken);
            if (session.Value(answer) is not { } tried)
            {
                return ExitCode.Refused;
            }

            if (tried.Outcome == Entered)
            {
                session.Screen.Line($"The gateway gets in: {tried.ServerVersion}, host key {tried.HostKey}.");
                return ExitCode.Done;
            }

            session.Screen.Error($"{tried.Outcome}: {tried.Detail}");
            session.Screen.Error(tried.Advice ?? "");
            return ExitCode.Refused;
        });
        return check;
    }
}
