using System.CommandLine;
using RemoteDev.Cli.Gateway;

namespace RemoteDev.Cli.Commands;

/// <summary><c>remotedev environment connector ...</c>: for environments that come to the gateway, because nothing leads to them.</summary>
internal static class ConnectorCommands
{
    private const string NameOfEnvironment = "The environment's name.";

    public static Command Create(GatewaySession session) =>
        new("connector", "The connector of an environment to which nothing leads: its keys, and whether it is connected.")
        {
            Show(session), AddKey(session), RemoveKey(session),
        };

    private static Command Show(GatewaySession session)
    {
        var name = new Argument<string>("NAME") { Description = NameOfEnvironment };
        var show = new Command("show", "Whether it is connected to this gateway, and its keys.") { name };
        session.On(show, async (result, gateway, cancellationToken) =>
        {
            var environment = result.GetValue(name);
            if (session.Value(await gateway.SendAsync<Connector>(HttpMethod.Get, Path(environment), null, cancellationToken)) is not { } connector)
            {
                return ExitCode.Refused;
            }

            session.Screen.Line(connector.Connected ? $"{environment}: connected." : $"{environment}: not connected to this gateway.");
            // No table: a fingerprint that a narrow window cuts off is of no use.
            foreach (var link in connector.Links)
            {
                session.Screen.Line($"  since {Moment(link.Since)} from {link.Source}, last seen {Moment(link.LastSeen)}, with {link.Key}");
            }

            session.Screen.Line(connector.Keys.Count > 0 ? "Keys:" : "No key opens for it.");
            foreach (var key in connector.Keys)
            {
                session.Screen.Line($"  {key.Fingerprint} {key.Name}, added {Moment(key.AddedAt)}, {(key.UsedAt is { } used ? $"last used {Moment(used)}" : "never used")}");
            }

            return ExitCode.Done;
        });
        return show;
    }

    private static Command AddKey(GatewaySession session)
    {
        var name = new Argument<string>("NAME") { Description = NameOfEnvironment };
        var file = new Argument<string>("FILE") { Description = "The .pub file of a key pair made for this connector alone." };
        var called = new Option<string>("--name") { Description = "What the key is called. Without it, the comment in the file.", HelpName = "TEXT" };
        var add = new Command("add-key", "Registers a public key for it.") { name, file, called };
        session.On(add, async (result, gateway, cancellationToken) =>
        {
            var line = await File.ReadAllTextAsync(result.GetValue(file) ?? "", cancellationToken);
            var body = new { Key = line.Trim(), Name = result.GetValue(called) };
            var answer = await gateway.SendAsync<ConnectorKey>(HttpMethod.Post, $"{Path(result.GetValue(name))}/keys", body, cancellationToken);
            if (session.Value(answer) is not { } key)
            {
                return ExitCode.Refused;
            }

            session.Screen.Line($"Registered {key.Fingerprint} ({key.Name}) for the connector of {result.GetValue(name)}.");
            return ExitCode.Done;
        });
        return add;
    }

    private static Command RemoveKey(GatewaySession session)
    {
        var name = new Argument<string>("NAME") { Description = NameOfEnvironment };
        var fingerprint = new Argument<string>("KEY") { Description = "The key's fingerprint, as connector show prints it." };
        var remove = new Command("remove-key", "Removes a key. What is connected with it is cut before this returns.") { name, fingerprint };
        session.On(remove, async (result, gateway, cancellationToken) =>
        {
            var body = new { Fingerprint = result.GetValue(fingerprint) };
            var answer = await gateway.SendAsync<object>(HttpMethod.Post, $"{Path(result.GetValue(name))}/keys/remove", body, cancellationToken);
            if (answer.Problem is { } problem)
            {
                session.Screen.Problem(problem);
                return ExitCode.Refused;
            }

            session.Screen.Line($"Removed {result.GetValue(fingerprint)}.");
            return ExitCode.Done;
        });
        return remove;
    }

    private static string Path(string? environment) => $"environments/{PersonCommands.Segment(environment)}/connector";

    private static string Moment(DateTimeOffset at) => $"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";
}
