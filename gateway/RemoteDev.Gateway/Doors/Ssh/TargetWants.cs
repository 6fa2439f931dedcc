using RemoteDev.Gateway.Contain.Ssh;
using RemoteDev.Gateway.Forward;
using RemoteDev.Gateway.Journey;
using RemoteDev.Ssh;
using RemoteDev.Ssh.Connection;

namespace RemoteDev.Gateway.Doors.Ssh;

/// <summary>What an environment wants of the person's client: only channels that the person asked for and policy granted.</summary>
internal sealed class TargetWants(Permitted reach, SshJudge judge, SshConnection person, GrantedExtras extras, SshContainment contain) : ISshConnectionHandler
{
    public void OnChannelOpen(ChannelOpening opening)
    {
        if (contain.FromTarget(reach, opening.Type, person, judge, extras).Passed(out var contained, out var refusal))
        {
            SshForward.Join(contained, opening);
        }
        else
        {
            judge.Refused(refusal);
            opening.Refuse(OpenFailureReason.AdministrativelyProhibited, refusal.Reason);
        }
    }

    public void OnGlobalRequest(GlobalRequest request) => request.Fail();
}
