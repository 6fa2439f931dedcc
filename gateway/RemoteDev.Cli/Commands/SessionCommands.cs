using System.CommandLine;
using RemoteDev.Cli.Gateway;

namespace RemoteDev.Cli.Commands;

/// <summary><c>remotedev session ...</c>.</summary>
internal static class SessionCommands
{
    public static Command Create(GatewaySession session) => new("session", "Live sessions: list and end.") { List(session), End(session) };

    private static Command List(GatewaySession session)
    {
        var command = new Command("list", "Everything that is open now, oldest first.");
        session.On(command, async (_, gateway, cancellationToken) =>
        {
            if (session.Value(await gateway.SendAsync<List<Session>>(HttpMethod.Get, "sessions", null, cancellationToken)) is not { } sessions)
            {
                return ExitCode.Refused;
            }

            if (sessions.Count == 0)
            {
                session.Screen.Line("Nothing is open.");
                return ExitCode.Done;
            }

            session.Screen.Table(
                ["ID", "LOGIN", "KIND", "PLACE", "FROM", "SINCE (UTC)", "IN", "OUT"],
                sessions.OrderBy(one => one.OpenedAt).Select(one => (IReadOnlyList<string>)[
                    one.Id, one.Login, one.Kind, one.Place, one.Source, $"{one.OpenedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}", $"{one.BytesIn}", $"{one.BytesOut}"]));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command End(GatewaySession session)
    {
        var id = new Argument<string>("ID") { Description = "The session's id, as session list prints it." };
        var reason = new Option<string>("--reason", "-r") { Description = "Why. The person sees it, and the trace keeps it.", HelpName = "TEXT", Required = true };
        var command = new Command("end", "Ends a session: every stream of it is cut within a second.") { id, reason };
        session.On(command, async (result, gateway, cancellationToken) =>
        {
            var answer = await gateway.SendAsync<object>(
                HttpMethod.Post, $"sessions/{PersonCommands.Segment(result.GetValue(id))}/end", new { Reason = result.GetValue(reason) }, cancellationToken);
            if (answer.Problem is { } problem)
            {
                session.Screen.Problem(problem);
                return ExitCode.Refused;
            }

            session.Screen.Line($"Ended {result.GetValue(id)}.");
            return ExitCode.Done;
        });
        return command;
    }
}
