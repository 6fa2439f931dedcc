using RemoteDev.Cedar;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Contain.Ssh;

/// <summary>Whom containment asks while an SSH connection lives. Every no is in the trace when it is given.</summary>
internal interface ISshJudge
{
    /// <summary>Whether this may be done in the session now; asked of policy each time.</summary>
    /// <param name="port">With <c>forwardPort</c> and <c>reverseForward</c>: the port.</param>
    Step<Permitted> Judge(EntityUid action, int? port = null);

    /// <summary>Containment itself refuses: it is no action that anybody can be given, or it cannot be bounded.</summary>
    void Refused(Refusal refusal, EntityUid? action = null);

    /// <summary>Nothing of this session may go on.</summary>
    void End(EndReason reason, Refusal why);
}
