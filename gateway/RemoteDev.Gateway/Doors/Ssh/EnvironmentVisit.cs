using RemoteDev.Cedar;
using RemoteDev.Gateway.Contain.Ssh;
using RemoteDev.Gateway.Forward;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Ssh;
using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Relay;

namespace RemoteDev.Gateway.Doors.Ssh;

/// <summary>
/// A connection to one environment. The environment is entered when the client first wants something there that policy may permit, once for
/// the whole connection; every channel is then joined under containment.
/// </summary>
/// <param name="place">The environment's name. What the catalogue says of it is read when it is entered: the connection may be hours old by then.</param>
internal sealed class EnvironmentVisit(SshVisit visit, SshSignIn signIn, SshConnection person, string place, SshDoorRooms rooms) : ISshPlaceVisit
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly CancellationTokenSource _over = new();
    private readonly GrantedExtras _extras = new();
    private EnvironmentLink? _link;
    private AccessSession? _session;
    private int _asking;

    public void OnChannelOpen(ChannelOpening opening) => visit.Mind(OpenAsync(opening));

    public void OnGlobalRequest(GlobalRequest request)
    {
        switch (request.Name)
        {
            case "tcpip-forward" or "cancel-tcpip-forward":
                visit.Mind(ListenAsync(request));
                break;
            case "no-more-sessions@openssh.com":
                request.Succeed();
                break;
            default:
                request.Fail();
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _one.WaitAsync();
        if (_link is { } link)
        {
            await link.EndAsync();
        }

        if (_session is { } session)
        {
            session.Noticed -= OnNoticed;
        }

        _over.Dispose();
        _one.Dispose();
    }

    private async Task OpenAsync(ChannelOpening opening)
    {
        var reached = await ReachAsync(SshReach.For(opening.Type, opening.Payload.Span));
        if (reached.Passed(out var link, out var refusal))
        {
            if (rooms.Contain.FromPerson(link.Reach, opening.Type, link.Onward, link.Judge, _extras).Passed(out var contained, out refusal))
            {
                SshForward.Join(contained, opening);
                return;
            }

            link.Judge.Refused(refusal);
        }

        RefusedSession.Refuse(opening, refusal);
    }

    private async Task ListenAsync(GlobalRequest request)
    {
        var reached = await ReachAsync(SshReach.For(request));
        if (reached.Passed(out var link, out _) && rooms.Contain.Listen(request, link.Judge, _extras) is null)
        {
            SshRelay.Forward(request, link.Onward);
        }
        else
        {
            request.Fail();
            person.Flush();
        }
    }

    private async Task<Step<EnvironmentLink>> ReachAsync(IReadOnlyList<(EntityUid Action, AccessDetail Detail)> actions)
    {
        try
        {
            await _one.WaitAsync(_over.Token);
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException)
        {
            return SshDoorRefusals.TargetSilent;
        }

        try
        {
            return _link is { IsOver: false } link ? link : await EnterAsync(actions);
        }
        catch (OperationCanceledException)
        {
            return SshDoorRefusals.TargetSilent;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<Step<EnvironmentLink>> EnterAsync(IReadOnlyList<(EntityUid Action, AccessDetail Detail)> actions)
    {
        var who = signIn.Identified;
        var resource = Uids.Environment(place);
        if (!rooms.StepUpRoom.Verify(who).Passed(out var verified, out var refusal))
        {
            rooms.Trace.Refused(who, nameof(StepUp), refusal, place, actions[0].Action, resource);
            return refusal;
        }

        if (!(await rooms.Authorize.ReachBySshAsync(verified, actions, place, _over.Token)).Passed(out var reach, out refusal))
        {
            rooms.Trace.Refused(who, nameof(Authorize), refusal, place, actions[0].Action, resource);
            return refusal;
        }

        if (rooms.Catalog.Current.Environments.GetValueOrDefault(place) is not { Ssh: not null } environment)
        {
            rooms.Trace.Refused(who, nameof(Contain), SshDoorRefusals.NoEnvironment, place, actions[0].Action, resource, reach.Session);
            return SshDoorRefusals.NoEnvironment;
        }

        if (_session is { } before)
        {
            before.Noticed -= OnNoticed;
        }

        _session = reach.Session;
        reach.Session.Attend(OnNoticed);
        var judge = new SshJudge(who, reach.Session, rooms.StepUpRoom, rooms.Authorize, rooms.Live, rooms.Trace);
        var wants = new TargetWants(reach, judge, person, _extras, rooms.Contain);
        var result = await rooms.Targets.ConnectAsync(environment, who.Login, reach.Session.Id, wants, _over.Token);
        if (result.Connection is { } target)
        {
            _link = new EnvironmentLink(reach, target, judge);
            visit.Mind(WatchAsync(target));
            return _link;
        }

        return rooms.Trace.NotEntered(who, result.Fault!, reach.Session);
    }

    // Channels tell their own ends; this is for a client that only holds ports open, and for the environment going away.
    private async Task WatchAsync(SshClientConnection target)
    {
        await target.Ended;
        visit.End(RefusalLine.Of("the environment has closed the connection."));
    }

    private void OnNoticed(SessionNotice notice)
    {
        if (notice.IsEnd)
        {
            visit.End(RefusalLine.Of(notice));
        }
        else if (notice.NeedsFactor && Interlocked.Exchange(ref _asking, 1) == 0)
        {
            visit.Mind(ConfirmAsync(_session!));
        }
    }

    // The link is a warning of its own, so that a terminal that opens after it shows it too.
    private async Task ConfirmAsync(AccessSession session)
    {
        // Taken here: after the yield the visit, and with it the source of this, may be gone.
        var over = _over.Token;
        try
        {
            // Whoever warns tells the terminals first.
            await Task.Yield();
            await rooms.Confirmation.AskAsync(
                signIn,
                place,
                () => session is { HasEnded: false, Warning.NeedsFactor: true },
                link => session.Notify(new SessionNotice(IsEnd: false, $"Open {link} to confirm that it is you, and it goes on.", session.ClosesAt, null, null) { NeedsFactor = true }),
                over);
        }
        finally
        {
            Volatile.Write(ref _asking, 0);
        }
    }
}
