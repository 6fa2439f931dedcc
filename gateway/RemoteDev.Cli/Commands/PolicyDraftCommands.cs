using System.CommandLine;
using System.Globalization;
using RemoteDev.Cli.Gateway;
using RemoteDev.Cli.Output;

namespace RemoteDev.Cli.Commands;

/// <summary>The steps of a draft of the policy.</summary>
internal static class PolicyDraftCommands
{
    public static Command List(GatewaySession session)
    {
        var all = new Option<bool>("--all") { Description = "Also drafts that are in force, rejected or withdrawn." };
        var command = new Command("drafts", "Drafts of the policy and how far they have come.") { all };
        session.On(command, async (result, gateway, cancellationToken) =>
        {
            var open = result.GetValue(all) ? "false" : "true";
            if (session.Value(await gateway.SendAsync<List<Draft>>(HttpMethod.Get, $"policy/drafts?open={open}&take=100", null, cancellationToken)) is not { } drafts)
            {
                return ExitCode.Refused;
            }

            session.Screen.Table(
                ["DRAFT", "STATE", "AUTHOR", "ON", "DUE (UTC)", "NOTE"],
                drafts.Select(draft => (IReadOnlyList<string>)[
                    Text(draft.Number), draft.State, draft.Author, $"version {draft.BaseNumber}", DraftScreen.Moment(draft.ActivateAt) ?? "-", draft.Note]));
            return ExitCode.Done;
        });
        return command;
    }

    public static Command Show(GatewaySession session)
    {
        var (number, json) = (PolicyOptions.Number(), PolicyOptions.Json());
        var command = new Command("show", "One draft: its state, what it changes, and the SHA-256 that an approval binds to.") { number, json };
        session.On(command, async (result, gateway, cancellationToken) =>
            Done(session, await gateway.SendAsync<Draft>(HttpMethod.Get, Path(result.GetValue(number)), null, cancellationToken), result.GetValue(json)));
        return command;
    }

    public static Command Draft(GatewaySession session)
    {
        var (file, tests, json) = (PolicyOptions.File(), PolicyOptions.Tests(), PolicyOptions.Json());
        var note = new Option<string>("--note", "-n") { Description = "What the change is for; approver and history read it.", HelpName = "TEXT", Required = true };
        var submit = new Option<bool>("--submit") { Description = "Submits it at once, when everything is green." };
        var number = new Option<long?>("--draft", "-d") { Description = "Rewrites this draft in place of beginning one. Its submission and approval are void by that.", HelpName = "NUMBER" };
        var command = new Command("draft", "Begins or rewrites a draft on the version in force. It need not be green to be kept.") { file, tests, note, number, submit, json };
        session.On(command, async (result, gateway, cancellationToken) =>
        {
            var existing = result.GetValue(number);
            var known = existing is { } wanted ? session.Value(await gateway.SendAsync<Draft>(HttpMethod.Get, Path(wanted), null, cancellationToken)) : null;
            if (existing is not null && known is null)
            {
                return ExitCode.Refused;
            }

            var body = new
            {
                Text = await File.ReadAllTextAsync(result.GetValue(file) ?? "", cancellationToken),
                Tests = await File.ReadAllTextAsync(result.GetValue(tests) ?? "", cancellationToken),
                Note = result.GetValue(note),
                known?.Revision,
            };
            var answer = known is null
                ? await gateway.SendAsync<Draft>(HttpMethod.Post, "policy/drafts", body, cancellationToken)
                : await gateway.SendAsync<Draft>(HttpMethod.Put, Path(known.Number), body, cancellationToken);
            if (!result.GetValue(submit) || answer.Value is not { } draft)
            {
                return Done(session, answer, result.GetValue(json));
            }

            return Done(session, await SubmitAsync(gateway, draft, cancellationToken), result.GetValue(json));
        });
        return command;
    }

    public static Command Submit(GatewaySession session)
    {
        var (number, json) = (PolicyOptions.Number(), PolicyOptions.Json());
        var command = new Command("submit", "Checks a draft, works out what it changes, and hands it to a second person.") { number, json };
        session.On(command, async (result, gateway, cancellationToken) =>
        {
            var draft = session.Value(await gateway.SendAsync<Draft>(HttpMethod.Get, Path(result.GetValue(number)), null, cancellationToken));
            return draft is null ? ExitCode.Refused : Done(session, await SubmitAsync(gateway, draft, cancellationToken), result.GetValue(json));
        });
        return command;
    }

    public static Command Approve(GatewaySession session)
    {
        var (number, json) = (PolicyOptions.Number(), PolicyOptions.Json());
        var sha256 = new Option<string>("--sha256")
        {
            Description = "The SHA-256 of what you read, as 'remotedev policy show' prints it: nothing else is approved.", HelpName = "HEX", Required = true,
        };
        var reason = new Option<string?>("--reason", "-r") { Description = "Words for the author and the trace.", HelpName = "TEXT" };
        var command = new Command("approve", "Consents to a draft that somebody else wrote.") { number, sha256, reason, json };
        session.On(command, async (result, gateway, cancellationToken) => Done(
            session,
            await gateway.SendAsync<Draft>(
                HttpMethod.Post, $"{Path(result.GetValue(number))}/approve", new { Sha256 = result.GetValue(sha256), Reason = result.GetValue(reason) }, cancellationToken),
            result.GetValue(json)));
        return command;
    }

    public static Command End(GatewaySession session, string verb, string description)
    {
        var (number, reason, json) = (PolicyOptions.Number(), PolicyOptions.Reason("Why. The author reads it and the trace keeps it."), PolicyOptions.Json());
        var command = new Command(verb, description) { number, reason, json };
        session.On(command, async (result, gateway, cancellationToken) => Done(
            session,
            await gateway.SendAsync<Draft>(HttpMethod.Post, $"{Path(result.GetValue(number))}/{verb}", new { Reason = result.GetValue(reason) }, cancellationToken),
            result.GetValue(json)));
        return command;
    }

    public static Command Activate(GatewaySession session)
    {
        var (number, json) = (PolicyOptions.Number(), PolicyOptions.Json());
        var at = new Option<DateTimeOffset?>("--at")
        {
            Description = "When, with its offset: 2026-12-01T06:00:00Z or 2026-12-01T07:00:00+01:00. It is checked again then. Default: now.",
            HelpName = "INSTANT",
            CustomParser = result =>
            {
                if (DateTimeOffset.TryParseExact(
                    result.Tokens[0].Value, (string[])["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
                {
                    return instant;
                }

                result.AddError($"'{result.Tokens[0].Value}' is not an instant; write it like 2026-12-01T06:00:00Z.");
                return null;
            },
        };
        var command = new Command("activate", "Puts an approved draft into force: now, or at an instant.") { number, at, json };
        session.On(command, async (result, gateway, cancellationToken) => Done(
            session,
            await gateway.SendAsync<Draft>(HttpMethod.Post, $"{Path(result.GetValue(number))}/activate", new { At = result.GetValue(at) }, cancellationToken),
            result.GetValue(json)));
        return command;
    }

    internal static int Done(GatewaySession session, GatewayAnswer<Draft> answer, bool json)
    {
        if (session.Value(answer) is not { } draft)
        {
            return ExitCode.Refused;
        }

        if (json)
        {
            session.Screen.Json(draft);
        }
        else
        {
            DraftScreen.Print(session.Screen, draft);
        }

        return ExitCode.Done;
    }

    private static Task<GatewayAnswer<Draft>> SubmitAsync(GatewayClient gateway, Draft draft, CancellationToken cancellationToken) =>
        gateway.SendAsync<Draft>(HttpMethod.Post, $"{Path(draft.Number)}/submit", new { draft.Revision }, cancellationToken);

    private static string Path(long number) => $"policy/drafts/{Text(number)}";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
