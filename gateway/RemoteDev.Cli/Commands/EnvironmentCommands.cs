using System.CommandLine;
using RemoteDev.Cli.Gateway;
using RemoteDev.Cli.Output;

namespace RemoteDev.Cli.Commands;

/// <summary><c>remotedev environment ...</c>.</summary>
internal static class EnvironmentCommands
{
    public static Command Create(GatewaySession session)
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

            await PrivateFile.WriteAsync(path, $"username={issued.Username}\npassword={issued.Secret}\n", cancellationToken);
            session.Screen.Line($"Wrote the credential of {issued.Username} to {path}.");
            return ExitCode.Done;
        });
        return new Command("environment", "Environments: their own credentials.") { credential };
    }
}
