using RemoteDev.Gateway.Contain.Ssh.Screens;
using RemoteDev.Gateway.Journey;
using RemoteDev.Ssh.Relay;

namespace RemoteDev.Gateway.Contain.Ssh;

/// <summary>
/// Guards a channel that carries bare bytes: a forwarded port either way, an agent, a display. They are metered and cut like any stream.
/// </summary>
/// <param name="ask">Whether the channel may be, and what it is for the trace.</param>
internal sealed class PortGuard(ISshJudge judge, SshTools tools, Func<RelayedChannel, (Step<Permitted> Step, string Asked)> ask) : IChannelGuard
{
    private readonly ScreenLock _screen = new();
    private SshStream? _stream;

    public bool HoldsBack => false;

    public async ValueTask<RelayVerdict> OnOpenAsync(RelayedChannel channel)
    {
        var (step, asked) = ask(channel);
        if (!step.Passed(out var permitted, out var refusal))
        {
            return RelayVerdict.Refuse(RefusalLine.Of(refusal));
        }

        var opened = await SshStream.OpenAsync(
            permitted, StreamKind.PortForward, asked, _ => channel.End("", 0), tools.Ledger, tools.Trace, tools.Clock);
        if (!opened.Passed(out _stream, out refusal))
        {
            judge.Refused(refusal, permitted.Permit.Action);
            return RelayVerdict.Refuse(RefusalLine.Of(refusal));
        }

        _screen.Open(new PlainScreen(_stream, removals: null, script: null));
        return RelayVerdict.Pass;
    }

    public ValueTask<RelayVerdict> OnRequestAsync(RelayedChannel channel, RelaySide from, string name, ReadOnlyMemory<byte> payload) => default;

    public IChannelFilter? FilterOf(RelaySide from) => new ScreenFilter(_screen, from);

    public void OnEnded(RelayedChannel channel)
    {
        _screen.Close();
        _stream?.End();
    }
}
