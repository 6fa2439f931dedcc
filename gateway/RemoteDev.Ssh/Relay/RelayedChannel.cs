using System.Text;
using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Connection.Payloads;

namespace RemoteDev.Ssh.Relay;

/// <summary>A channel of one connection joined with a channel of another. Its methods may be called from any thread.</summary>
public sealed partial class RelayedChannel
{
    private readonly Lock _gate = new();
    private readonly ChannelOpening _opening;
    private readonly SshConnection _onward;
    private readonly IChannelGuard _guard;
    private readonly TimeProvider _time;
    private readonly RelayEnd _near;
    private readonly RelayEnd _far;
    private bool _isEnding;
    private bool _isOver;

    internal RelayedChannel(ChannelOpening opening, SshConnection onward, IChannelGuard guard, TimeProvider time)
    {
        _time = time;
        _opening = opening;
        _onward = onward;
        _guard = guard;
        OpenedBy = opening.Connection.Sender.Role == SshRole.Server ? RelaySide.Client : RelaySide.Server;
        _near = new RelayEnd(this, OpenedBy, new RelayLane(guard));
        _far = new RelayEnd(this, OpenedBy == RelaySide.Client ? RelaySide.Server : RelaySide.Client, new RelayLane(guard));
        _near.Lane.Opposite = _far.Lane;
        _far.Lane.Opposite = _near.Lane;
    }

    /// <summary>The channel type.</summary>
    public string Type => _opening.Type;

    /// <summary>What the channel type adds to the opening.</summary>
    public ReadOnlyMemory<byte> Payload => _opening.Payload;

    /// <summary>Who wanted the channel.</summary>
    public RelaySide OpenedBy { get; }

    /// <summary>Octets of both directions that wait for a window.</summary>
    internal int Waiting => _near.Lane.Waiting + _far.Lane.Waiting;

    private RelayEnd Client => OpenedBy == RelaySide.Client ? _near : _far;

    /// <summary>The guard no longer holds back.</summary>
    public void Resume() => Settle(_near);

    /// <summary>Shows the person words between what the program writes. Only a session shows them.</summary>
    /// <param name="words">As they are: the caller says where lines end.</param>
    public void Tell(string words)
    {
        if (Type == "session")
        {
            Other(Client == _near ? _near : _far).Lane.Hand(Encoding.UTF8.GetBytes(words), stream: 1);
            Flush(_near);
        }
    }

    /// <summary>Ends the channel on both sides at once; what waits is dropped.</summary>
    /// <param name="words">For the person, on standard error; empty for none. Only a session shows them.</param>
    /// <param name="exitStatus">What a session's program is said to have ended with.</param>
    public void End(string words, uint exitStatus)
    {
        lock (_gate)
        {
            if (_isEnding)
            {
                return;
            }

            _isEnding = true;
        }

        _near.Lane.Kill();
        _far.Lane.Kill();
        if (Type == "session" && Client.Channel is { } client)
        {
            client.WriteLast(Line(words), stream: 1);
            client.Request("exit-status", new ExitStatus(exitStatus).ToArray());
            client.Eof();
        }

        _near.Channel?.Close();
        _far.Channel?.Close();
        Flush(_near);
    }

    internal void Flush(RelayEnd end)
    {
        var here = ConnectionOf(end);
        here.FlushAfterBatch(ConnectionOf(Other(end)));
        here.FlushFromOutside();
    }

    internal void Settle(RelayEnd end)
    {
        // What goes to this end first: the other direction's credit depends on it.
        Other(end).Lane.Settle();
        end.Lane.Settle();
        Flush(end);
    }

    private static byte[] Line(string words) => words.Length == 0 ? [] : Encoding.UTF8.GetBytes(words + "\r\n");

    private RelayEnd Other(RelayEnd end) => end == _near ? _far : _near;

    private SshConnection ConnectionOf(RelayEnd end) => end == _near ? _opening.Connection : _onward;
}
