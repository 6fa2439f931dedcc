using RemoteDev.Cedar;
using RemoteDev.Gateway.Contain.CodeServer;
using RemoteDev.Gateway.Contain.Http;
using RemoteDev.Gateway.Journey;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Contain.Ssh.Ports;

/// <summary>
/// Asks about what goes on inside a forwarded port: a tunnel of VS Code is another forwarded port, a file that its server hands out is a
/// download. Each that is permitted gets a stream of its own, so that it is traced before its first octet and cut when its permission goes.
/// </summary>
internal sealed class PortDesk(ISshJudge judge, SshTools tools, string place, Func<string, RequestLine, RouteVerdict> routes)
{
    private static readonly Refusal Unreadable = new(
        RefusalCode.NotContained, "VS Code asked for a tunnel in a way that can be read in two ways, so none is opened.");

    /// <summary>Whether a request may pass.</summary>
    /// <returns>Null: under the permission of the port. Otherwise the permission of its own that it has, with words for the trace, or why not.</returns>
    public (Step<Permitted> Step, string Asked)? Request(in RequestLine request)
    {
        var verdict = routes(place, request);
        if (verdict.IsRefused(out var refusal))
        {
            judge.Refused(refusal, Actions.Download);
            return (refusal, "");
        }

        return verdict.Action switch
        {
            ContainedActions.Download => (judge.Judge(Actions.Download), $"download {verdict.Detail}"),
            ContainedActions.ForwardPort => (judge.Judge(Actions.ForwardPort, verdict.Port), $"localhost:{verdict.Port} through the IDE"),
            _ => null,
        };
    }

    /// <summary>Whether a tunnel may be.</summary>
    public (Step<Permitted> Step, string Asked) Tunnel(TunnelTarget? target)
    {
        if (target is null)
        {
            return (Refused(Unreadable, Actions.ForwardPort), "");
        }

        return Loopback.Is(target.Host)
            ? (judge.Judge(Actions.ForwardPort, target.Port), $"localhost:{target.Port} through VS Code")
            : (Refused(SshRefusals.OtherHost, Actions.ForwardPort), "");
    }

    /// <summary>Containment ends the connection of itself.</summary>
    public Refusal Refused(Refusal refusal, EntityUid? action = null)
    {
        judge.Refused(refusal, action);
        return refusal;
    }

    /// <summary>Opens the stream of what was permitted.</summary>
    public ValueTask<Step<SshStream>> OpenAsync(Permitted permitted, string asked, Action<Refusal> cut) =>
        SshStream.OpenAsync(permitted, StreamKind.PortForward, asked, cut, tools.Ledger, tools.Trace, tools.Clock);
}
