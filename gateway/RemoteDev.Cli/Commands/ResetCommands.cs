using System.CommandLine;
using RemoteDev.Cli.Gateway;

namespace RemoteDev.Cli.Commands;

/// <summary><c>remotedev person reset</c> and what follows it: one administrator starts or vouches, a second consents.</summary>
internal static class ResetCommands
{
    public static IEnumerable<Command> Create(GatewaySession session) =>
        [Start(session), List(session), Vouch(session), Consent(session), Refuse(session)];

    private static Command Start(GatewaySession session)
    {
        var login = new Argument<string>("LOGIN") { Description = "The person's login." };
        var reason = Reason();
        var command = new Command("reset", "Starts setting a person's password and second factor anew. A second administrator consents.") { login, reason };
        session.On(command, async (result, gateway, cancellationToken) =>
        {
            var answer = await gateway.SendAsync<Reset>(
                HttpMethod.Post, $"people/{PersonCommands.Segment(result.GetValue(login))}/reset", new { Reason = result.GetValue(reason) }, cancellationToken);
            if (session.Value(answer) is not { } reset)
            {
                return ExitCode.Refused;
            }

            session.Screen.Line($"Started. A second administrator consents with: remotedev person consent {reset.Id}");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command List(GatewaySession session)
    {
        var command = new Command("resets", "The resets that wait for an administrator.");
        session.On(command, async (_, gateway, cancellationToken) =>
        {
            if (session.Value(await gateway.SendAsync<List<Reset>>(HttpMethod.Get, "resets", null, cancellationToken)) is not { } resets)
            {
                return ExitCode.Refused;
            }

            session.Screen.Table(
                ["ID", "LOGIN", "STATE", "WORD", "PASSWORD", "BY", "UNTIL (UTC)"],
                resets.Select(reset => (IReadOnlyList<string>)[
                    reset.Id,
                    reset.Login,
                    reset.State,
                    reset.Word ?? "-",
                    reset.Word is null ? "-" : reset.KnowsPassword ? "shown" : "not shown",
                    reset.StartedBy ?? "-",
                    reset.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)]));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Vouch(GatewaySession session) => Step(
        session, "vouch", "Vouches for who asked, whose word you heard. A second administrator consents.", "You vouch for it.");

    private static Command Refuse(GatewaySession session) => Step(session, "refuse", "Refuses a reset, or gives it up.", "Refused.");

    private static Command Consent(GatewaySession session)
    {
        var id = Id();
        var command = new Command("consent", "Consents as the second administrator. Prints a one-time link, unless a browser waits for it.") { id };
        session.On(command, async (result, gateway, cancellationToken) =>
        {
            var answer = await gateway.SendAsync<ResetConsent>(
                HttpMethod.Post, $"resets/{PersonCommands.Segment(result.GetValue(id))}/consent", null, cancellationToken);
            if (session.Value(answer) is not { } consent)
            {
                return ExitCode.Refused;
            }

            session.Screen.Line(consent.Invitation is { } link
                ? $"{link.Link}\nWorks once, until {link.ExpiresAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC. Hand it to the person alone."
                : "Consented. The browser that waits can go on now.");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Step(GatewaySession session, string verb, string description, string done)
    {
        var id = Id();
        var reason = Reason();
        var command = new Command(verb, description) { id, reason };
        session.On(command, async (result, gateway, cancellationToken) =>
        {
            var answer = await gateway.SendAsync<ResetStep>(
                HttpMethod.Post, $"resets/{PersonCommands.Segment(result.GetValue(id))}/{verb}", new { Reason = result.GetValue(reason) }, cancellationToken);
            if (session.Value(answer) is null)
            {
                return ExitCode.Refused;
            }

            session.Screen.Line(done);
            return ExitCode.Done;
        });
        return command;
    }

    private static Argument<string> Id() => new("ID") { Description = "The reset, as remotedev person resets lists it." };

    private static Option<string> Reason() => new("--reason", "-r") { Description = "Why. The trace keeps it.", HelpName = "TEXT", Required = true };
}
