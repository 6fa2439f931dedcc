using System.Text;
using RemoteDev.Ssh.Connection;

namespace RemoteDev.Ssh.Tests.Connection;

/// <summary>Writes down what a channel is told, and checks that it is told one thing at a time.</summary>
internal sealed class RecordingChannelHandler : IChannelHandler
{
    private readonly Lock _gate = new();
    private readonly List<string> _told = [];
    private int _inside;

    /// <summary>Answers requests at once, when set.</summary>
    public Action<ChannelRequest>? Decide { get; set; }

    /// <summary>Leaves it to the test to close when the peer has.</summary>
    public bool ClosesLater { get; set; }

    public SshChannel? Channel { get; private set; }

    public List<ChannelRequest> Requests { get; } = [];

    public int Windows { get; private set; }

    public bool WasToldTwoThingsAtOnce { get; private set; }

    public IReadOnlyList<string> Told
    {
        get
        {
            lock (_gate)
            {
                return [.. _told];
            }
        }
    }

    public void OnOpened(SshChannel channel)
    {
        Channel = channel;
        Write("opened");
    }

    public void OnData(ReadOnlySpan<byte> data, uint stream)
        => Write($"{(stream == 0 ? "data" : "stderr")} {Encoding.UTF8.GetString(data)}");

    public void OnWindow() => Windows++;

    public void OnRequest(ChannelRequest request)
    {
        Write($"request {request.Name}");
        Requests.Add(request);
        Decide?.Invoke(request);
    }

    public void OnEof() => Write("eof");

    public void OnCloseReceived(SshChannel channel)
    {
        if (ClosesLater)
        {
            Write("close");
        }
        else
        {
            channel.Close();
        }
    }

    public void OnClosed() => Write("closed");

    private void Write(string line)
    {
        WasToldTwoThingsAtOnce |= Interlocked.Increment(ref _inside) != 1;
        lock (_gate)
        {
            _told.Add(line);
        }

        Interlocked.Decrement(ref _inside);
    }
}
