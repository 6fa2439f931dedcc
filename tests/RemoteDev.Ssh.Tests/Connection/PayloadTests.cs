using RemoteDev.Ssh.Connection.Payloads;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Connection;

public sealed class PayloadTests
{
    private delegate object? Reading(ReadOnlySpan<byte> payload);

    private static readonly Dictionary<string, (object Value, byte[] Octets, Reading Read)> Known = new(StringComparer.Ordinal)
    {
        ["direct-tcpip"] = Of(new DirectTcpIp("host", 22, "::1", 0), v => v.ToArray(), DirectTcpIp.Read),
        ["forwarded-tcpip"] = Of(new ForwardedTcpIp("", 65535, "10.0.0.1", 1), v => v.ToArray(), ForwardedTcpIp.Read),
        ["direct-streamlocal"] = Of(new DirectStreamLocal("/run/x.sock"), v => v.ToArray(), DirectStreamLocal.Read),
        ["forwarded-streamlocal"] = Of(new ForwardedStreamLocal("/run/x.sock"), v => v.ToArray(), ForwardedStreamLocal.Read),
        ["tcpip-forward"] = Of(new TcpIpForward("", 0), v => v.ToArray(), TcpIpForward.Read),
        ["tcpip-forward reply"] = Of(new TcpIpForwardReply(40000), v => v.ToArray(), TcpIpForwardReply.Read),
        ["streamlocal-forward"] = Of(new StreamLocalForward("/tmp/s"), v => v.ToArray(), StreamLocalForward.Read),
        ["env"] = Of(new EnvRequest("LANG", "de_DE.UTF-8"), v => v.ToArray(), EnvRequest.Read),
        ["exec"] = Of(new ExecRequest("printf 'h\u00e4\n'"), v => v.ToArray(), ExecRequest.Read),
        ["subsystem"] = Of(new SubsystemRequest("sftp"), v => v.ToArray(), SubsystemRequest.Read),
        ["window-change"] = Of(new WindowChange(80, 24, 0, uint.MaxValue), v => v.ToArray(), WindowChange.Read),
        ["signal"] = Of(new SignalRequest("TERM"), v => v.ToArray(), SignalRequest.Read),
        ["exit-status"] = Of(new ExitStatus(255), v => v.ToArray(), ExitStatus.Read),
        ["exit-signal"] = Of(new ExitSignal("SEGV", true, "dumped", ""), v => v.ToArray(), ExitSignal.Read),
    };

    public static TheoryData<string> Names => [.. Known.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Reads_WhatItWrote(string name)
    {
        var (value, octets, read) = Known[name];
        Assert.Equal(value, read(octets));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Reads_NothingThatIsCutShortOrContinued(string name)
    {
        var (_, octets, read) = Known[name];
        for (var length = 0; length < octets.Length; length++)
        {
            Assert.Null(read(octets.AsSpan(0, length)));
        }

        Assert.Null(read([.. octets, 0]));
    }

    [Fact]
    public void Reads_APtyRequest()
    {
        var request = new PtyRequest("xterm-256color", 80, 24, 640, 480, new byte[] { 1, 0, 0, 0, 3, 0 });
        var read = PtyRequest.Read(request.ToArray())!;
        Assert.Equal(request with { Modes = read.Modes }, read);
        Assert.Equal(request.Modes.ToArray(), read.Modes.ToArray());
        Assert.Null(PtyRequest.Read(request.ToArray().AsSpan(1)));
    }

    [Fact]
    public void Reads_NoPortAbove65535()
    {
        using var writer = SshWriter.Blob();
        writer.WriteText("");
        writer.WriteUInt32(65536);
        Assert.Null(TcpIpForward.Read(writer.Written));
    }

    // As RFC 4254 section 7.2 lays it out, by hand.
    [Fact]
    public void Writes_TheOctetsOfTheRfc()
        => Assert.Equal(
            [0, 0, 0, 1, (byte)'h', 0, 0, 0, 22, 0, 0, 0, 1, (byte)'o', 0, 0, 1, 0],
            new DirectTcpIp("h", 22, "o", 256).ToArray());

    private static (object Value, byte[] Octets, Reading Read) Of<T>(T value, Func<T, byte[]> write, Reading read)
        where T : notnull
        => (value, write(value), read);
}
