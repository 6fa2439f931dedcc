using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Contain.Egress;
using RemoteDev.Gateway.Contain.Http;
using RemoteDev.Gateway.Contain.Ssh.Browser;
using RemoteDev.Gateway.Contain.Ssh.Ports;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Recordings;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Connection.Payloads;
using RemoteDev.Ssh.Relay;

namespace RemoteDev.Gateway.Contain.Ssh;

/// <summary>
/// Bounds what passes over SSH. Channels and requests are an allow-list, each mapped to the action that policy is asked about; what is not
/// on it does not pass.
/// </summary>
internal sealed class SshContainment(EgressLedger ledger, TraceRoom trace, RecordingShelf shelf, CatalogRoom catalog, TimeProvider clock)
{
    private const string Session = "session";
    private const string DirectTcp = "direct-tcpip";

    private readonly SshTools _tools = new(ledger, trace, shelf, clock);

    /// <summary>Bounds a channel that the person's client wants of the target.</summary>
    /// <param name="reach">The permission by which the environment was reached at all.</param>
    /// <returns>The containment, or why such a channel cannot be.</returns>
    public Step<ContainedSsh> FromPerson(Permitted reach, string type, SshConnection onward, ISshJudge judge, GrantedExtras extras) => type switch
    {
        Session => ContainedSsh.Within(reach, onward, new SessionGuard(judge, extras, new ScreenMaker(_tools))),
        DirectTcp => ContainedSsh.Within(reach, onward, new PortGuard(judge, _tools, channel => Forward(channel, judge), Routes)),
        "direct-streamlocal@openssh.com" => SshRefusals.Sockets,
        _ => SshRefusals.OtherChannel,
    };

    /// <summary>Bounds a channel that the target wants of the person's client.</summary>
    public Step<ContainedSsh> FromTarget(Permitted reach, string type, SshConnection onward, ISshJudge judge, GrantedExtras extras) =>
        type is "forwarded-tcpip" or "auth-agent@openssh.com" or "x11"
            ? ContainedSsh.Within(reach, onward, new PortGuard(judge, _tools, channel => Back(channel, judge, extras), routes: null))
            : SshRefusals.OtherChannel;

    /// <summary>Opens a terminal of the target for a browser, under the same bounds as one that an SSH client opens.</summary>
    /// <returns>The containment, which is traced as open, or the refusal, which is traced too.</returns>
    public async ValueTask<Step<ContainedTerminal>> OpenTerminalAsync(
        SshConnection onward, TerminalSize size, ISshJudge judge, CancellationToken cancellationToken)
    {
        if (!judge.Judge(Actions.OpenTerminal).Passed(out var permitted, out var refusal))
        {
            return refusal;
        }

        var opened = await BrowserTerminal.OpenAsync(permitted, onward, size, judge, new ScreenMaker(_tools), cancellationToken);
#pragma warning disable CA2000 // whoever takes the containment disposes it
        if (opened.Passed(out var terminal, out refusal))
#pragma warning restore CA2000
        {
            return ContainedTerminal.Within(permitted, terminal);
        }

        judge.Refused(refusal, Actions.OpenTerminal);
        return refusal;
    }

    /// <summary>Whether the target may be asked to listen for the person (RFC 4254 section 7.1).</summary>
    /// <returns>Null when it may, or the refusal, which is traced.</returns>
    public Refusal? Listen(GlobalRequest request, ISshJudge judge, GrantedExtras extras)
    {
        if (TcpIpForward.Read(request.Payload.Span) is not { } forward)
        {
            judge.Refused(SshRefusals.Malformed);
            return SshRefusals.Malformed;
        }

        if (request.Name == "cancel-tcpip-forward")
        {
            extras.WithdrawPort(forward.Port);
            return null;
        }

        if (!Loopback.Is(forward.Address))
        {
            judge.Refused(SshRefusals.OtherHost, Actions.ReverseForward);
            return SshRefusals.OtherHost;
        }

        if (!judge.Judge(Actions.ReverseForward, forward.Port).Passed(out _, out var refusal))
        {
            return refusal;
        }

        extras.GrantPort(forward.Port);
        return null;
    }

    private RouteVerdict Routes(string place, RequestLine request) =>
        catalog.Current.Environments.GetValueOrDefault(place) is { } environment ? PortRoutes.Judge(environment, request) : default;

    private static (Step<Permitted> Step, string Asked) Forward(RelayedChannel channel, ISshJudge judge)
    {
        if (DirectTcpIp.Read(channel.Payload.Span) is not { } target)
        {
            judge.Refused(SshRefusals.Malformed, Actions.ForwardPort);
            return (SshRefusals.Malformed, "");
        }

        if (!Loopback.Is(target.Host))
        {
            judge.Refused(SshRefusals.OtherHost, Actions.ForwardPort);
            return (SshRefusals.OtherHost, "");
        }

        return (judge.Judge(Actions.ForwardPort, target.Port), $"localhost:{target.Port}");
    }

    private static (Step<Permitted> Step, string Asked) Back(RelayedChannel channel, ISshJudge judge, GrantedExtras extras)
    {
        switch (channel.Type)
        {
            case "forwarded-tcpip" when ForwardedTcpIp.Read(channel.Payload.Span) is { } back && extras.HasPort(back.Port):
                return (judge.Judge(Actions.ReverseForward, back.Port), $"back to port {back.Port}");
            case "auth-agent@openssh.com" when extras.HasAgent:
                return (judge.Judge(Actions.ForwardAgent), "agent");
            case "x11" when extras.HasDisplay:
                return (judge.Judge(Actions.ForwardX11), "display");
            default:
                judge.Refused(SshRefusals.Unasked);
                return (SshRefusals.Unasked, "");
        }
    }
}
