using System.CommandLine;
using RemoteDev.Cli.Gateway;

namespace RemoteDev.Cli.Commands;

/// <summary><c>remotedev service ...</c>: machines that use git by themselves.</summary>
internal static class ServiceCommands
{
    private const int UsualDays = 7;

    public static Command Create(GatewaySession session) =>
        new("service", "Service accounts: list, suspend, restore, and their tokens. They are written in the catalogue's files, under services.")
        {
            List(session),
            Standing(session, "suspend", "Suspends a service account. What it has open ends within a second."),
            Standing(session, "restore", "Lifts a suspension."),
            new Command("token", "The tokens by which it uses git.") { Issue(session), Tokens(session), Revoke(session) },
        };

    private static Command List(GatewaySession session)
    {
        var command = new Command("list", "Every service account in the catalogue.");
        session.On(command, async (_, gateway, cancellationToken) =>
        {
            if (session.Value(await gateway.SendAsync<List<ServiceAccount>>(HttpMethod.Get, "services", null, cancellationToken)) is not { } services)
            {
                return ExitCode.Refused;
            }

            session.Screen.Table(
                ["NAME", "OWNER", "VENDOR", "ROLES", "FROM", "STATE"],
                services.Select(one => (IReadOnlyList<string>)[
                    one.Name, one.Owner, one.Vendor ?? "-", string.Join(", ", one.Roles), string.Join(", ", one.Sources), one.Suspended ? "suspended" : "active"]));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Standing(GatewaySession session, string verb, string description)
    {
        var name = Name();
        var reason = new Option<string>("--reason") { Description = "Why, for the trace.", HelpName = "TEXT", Required = true };
        var command = new Command(verb, description) { name, reason };
        session.On(command, async (result, gateway, cancellationToken) =>
        {
            var answer = await gateway.SendAsync<object>(HttpMethod.Post, $"{Path(result.GetValue(name))}/{verb}", new { Reason = result.GetValue(reason) }, cancellationToken);
            if (answer.Problem is { } problem)
            {
                session.Screen.Problem(problem);
                return ExitCode.Refused;
            }

            session.Screen.Line($"{result.GetValue(name)}: {verb} done.");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Issue(GatewaySession session)
    {
        var name = Name();
        var called = new Option<string>("--name") { Description = "By which it will be known: where it is, and for what.", HelpName = "TEXT", Required = true };
        var actions = new Option<string[]>("--action") { Description = "gitFetch, gitPush, gitTag or gitDeleteBranch; once for each.", Required = true, AllowMultipleArgumentsPerToken = true };
        var repository = new Option<string>("--repository") { Description = "One repository, like payments/app.", HelpName = "NAME" };
        var project = new Option<string>("--project") { Description = "Every repository of a project. Without this and --repository, every one that policy permits.", HelpName = "NAME" };
        var window = new Option<string>("--window") { Description = "Only while this window is open.", HelpName = "NAME" };
        var days = new Option<int>("--days") { Description = "After how many days it ends.", DefaultValueFactory = _ => UsualDays };
        var command = new Command("issue", "Makes a token and prints it, once.") { name, called, actions, repository, project, window, days };
        session.On(command, async (result, gateway, cancellationToken) =>
        {
            var body = new
            {
                Name = result.GetValue(called),
                Actions = result.GetValue(actions),
                Repository = result.GetValue(repository),
                Project = result.GetValue(project),
                Window = result.GetValue(window),
                Days = result.GetValue(days),
            };
            if (session.Value(await gateway.SendAsync<ServiceToken>(HttpMethod.Post, $"{Path(result.GetValue(name))}/tokens", body, cancellationToken)) is not { } token)
            {
                return ExitCode.Refused;
            }

            session.Screen.Line(token.Value ?? "");
            session.Screen.Line($"Shown only now. The user name is {token.Username}; it ends {token.ExpiresAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC.");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Tokens(GatewaySession session)
    {
        var name = Name();
        var command = new Command("list", "Its tokens, without their values.") { name };
        session.On(command, async (result, gateway, cancellationToken) =>
        {
            if (session.Value(await gateway.SendAsync<List<ServiceToken>>(HttpMethod.Get, $"{Path(result.GetValue(name))}/tokens", null, cancellationToken)) is not { } tokens)
            {
                return ExitCode.Refused;
            }

            session.Screen.Table(
                ["ID", "NAME", "FOR", "WHERE", "ENDS", "LAST USED"],
                tokens.Select(token => (IReadOnlyList<string>)[
                    token.Id, token.Name, string.Join(' ', token.Actions), token.Place, Moment(token.ExpiresAt), token.UsedAt is { } used ? $"{Moment(used)} {token.UsedFrom}" : "never"]));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Revoke(GatewaySession session)
    {
        var name = Name();
        var id = new Argument<string>("ID") { Description = "The token's id, as token list prints it." };
        var command = new Command("revoke", "Revokes a token. What is open by it ends within a second.") { name, id };
        session.On(command, async (result, gateway, cancellationToken) =>
        {
            var answer = await gateway.SendAsync<object>(
                HttpMethod.Delete, $"{Path(result.GetValue(name))}/tokens/{PersonCommands.Segment(result.GetValue(id))}", null, cancellationToken);
            if (answer.Problem is { } problem)
            {
                session.Screen.Problem(problem);
                return ExitCode.Refused;
            }

            session.Screen.Line("Revoked.");
            return ExitCode.Done;
        });
        return command;
    }

    private static Argument<string> Name() => new("NAME") { Description = "The service account's name." };

    private static string Path(string? name) => $"services/{PersonCommands.Segment(name)}";

    private static string Moment(DateTimeOffset at) => $"{at.UtcDateTime:yyyy-MM-dd HH:mm}";
}
