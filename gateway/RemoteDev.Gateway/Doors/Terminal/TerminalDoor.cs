using System.Globalization;
using RemoteDev.Gateway.Contain.Ssh;
using RemoteDev.Gateway.Doors.Ssh;
using RemoteDev.Gateway.Forward;
using RemoteDev.Gateway.Journey;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Doors.Terminal;

/// <summary>
/// The SSH door for people without an SSH client: a terminal in a page of the portal. The person's browser proves who they are, the rest of
/// the walk is that of an SSH connection, and so is what contains it.
/// </summary>
internal sealed class TerminalDoor(SshDoorRooms rooms, TerminalVisits visits)
{
    private static readonly Refusal NoPage = new(RefusalCode.Malformed, "This address is for the terminal's own page. Open the terminal from the portal.");

    private static readonly Refusal Foreign = new(RefusalCode.CrossOrigin, "Another site's page asked for a terminal. Open it from the portal.");

    private static readonly Refusal TooMany = new(
        RefusalCode.NotReady, $"You have {TerminalVisits.Most} terminals open in this environment, which is as many as may be. Close one.");

    /// <summary>Serves a terminal to its end. What is refused once the page is connected, the page is told.</summary>
    /// <returns>Why the page was not connected, or null.</returns>
    public async Task<Refusal?> ServeAsync(HttpContext http, Verified verified, string environment)
    {
        var who = verified.Identified;
        if (!http.WebSockets.IsWebSocketRequest)
        {
            return NoPage;
        }

        // A page of any origin may ask for a socket, with the cookies that go along; only the browser's word tells whose page it was.
        if (http.Request.Headers.Origin is not { Count: 1 } origin || origin[0] != rooms.Origins.Portal)
        {
            rooms.Trace.Refused(who, nameof(Listen), Foreign, environment, Actions.OpenTerminal, Uids.Environment(environment));
            return Foreign;
        }

        using var socket = new TerminalSocket(await http.WebSockets.AcceptWebSocketAsync(), rooms.Clock);
        var refusal = await WalkAsync(verified, environment, SizeOf(http.Request.Query), socket, http.RequestAborted);
        if (refusal is not null)
        {
            await socket.EndAsync(new TerminalEnd(RefusalLine.Of(refusal), IsCut: true));
        }

        return null;
    }

    private async Task<Refusal?> WalkAsync(Verified verified, string environment, TerminalSize size, TerminalSocket socket, CancellationToken aborted)
    {
        if (rooms.Catalog.Current.Environments.GetValueOrDefault(environment) is not { Ssh: not null })
        {
            rooms.Trace.Refused(verified.Identified, nameof(Authorize), SshDoorRefusals.NoEnvironment, environment, Actions.OpenTerminal, null);
            return SshDoorRefusals.NoEnvironment;
        }

        try
        {
            if (!(await EnterAsync(verified, environment, aborted)).Passed(out var reach, out var refusal))
            {
                rooms.Trace.Refused(
                    verified.Identified, nameof(Authorize), refusal, environment, Actions.OpenTerminal, Uids.Environment(environment));
                return refusal;
            }

            try
            {
                return await VisitAsync(reach, size, socket, aborted);
            }
            finally
            {
                visits.Leave(reach.Session);
            }
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            // The page went while the environment was still being entered.
            return null;
        }
    }

    /// <summary>Another tab may close the session that this one was about to share; then a new one is opened.</summary>
    private async Task<Step<Permitted>> EnterAsync(Verified verified, string environment, CancellationToken aborted)
    {
        while (true)
        {
            var reached = await rooms.Authorize.ReachBySshAsync(verified, [(Actions.OpenTerminal, AccessDetail.Ssh)], environment, aborted);
            if (!reached.Passed(out var reach, out var refusal))
            {
                return refusal;
            }

            if (visits.TryEnter(reach.Session, out var hasEnded))
            {
                return reach;
            }

            if (!hasEnded)
            {
                return TooMany;
            }
        }
    }

    private async Task<Refusal?> VisitAsync(Permitted reach, TerminalSize size, TerminalSocket socket, CancellationToken aborted)
    {
        var who = reach.Verified.Identified;
        var session = reach.Session;
        var place = rooms.Catalog.Current.Environments.GetValueOrDefault(session.Place);
        if (place is not { Ssh: not null })
        {
            rooms.Trace.Refused(who, nameof(Contain), SshDoorRefusals.NoEnvironment, session.Place, Actions.OpenTerminal, null, session);
            return SshDoorRefusals.NoEnvironment;
        }

        var result = await rooms.Targets.ConnectAsync(place, who.Login, session.Id, handler: null, aborted);
        if (result.Connection is not { } target)
        {
            return rooms.Trace.NotEntered(who, result.Fault!, session);
        }

        await using (target)
        {
            var judge = new SshJudge(who, session, rooms.StepUpRoom, rooms.Authorize, rooms.Live, rooms.Trace);
            if (!(await rooms.Contain.OpenTerminalAsync(target.Connection, size, judge, aborted)).Passed(out var contained, out var refusal))
            {
                return refusal;
            }

            await using (contained.Flow)
            {
                await TerminalForward.RunAsync(contained, socket, rooms.Clock, aborted);
                return null;
            }
        }
    }

    private static TerminalSize SizeOf(IQueryCollection query) => TerminalSize.Near(Number(query["columns"], 80), Number(query["rows"], 24));

    private static int Number(string? text, int otherwise) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
