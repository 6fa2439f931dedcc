using System.Text;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>The first line of a connection.</summary>
public sealed class VersionTests
{
    [Theory]
    [InlineData("SSH-2.0-x\r\n", "SSH-2.0-x")]
    [InlineData("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u10\r\n", "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u10")]
    [InlineData("SSH-2.0-old\n", "SSH-2.0-old")]
    public async Task Takes_WhatSoftwareSays(string line, string version)
    {
        foreach (var role in (SshRole[])[SshRole.Server, SshRole.Client])
        {
            await using var victim = Victim.As(role);
            await victim.Peer.SendOctetsAsync(Encoding.ASCII.GetBytes(line));
            Assert.NotNull(await victim.Peer.ReceiveLineAsync());
            Assert.NotNull(await victim.Peer.ReceiveAsync(MessageNumber.KexInit));
            Assert.Equal(version, victim.Transport.PeerVersion);
        }
    }

    [Theory]
    [InlineData("SSH-1.5-old\r\n")]
    [InlineData("SSH-1.99-both\r\n")]
    [InlineData("SSH-2.0-\r\n")]
    [InlineData("SSH-2.0-a\tb\r\n")]
    [InlineData("SSH-2.0-a\u0001\r\n")]
    [InlineData("GET / HTTP/1.1\r\n")]
    [InlineData("\r\n")]
    [InlineData("S\n")]
    [InlineData("x")]
    [InlineData("\0")]
    public async Task Refuses_AClientThatBeginsOtherwise(string line) => await AssertRefusedAsync(SshRole.Server, Encoding.ASCII.GetBytes(line));

    [Theory]
    [InlineData("SSH-1.5-old\r\n")]
    [InlineData("hello\0there\r\nSSH-2.0-x\r\n")]
    public async Task Refuses_AServerOfAnotherVersion(string line) => await AssertRefusedAsync(SshRole.Client, Encoding.ASCII.GetBytes(line));

    [Theory]
    [InlineData(SshRole.Server, "SSH-2.0-")]
    [InlineData(SshRole.Client, "SSH-2.0-")]
    [InlineData(SshRole.Client, "")]
    public async Task Refuses_ALineLongerThan255(SshRole role, string start)
    {
        await AssertRefusedAsync(role, Encoding.ASCII.GetBytes(start.PadRight(255, 'x')));
        await using var victim = Victim.As(role);
        await victim.Peer.SendOctetsAsync(Encoding.ASCII.GetBytes("SSH-2.0-".PadRight(253, 'x') + "\r\n"));
        Assert.NotNull(await victim.Peer.ReceiveLineAsync());
        Assert.NotNull(await victim.Peer.ReceiveAsync(MessageNumber.KexInit));
    }

    [Fact]
    public async Task Reads_PastAFewLinesOfAServer_AndNotPastMany()
    {
        var lines = string.Concat(Enumerable.Range(0, 32).Select(i => $"Welcome {i}\r\n"));
        await using var victim = Victim.As(SshRole.Client);
        await victim.Peer.SendOctetsAsync(Encoding.ASCII.GetBytes(lines + "SSH-1.99-both\r\n"));
        Assert.NotNull(await victim.Peer.ReceiveLineAsync());
        Assert.NotNull(await victim.Peer.ReceiveAsync(MessageNumber.KexInit));
        Assert.Equal("SSH-1.99-both", victim.Transport.PeerVersion);
        await AssertRefusedAsync(SshRole.Client, Encoding.ASCII.GetBytes(lines + "One more\r\n"));
    }

    [Fact]
    public async Task Says_OnlyItsVersionBeforeThePeersIsKnown()
    {
        await using var victim = Victim.As(SshRole.Server);
        Assert.Equal("SSH-2.0-RemoteDev\r\n", await victim.Peer.ReceiveLineAsync());
        await victim.Peer.SendOctetsAsync("x"u8.ToArray());
        Assert.Null(await victim.Peer.ReceiveAsync());
    }

    [Fact]
    public async Task Takes_VersionAndFirstPacketInOneWrite_AndOctetByOctet()
    {
        await using var pair = new TransportPair(DuplexStreams.CreatePair(mostPerRead: 1));
        await pair.RunAsync();
        pair.Client.Enqueue(Payload.ChannelData);
        pair.Client.Flush();
        Assert.Equal(Payload.ChannelData, await pair.ServerHandler.NextAsync());
    }

    private static async Task AssertRefusedAsync(SshRole role, byte[] octets)
    {
        await using var victim = Victim.As(role);
        await victim.Peer.SendOctetsAsync(octets);
        var fault = await victim.Ended;
        Assert.Equal(DisconnectReason.ProtocolVersionNotSupported, fault.Reason);
        Assert.Equal(string.Empty, victim.Transport.PeerVersion);
    }
}
