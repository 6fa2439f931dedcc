using System.Security.Cryptography;
using RemoteDev.Ssh.Connection;

namespace RemoteDev.Ssh.Tests.Connection;

public sealed class ConnectionPairTests
{
    [Theory]
    [InlineData(1024u, 256u)]
    [InlineData(100_000u, 32768u)]
    [InlineData(1024u * 1024, 32768u)]
    public void Echoes_AllOctetsInOrder_WhateverTheWindow(uint window, uint packet)
    {
        var sent = RandomNumberGenerator.GetBytes(3_000_000);
        var server = new RecordingConnectionHandler { Decide = opening => opening.Accept(new EchoHandler()) };
        var pair = new ConnectionPair(server, new RecordingConnectionHandler(), new ConnectionLimits { Window = window, Packet = packet });
        var collecting = new CollectingHandler(sent);
        pair.Client.OpenChannel("session", [], collecting, (channel, _) => Assert.NotNull(channel));
        pair.Settle();
        Assert.Equal(sent, collecting.Received.ToArray());
        Assert.True(collecting.IsClosed);
    }

    // The echo of an undecided request: each side's request waits for the other's answer, and both get one.
    [Fact]
    public void Carries_RequestsBothWaysAtOnce()
    {
        var serverChannel = new RecordingChannelHandler();
        var clientChannel = new RecordingChannelHandler();
        var server = new RecordingConnectionHandler { Decide = opening => opening.Accept(serverChannel) };
        var pair = new ConnectionPair(server, new RecordingConnectionHandler());
        pair.Client.OpenChannel("session", [], clientChannel, (_, _) => { });
        pair.Settle();
        var answers = new List<string>();
        clientChannel.Channel!.Request("exec", [], success => answers.Add($"exec {success}"));
        serverChannel.Channel!.Request("keepalive@openssh.com", [], success => answers.Add($"keepalive {success}"));
        pair.Settle();
        serverChannel.Requests[0].Succeed();
        clientChannel.Requests[0].Fail();
        pair.Settle();
        Assert.Equal(["exec True", "keepalive False"], answers.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private sealed class EchoHandler : IChannelHandler
    {
        private readonly Queue<byte[]> _waiting = new();
        private SshChannel? _channel;
        private bool _ended;

        public void OnOpened(SshChannel channel) => _channel = channel;

        public void OnData(ReadOnlySpan<byte> data, uint stream)
        {
            _waiting.Enqueue(data.ToArray());
            OnWindow();
        }

        public void OnWindow()
        {
            while (_waiting.TryDequeue(out var data))
            {
                var taken = _channel!.Write(data);
                _channel.Credit((uint)taken);
                if (taken < data.Length)
                {
                    byte[][] rest = [data[taken..], .. _waiting];
                    _waiting.Clear();
                    Array.ForEach(rest, _waiting.Enqueue);
                    return;
                }
            }

            if (_ended)
            {
                _channel!.Close();
            }
        }

        public void OnRequest(ChannelRequest request) => request.Fail();

        public void OnEof()
        {
            _ended = true;
            OnWindow();
        }

        public void OnClosed()
        {
        }
    }

    private sealed class CollectingHandler(byte[] toSend) : IChannelHandler
    {
        private SshChannel? _channel;
        private int _sent;

        public MemoryStream Received { get; } = new();

        public bool IsClosed { get; private set; }

        public void OnOpened(SshChannel channel)
        {
            _channel = channel;
            OnWindow();
        }

        public void OnData(ReadOnlySpan<byte> data, uint stream)
        {
            Received.Write(data);
            _channel!.Credit((uint)data.Length);
        }

        public void OnWindow()
        {
            _sent += _channel!.Write(toSend.AsSpan(_sent));
            if (_sent == toSend.Length)
            {
                _channel.Eof();
            }
        }

        public void OnRequest(ChannelRequest request) => request.Fail();

        public void OnEof()
        {
        }

        public void OnClosed() => IsClosed = true;
    }
}
