using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Connection.Messages;
using RemoteDev.Ssh.Transport;

namespace RemoteDev.Ssh.Tests.Connection;

public sealed class AllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(32768)]
    public void Allocates_NothingForData_BothWays(int length)
    {
        var sender = new CountingSender();
        var handler = new RecordingConnectionHandler();
        var relay = new RelayingHandler();
        var connection = new SshConnection(sender, handler);
        var wire = new RecordingSender();
        new ChannelOpenMessage("session", 0, uint.MaxValue, 32768, []).SendTo(wire);
        new ChannelDataMessage(0, new byte[length]).SendTo(wire);
        new ChannelWindowAdjustMessage(0, (uint)length).SendTo(wire);
        var messages = wire.Take();
        Assert.Null(connection.HandleNow(messages[0]));
        Assert.NotNull(handler.Openings[0].Accept(relay));

        Run(connection, messages, 100);
        sender.Octets = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(connection, messages, 1000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.InRange(sender.Octets, 1000L * length, (1000L * (length + 9)) + (1000 * 9));
    }

    private static void Run(SshConnection connection, IReadOnlyList<byte[]> messages, int times)
    {
        for (var i = 0; i < times; i++)
        {
            for (var m = 1; m < messages.Count; m++)
            {
                if (connection.HandleNow(messages[m]) is { } fault)
                {
                    Assert.Fail(fault.Message);
                }
            }
        }
    }

    private sealed class CountingSender : IMessageSender
    {
        public SshRole Role => SshRole.Server;

        public ReadOnlyMemory<byte> SessionId => default;

        public long Unsent => 0;

        public long Octets { get; set; }

        public void Enqueue(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body = default) => Octets += head.Length + body.Length;

        public void Flush()
        {
        }

        public void End(SshFault fault)
        {
        }
    }

    private sealed class RelayingHandler : IChannelHandler
    {
        private SshChannel? _channel;

        public void OnOpened(SshChannel channel) => _channel = channel;

        public void OnData(ReadOnlySpan<byte> data, uint stream)
            => _channel!.Credit((uint)_channel.Write(data, stream));

        public void OnWindow()
        {
        }

        public void OnRequest(ChannelRequest request)
        {
        }

        public void OnEof()
        {
        }

        public void OnClosed()
        {
        }
    }
}
