using RemoteDev.Gateway.Contain.Http;
using RemoteDev.Gateway.Contain.Ssh.Ports;
using RemoteDev.Gateway.Contain.Ssh.Screens;
using RemoteDev.Gateway.Journey;
using RemoteDev.Ssh.Relay;

namespace RemoteDev.Gateway.Contain.Ssh;

/// <summary>
/// Guards a channel that carries bare bytes: a forwarded port either way, an agent, a display. They are metered and cut like any stream.
/// </summary>
/// <param name="ask">Whether the channel may be, and what it is for the trace.</param>
/// <param name="routes">What requests inside a port of an environment amount to; null where the octets are not the environment's to serve.</param>
internal sealed class PortGuard(
    ISshJudge judge, SshTools tools, Func<RelayedChannel, (Step<Permitted> Step, string Asked)> ask, Func<string, RequestLine, RouteVerdict>? routes)
    : IChannelGuard
{
    private readonly ScreenLock _screen = new();
    private SshStream? _stream;
    private PortScreen? _port;

    public bool HoldsBack => _port is { IsHolding: true };

    public async ValueTask<RelayVerdict> OnOpenAsync(RelayedChannel channel)
    {
        var (step, asked) = ask(channel);
        if (!step.Passed(out var permitted, out var refusal))
        {
            return RelayVerdict.Refuse(RefusalLine.Of(refusal));
        }

        void Cut(Refusal why) => channel.End("", 0);
        var opened = await SshStream.OpenAsync(permitted, StreamKind.PortForward, asked, Cut, tools.Ledger, tools.Trace, tools.Clock);
        if (!opened.Passed(out _stream, out refusal))
        {
            judge.Refused(refusal, permitted.Permit.Action);
            return RelayVerdict.Refuse(RefusalLine.Of(refusal));
        }

        _port = routes is null ? null : new PortScreen(_stream, new PortDesk(judge, tools, _stream.Session.Place, routes), Cut, act => Later(channel, act));
        _screen.Open(_port is null ? new PlainScreen(_stream, removals: null, script: null) : _port);
        return RelayVerdict.Pass;
    }

    public ValueTask<RelayVerdict> OnRequestAsync(RelayedChannel channel, RelaySide from, string name, ReadOnlyMemory<byte> payload) => default;

    public IChannelFilter? FilterOf(RelaySide from) => new ScreenFilter(_screen, from);

    public void OnEnded(RelayedChannel channel)
    {
        _screen.Close();
        _stream?.End();
    }

    private bool Later(RelayedChannel channel, Action act)
    {
        var isOpen = _screen.Later(act);
        channel.Resume();
        return isOpen;
    }
}
