using RemoteDev.Ssh.Connection;

namespace RemoteDev.Ssh.Tests.Connection;

/// <summary>
/// Owns a connection whose peer says anything: accepts all, answers some at once and some late, and checks what it is told.
/// </summary>
internal sealed class FuzzedOwner : IConnectionHandler
{
    private readonly List<FuzzedChannel> _channels = [];
    private readonly Queue<Action> _late = new();
    private int _told;
    private int _ends;

    public FuzzedChannel NewChannel()
    {
        var channel = new FuzzedChannel(this);
        _channels.Add(channel);
        return channel;
    }

    public void OnChannelOpen(ChannelOpening opening) => Answer(() => opening.Accept(NewChannel()));

    public void OnGlobalRequest(GlobalRequest request) => Answer(() => request.Succeed());

    public void OnBatchHandled()
    {
    }

    public void OnDrained()
    {
    }

    public void OnEnded(SshFault fault) => _ends++;

    public void AnswerSome()
    {
        if (_late.TryDequeue(out var answer))
        {
            answer();
        }
    }

    public void AnswerAll()
    {
        while (_late.TryDequeue(out var answer))
        {
            answer();
        }
    }

    public void Check(uint window)
    {
        Assert.Equal(1, _ends);
        Assert.All(_channels, channel => channel.Check(window));
    }

    // Two of three at once, the third when the next message has come.
    private void Answer(Action answer)
    {
        if (++_told % 3 == 0)
        {
            _late.Enqueue(answer);
            return;
        }

        answer();
    }

    internal sealed class FuzzedChannel(FuzzedOwner owner) : IChannelHandler
    {
        private SshChannel? _channel;
        private long _received;
        private long _credited;
        private int _closes;
        private bool _ended;

        public void OnOpened(SshChannel channel)
        {
            Assert.Null(_channel);
            _channel = channel;
        }

        public void OnData(ReadOnlySpan<byte> data, uint stream)
        {
            Assert.False(_ended);
            Assert.Equal(0, _closes);
            _received += data.Length;
            var taken = _channel!.Write(data, stream);
            _channel.Credit((uint)taken);
            _credited += taken;
        }

        public void OnWindow() => _channel!.Write([1, 2, 3]);

        public void OnRequest(ChannelRequest request)
        {
            Assert.Equal(0, _closes);
            owner.Answer(request.Succeed);
        }

        public void OnEof()
        {
            Assert.False(_ended);
            _ended = true;
            _channel!.Eof();
        }

        public void OnClosed() => _closes++;

        public void Check(uint window)
        {
            Assert.Equal(_channel is null ? 0 : 1, _closes);
            Assert.InRange(_received, 0, window + _credited);
        }
    }
}
