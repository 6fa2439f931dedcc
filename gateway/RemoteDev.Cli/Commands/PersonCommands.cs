using System.CommandLine;
using RemoteDev.Cli.Gateway;
using RemoteDev.Cli.Output;

namespace RemoteDev.Cli.Commands;

/// <summary><c>remotedev person ...</c>.</summary>
internal static class PersonCommands
{
    public static Command Create(GatewaySession session)
    {
        var command = new Command("person", "People: list, invite, reset, suspend, restore.")
        {
            List(session),
            Invite(session),
            Standing(session, "suspend", "Suspends a person. Everything they have open ends within a second."),
            Standing(session, "restore", "Lifts a suspension."),
        };
        foreach (var reset in ResetCommands.Create(session))
        {
            command.Add(reset);
        }

        return command;
    }

    private static Command List(GatewaySession session)
    {
        var command = new Command("list", "Everybody in the catalogue.");
        session.On(command, async (_, gateway, cancellationToken) =>
        {
            if (session.Value(await gateway.SendAsync<List<Person>>(HttpMethod.Get, "people", null, cancellationToken)) is not { } people)
            {
                return ExitCode.Refused;
            }

            session.Screen.Table(
                ["LOGIN", "NAME", "VENDOR", "ROLES", "ZONE", "STATE"],
                people.Select(person => (IReadOnlyList<string>)[
                    person.Login, person.DisplayName, person.Vendor ?? "-", string.Join(", ", person.Roles), person.TimeZone, person.Suspended ? "suspended" : "active"]));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Invite(GatewaySession session)
    {
        var login = Login();
        var command = new Command(
            "invite",
            "Prints a one-time link by which the person sets a password and a second factor. Whoever has the link becomes that person: hand it over in private.") { login };
        session.On(command, async (result, gateway, cancellationToken) =>
        {
            var answer = await gateway.SendAsync<Invitation>(HttpMethod.Post, $"people/{Segment(result.GetValue(login))}/invitations", null, cancellationToken);
            if (session.Value(answer) is not { } invitation)
            {
                return ExitCode.Refused;
            }

            session.Screen.Line(invitation.Link);
            session.Screen.Line($"Works once, until {invitation.ExpiresAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC.");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Standing(GatewaySession session, string verb, string description)
    {
        var login = Login();
        var reason = new Option<string>("--reason", "-r")
        {
            Description = "Why. The trace keeps it.",
            HelpName = "TEXT",
            Required = true,
        };
        var command = new Command(verb, description) { login, reason };
        session.On(command, async (result, gateway, cancellationToken) =>
        {
            var answer = await gateway.SendAsync<EditAnswer>(
                HttpMethod.Post, $"people/{Segment(result.GetValue(login))}/{verb}", new { Reason = result.GetValue(reason) }, cancellationToken);
            if (session.Value(answer) is not { } edit)
            {
                return ExitCode.Refused;
            }

            DiffText.Print(session.Screen, edit);
            return ExitCode.Done;
        });
        return command;
    }

    private static Argument<string> Login() => new("LOGIN") { Description = "The person's login." };

    internal static string Segment(string? name) => Uri.EscapeDataString(name ?? "");
}
