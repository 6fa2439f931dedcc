using RemoteDev.Cedar;
using RemoteDev.Gateway.Authorize;
using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Contain.Ssh;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Doors.Ssh;

/// <summary>Asks StepUp and Authorize in one session, as often as containment wants to know, and traces every no.</summary>
internal sealed class SshJudge(
    Identified who, AccessSession session, StepUpRoom stepUp, AuthorizeRoom authorize, LiveSessions live, SshTrace trace) : ISshJudge
{
    private readonly EntityUid _resource = Uids.Environment(session.Place);

    public Step<Permitted> Judge(EntityUid action, int? port = null)
    {
        // The factor may have been renewed since the connection began.
        if (!stepUp.Verify(who).Passed(out var verified, out var refusal))
        {
            trace.Refused(who, nameof(StepUp), refusal, session.Place, action, _resource, session);
            return refusal;
        }

        var step = authorize.Authorize(verified, session, action, _resource, AccessDetail.Ssh with { Port = port });
        if (!step.Passed(out _, out refusal))
        {
            trace.Refused(who, nameof(Authorize), refusal, session.Place, action, _resource, session);
        }

        return step;
    }

    public void Refused(Refusal refusal, EntityUid? action = null) =>
        trace.Refused(who, nameof(Contain), refusal, session.Place, action, action is null ? null : _resource, session);

    public void End(EndReason reason, Refusal why) => live.End(session.Id, reason, why);
}
