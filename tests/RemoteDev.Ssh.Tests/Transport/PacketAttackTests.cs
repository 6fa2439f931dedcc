using System.Buffers.Binary;
using RemoteDev.Ssh.Crypto.Ciphers;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>Packets that are none, and messages that may not come now.</summary>
public sealed class PacketAttackTests
{
    private static byte[] LongMessage { get; } = [(byte)MessageNumber.Ignore, 0, 0, 0x03, 0xe8, .. new byte[1000]];

    public static TheoryData<string> Ciphers => [.. PacketCiphers.Names, .. PacketCiphers.OptInNames];

    public static TheoryData<uint> ImpossibleLengths => [0, 1, 5, 13, SshLimits.Packet + 1, int.MaxValue, 0x80000000, uint.MaxValue];

    [Theory]
    [MemberData(nameof(ImpossibleLengths))]
    public async Task Refuses_ImpossibleLengths_OnSightOfTheLength(uint length)
    {
        await using var victim = Victim.As(SshRole.Server);
        await victim.Peer.ExchangeVersionsAsync();
        await victim.Peer.SendOctetsAsync(Head(length));
        await victim.AssertBlamesPeerAsync(DisconnectReason.ProtocolError, "impossible length");
    }

    [Theory]
    [MemberData(nameof(ImpossibleLengths))]
    public async Task Refuses_ImpossibleLengths_UnderKeys(uint length)
    {
        await using var victim = Victim.As(SshRole.Server, authenticated: true);
        await victim.Peer.HandshakeAsync();
        await victim.Peer.SendOctetsAsync(Head(length));
        await victim.AssertBlamesPeerAsync(DisconnectReason.ProtocolError, "impossible length");
    }

    [Theory]
    [InlineData(12, 0)]
    [InlineData(12, 3)]
    [InlineData(12, 11)]
    [InlineData(12, 12)]
    [InlineData(12, 255)]
    public async Task Refuses_ImpossiblePaddings(int length, byte padding)
    {
        await using var victim = Victim.As(SshRole.Server);
        await victim.Peer.ExchangeVersionsAsync();
        await victim.Peer.SendOctetsAsync((byte[])[.. Head((uint)length), padding, .. new byte[length - 1]]);
        await victim.AssertBlamesPeerAsync(DisconnectReason.ProtocolError, "impossible padding");
    }

    [Fact]
    public async Task Refuses_APayloadLongerThanTheLimit()
    {
        await using var victim = Victim.As(SshRole.Server);
        await victim.Peer.ExchangeVersionsAsync();
        await victim.Peer.SendAsync(new byte[SshLimits.Payload + 1]);
        await victim.AssertBlamesPeerAsync(DisconnectReason.ProtocolError, "impossible padding or without a payload");
    }

    /// <summary>Every octet of a sealed packet: length, body, tag.</summary>
    [Theory]
    [MemberData(nameof(Ciphers))]
    public async Task Notices_AFlippedBitAnywhere(string cipher)
    {
        var size = 1;
        for (var offset = 0; offset < size; offset++)
        {
            await using var pair = new TransportPair(client: TestOptions.Client.With(cipher), server: TestOptions.Server.With(cipher));
            await pair.RunAsync();
            var before = pair.Streams.ToServer.Written;
            pair.Streams.ToServer.FlipAt = before + offset;
            pair.Streams.ToServer.FlipMask = (byte)(1 << (offset % 8));
            pair.Client.Enqueue(Payload.ChannelData);

            // A length that grew waits for more, which the verdict is then about.
            for (var i = 0; i < SshLimits.Packet / 1000; i++)
            {
                pair.Client.Enqueue(LongMessage);
            }

            pair.Client.Flush();
            var fault = await pair.ServerEnd;
            Assert.Equal(FaultOrigin.Peer, fault.Origin);
            Assert.Contains(fault.Reason, (DisconnectReason[])[DisconnectReason.MacError, DisconnectReason.ProtocolError]);
            Assert.Empty(await pair.ServerHandler.RestAsync());
            size = SealedLength.Of(cipher, Payload.ChannelData.Length);
        }
    }

    [Theory]
    [InlineData(SshRole.Server, 80)]
    [InlineData(SshRole.Server, 90)]
    [InlineData(SshRole.Server, 94)]
    [InlineData(SshRole.Server, 98)]
    [InlineData(SshRole.Server, 192)]
    [InlineData(SshRole.Client, 80)]
    [InlineData(SshRole.Client, 90)]
    [InlineData(SshRole.Client, 255)]
    public async Task Refuses_TheConnectionProtocol_BeforeAuthentication(SshRole role, byte number)
    {
        await using var victim = Victim.As(role);
        await victim.Peer.HandshakeAsync();
        await victim.Peer.SendAsync(Payload.Numbered(number));
        await victim.AssertBlamesPeerAsync(DisconnectReason.ProtocolError, "before it was authenticated");
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public async Task Takes_200PacketsBeforeAuthentication_AndNoMore(int packets, bool accepted)
    {
        await using var victim = Victim.As(SshRole.Server);
        await victim.Peer.HandshakeAsync();
        const int InHandshake = 3;
        for (var i = InHandshake; i < packets - 1; i++)
        {
            await victim.Peer.SendAsync(Payload.Ignore);
        }

        await victim.Peer.SendAsync(Payload.ServiceRequest);
        if (accepted)
        {
            Assert.Equal(Payload.ServiceRequest, await victim.Handler.NextAsync());
        }
        else
        {
            await victim.AssertBlamesPeerAsync(DisconnectReason.ProtocolError, "too much before it was authenticated");
        }
    }

    [Fact]
    public async Task Takes_256KilobytesBeforeAuthentication_AndNoMore()
    {
        await using var victim = Victim.As(SshRole.Server);
        await victim.Peer.HandshakeAsync();
        for (var i = 0; i < 13; i++)
        {
            await victim.Peer.SendAsync(Payload.LongIgnore);
        }

        await victim.AssertBlamesPeerAsync(DisconnectReason.ProtocolError, "too much before it was authenticated");
    }

    [Fact]
    public async Task Lifts_TheBudgetsWithAuthentication()
    {
        await using var victim = Victim.As(SshRole.Server, authenticated: true);
        await victim.Peer.HandshakeAsync();
        await victim.Ready;
        for (var i = 0; i < 300; i++)
        {
            await victim.Peer.SendAsync(Payload.Ignore);
        }

        await victim.Peer.SendAsync(Payload.ChannelData);
        Assert.Equal(Payload.ChannelData, await victim.Handler.NextAsync());
    }

    [Theory]
    [InlineData(7, "SSH_MSG_EXT_INFO where it does not belong")]
    [InlineData(6, "for the other side to send")]
    [InlineData(21, "outside of a key exchange")]
    [InlineData(30, "outside of a key exchange")]
    [InlineData(49, "outside of a key exchange")]
    public async Task Refuses_WhatMayNotComeNow(byte number, string message)
    {
        await using var victim = Victim.As(SshRole.Server, authenticated: true);
        await victim.Peer.HandshakeAsync();
        await victim.Peer.SendAsync(Payload.Ignore, Payload.Numbered(number));
        await victim.AssertBlamesPeerAsync(DisconnectReason.ProtocolError, message);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(50)]
    [InlineData(94)]
    [InlineData(101)]
    public async Task Refuses_AnythingOfTheHandlersInsideALaterExchange(byte number)
    {
        await using var victim = Victim.As(SshRole.Server, authenticated: true);
        await victim.Peer.HandshakeAsync();
        victim.Peer.Rewrite = payload => payload[0] == (byte)MessageNumber.KexEcdhInit ? [Payload.Numbered(number), payload] : [payload];
        await victim.Peer.FinishExchangeAsync();
        await victim.AssertBlamesPeerAsync(DisconnectReason.ProtocolError, "inside a key exchange");
    }

    [Fact]
    public async Task Passes_IgnoreAndDebugInsideALaterExchange()
    {
        await using var victim = Victim.As(SshRole.Server, authenticated: true);
        await victim.Peer.HandshakeAsync();
        victim.Peer.Rewrite = payload => [Payload.Ignore, Payload.Numbered((byte)MessageNumber.Debug), payload];
        await victim.Peer.FinishExchangeAsync();
        victim.Peer.Rewrite = payload => [payload];
        await victim.Peer.SendAsync(Payload.ChannelData);
        Assert.Equal(Payload.ChannelData, await victim.Handler.NextAsync());
    }

    [Theory]
    [InlineData(8)]
    [InlineData(83)]
    [InlineData(101)]
    [InlineData(192)]
    public async Task Answers_WhatItDoesNotKnow_WithItsSequenceNumber(byte number)
    {
        await using var victim = Victim.As(SshRole.Server, authenticated: true);
        await victim.Peer.HandshakeAsync();
        await victim.Ready;
        await victim.Peer.SendAsync(Payload.Ignore, Payload.Ignore, Payload.Numbered(number));
        Assert.Equal([(byte)MessageNumber.Unimplemented, 0, 0, 0, 2], await victim.Peer.ReceiveAsync(MessageNumber.Unimplemented));
    }

    [Fact]
    public async Task Shows_NothingOfAPeersWordsThatATerminalWouldActUpon()
    {
        await using var victim = Victim.As(SshRole.Server);
        await victim.Peer.ExchangeVersionsAsync();
        await victim.Peer.SendAsync(Payload.Disconnect("gone\u001b[2J\r\n\u202e" + new string('x', 5000)));
        var fault = await victim.Ended;
        Assert.Equal(FaultOrigin.PeerDisconnect, fault.Origin);
        Assert.StartsWith("The peer ended the connection: gone?[2J???xxx", fault.Message, StringComparison.Ordinal);
        Assert.True(fault.Message.Length < 300);
    }

    private static byte[] Head(uint length)
    {
        var head = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(head, length);
        return head;
    }
}
