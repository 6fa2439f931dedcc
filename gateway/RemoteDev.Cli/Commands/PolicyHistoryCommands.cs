using System.CommandLine;
using System.Globalization;
using RemoteDev.Cli.Gateway;
using RemoteDev.Cli.Output;

namespace RemoteDev.Cli.Commands;

/// <summary><c>remotedev policy history</c> and <c>rollback</c>.</summary>
internal static class PolicyHistoryCommands
{
    public static Command History(GatewaySession session)
    {
        var take = new Option<int>("--take") { Description = "How many, newest first.", HelpName = "NUMBER", DefaultValueFactory = _ => 20 };
        var command = new Command("history", "The versions of the policy: when, by whom, approved by whom, what for.") { take };
        session.On(command, async (result, gateway, cancellationToken) =>
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"policy/versions?take={result.GetValue(take)}");
            if (session.Value(await gateway.SendAsync<List<PolicyVersion>>(HttpMethod.Get, path, null, cancellationToken)) is not { } versions)
            {
                return ExitCode.Refused;
            }

            session.Screen.Table(
                ["VERSION", "SINCE (UTC)", "AUTHOR", "APPROVED BY", "DRAFT", "NOTE"],
                versions.Select(version => (IReadOnlyList<string>)[
                    $"{version.Number}{(version.InForce ? " *" : "")}",
                    DraftScreen.Moment(version.SavedAt) ?? "",
                    version.Author,
                    version.Approver ?? "-",
                    version.Draft?.ToString(CultureInfo.InvariantCulture) ?? "-",
                    version.Note ?? "-"]));
            return ExitCode.Done;
        });
        return command;
    }

    public static Command RollBack(GatewaySession session)
    {
        var version = new Argument<long>("VERSION") { Description = "The version to go back to, as 'remotedev policy history' lists it." };
        var note = new Option<string>("--note", "-n") { Description = "What for.", HelpName = "TEXT", Required = true };
        var now = new Option<bool>("--now")
        {
            Description = "Brings it into force at once and alone, as the machine's operator may; the trace says so. Without it a draft is begun, for another person to approve.",
        };
        var json = PolicyOptions.Json();
        var command = new Command("rollback", "Goes back to an older version: a draft of its text, that is submitted and approved as any other.") { version, note, now, json };
        session.On(command, async (result, gateway, cancellationToken) =>
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"policy/versions/{result.GetValue(version)}");
            if (!result.GetValue(now))
            {
                var begun = await gateway.SendAsync<Draft>(HttpMethod.Post, $"{path}/rollback", new { Note = result.GetValue(note) }, cancellationToken);
                return PolicyDraftCommands.Done(session, begun, result.GetValue(json));
            }

            if (session.Value(await gateway.SendAsync<EditAnswer>(HttpMethod.Post, "policy/rollback", new { Reason = result.GetValue(note), To = result.GetValue(version) }, cancellationToken)) is not { } edit)
            {
                return ExitCode.Refused;
            }

            DiffText.Print(session.Screen, edit);
            return ExitCode.Done;
        });
        return command;
    }
}
