using System.Text;
using RemoteDev.Gateway.Contain.CodeServer;
using RemoteDev.Gateway.Contain.Ssh.Ports;
using RemoteDev.Gateway.Tests.Contain.WebSockets;

namespace RemoteDev.Gateway.Tests.Contain.Ssh.Ports;

public sealed class PortReaderTests
{
    private const string Socket = "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n";

    /// <summary>What Node's server would take for an upgrade, or what stands before one: each is tried in front of a tunnel.</summary>
    public static TheoryData<string> Fronts => new()
    {
        PortRun.Upgrade,
        "\r\n\n\r\n" + PortRun.Upgrade,
        "GET /version HTTP/1.1\r\nHost: a\r\n\r\n" + PortRun.Upgrade,
        "GET /version HTTP/1.1\r\nHost: a\r\n\r\n\r\n" + PortRun.Upgrade,
        "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello" + PortRun.Upgrade,
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nX: y\r\n\r\n" + PortRun.Upgrade,
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 500\r\n\r\n0\r\n\r\n" + PortRun.Upgrade,
        "POST / HTTP/1.1\r\nContent-Length: 0\r\nContent-Length: 500\r\n\r\n" + PortRun.Upgrade,
        "GET /?skipWebSocketFrames=true\r\n" + Socket,
        "GET /?skipWebSocketFrames=true HTTP/1.0\r\n" + Socket,
        "GET /?skipWebSocketFrames=true HTTP/2.0\r\n" + Socket,
        "GET /?skipWebSocketFrames=true RTSP/1.0\r\n" + Socket,
        "SETUP /?skipWebSocketFrames=true RTSP/1.0\r\n" + Socket,
        "SOURCE /?skipWebSocketFrames=true ICE/1.0\r\n" + Socket,
        "M-SEARCH /?skipWebSocketFrames=true HTTP/1.1\r\n" + Socket,
        "GET    /?skipWebSocketFrames=true    HTTP/1.1\r\n" + Socket,
        "OPTIONS *?skipWebSocketFrames=true HTTP/1.1\r\n" + Socket,
        "GET x://?skipWebSocketFrames=true HTTP/1.1\r\n" + Socket,
        "GET /?skip%57ebSocketFrames=tru%65 HTTP/1.1\r\n" + Socket,
        "GET /?a=b&&skipWebSocketFrames=true&c HTTP/1.1\r\n" + Socket,
        "GET /?skipWebSocketFrames=true#&skipWebSocketFrames=true HTTP/1.1\r\n" + Socket,
        "POST /?skipWebSocketFrames=true HTTP/1.1\r\nContent-Length: 2\r\n" + Socket,
        "GET /?skipWebSocketFrames=true HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + Socket,
        "GET /?skipWebSocketFrames=true HTTP/1.1\r\nConnection: keep-alive, upgrade\r\nupgrade: WebSocket\r\n\r\n",
        "GET /?skipWebSocketFrames=true HTTP/1.1\r\nConnection: close\r\nConnection: upgrade\r\nupgrade: websocket\r\n\r\n",
        "GET /?skipWebSocketFrames=true HTTP/1.1\r\nProxy-Connection: upgrade\r\nupgrade: websocket\r\n\r\n",
        // Without the option Node goes on with HTTP, so what follows is another request and not what it seems.
        "GET /?skipWebSocketFrames=true HTTP/1.1\r\nUpgrade: websocket\r\n\r\n" + PortRun.Upgrade,
        "GET / HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: h2c\r\nUpgrade: websocket\r\n\r\n" + PortRun.Upgrade,
        "GET / HTTP/1.1\r\nX: " + new string('y', 70_000) + "\r\n\r\n" + PortRun.Upgrade,
    };

    /// <summary>What VS Code's server passes over before it is asked for a connection.</summary>
    public static TheoryData<string> Beginnings => new()
    {
        "", "null", "[]", "3", "\"auth\"", " \t\r\n", "x",
    };

    [Theory]
    [InlineData(1, IdeConnectionKind.Management)]
    [InlineData(2, IdeConnectionKind.ExtensionHost)]
    internal void Knows_TheConnectionsOfTheIde(int type, IdeConnectionKind kind)
    {
        byte[] wire = [.. PortRun.Text(PortRun.Upgrade), .. PortRun.Auth, .. PortRun.Connect(type, "{}"), .. Frames.Message(1, "what it says then"u8)];
        foreach (var piece in new[] { 1, 2, 7, 100, int.MaxValue })
        {
            var run = PortRun.Of(wire, piece);
            Assert.Null(run.Refusal);
            Assert.Equal((kind, true, Encoding.Latin1.GetString(wire)), (run.Reader.Kind, run.Reader.IsOpaque, run.Passed));
        }
    }

    [Fact]
    public void Knows_ThemWithinFrames_AndOffersNoCompression()
    {
        const string Head = "GET /stable-x?skipWebSocketFrames=false HTTP/1.1\r\nHost: a\r\nsec-websocket-extensions: permessage-deflate\r\n" + Socket;
        byte[] frames = [.. Frames.Frame(PortRun.Auth), .. Frames.Frame(PortRun.Connect(1))];
        var run = PortRun.Of([.. PortRun.Text(Head), .. frames], piece: 3);
        Assert.Equal((IdeConnectionKind.Management, PortSpeech.Framed), (run.Reader.Kind, run.Reader.Speech));
        Assert.Equal("GET /stable-x?skipWebSocketFrames=false HTTP/1.1\r\nHost: a\r\n" + Socket + Encoding.Latin1.GetString(frames), run.Passed);
    }

    [Theory]
    [MemberData(nameof(Fronts))]
    public void Lets_NoTunnelThroughUnseen(string front)
    {
        byte[] tunnel = [.. PortRun.Auth, .. PortRun.Connect(3)];
        foreach (var piece in new[] { 1, 13, 200, int.MaxValue })
        {
            var run = PortRun.Of([.. PortRun.Text(front), .. tunnel], piece);
            Assert.True(run.WantsTunnel || run.Refusal is not null);
            Assert.True(run.Refusal is not null || run.Tunnel == new TunnelTarget("localhost", 5432));
            Assert.DoesNotContain("5432}}", run.Passed, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Beginnings))]
    public void Finds_ATunnelBehindWhatTheServerPassesOver(string first)
    {
        byte[] messages =
        [
            .. Frames.Control(first), .. Frames.Message(77, new byte[400_000]), .. Frames.Message(9, []), .. Frames.Message(2, []), .. PortRun.Auth,
            .. Frames.Message(0, [1]), .. Frames.Control(first), .. PortRun.Connect(3),
        ];
        var run = PortRun.Of([.. PortRun.Text(PortRun.Upgrade), .. messages], piece: 8191);
        Assert.Equal(new TunnelTarget("localhost", 5432), run.Tunnel);
        byte[] frames = [.. messages.Chunk(70_001).SelectMany(part => Frames.Frame(part))];
        Assert.Equal(new TunnelTarget("localhost", 5432), PortRun.Of([.. PortRun.Text("GET / HTTP/1.1\r\n" + Socket), .. frames], piece: 8191).Tunnel);
    }

    [Theory]
    [InlineData("""{"host":"localhost","port":5432,"port":22}""")]
    [InlineData("""{"host":"db","host":"localhost","port":5432}""")]
    [InlineData("""{"host":"db","ho\u0073t":"localhost","port":5432}""")]
    [InlineData("""{"host":"localhost","port":"5432"}""")]
    [InlineData("""{"host":"localhost","port":5432.0}""")]
    [InlineData("""{"host":"localhost","port":65536}""")]
    [InlineData("""{"port":5432}""")]
    [InlineData("""{"host":["localhost"],"port":5432}""")]
    [InlineData("null")]
    public void Names_NoTargetThatHasTwoReadings(string args)
    {
        var run = PortRun.Of([.. PortRun.Text(PortRun.Upgrade), .. PortRun.Auth, .. PortRun.Connect(3, args)]);
        Assert.Equal((true, (TunnelTarget?)null), (run.WantsTunnel, run.Tunnel));
    }

    [Theory]
    [InlineData("""{"type":"connectionType","signedData":"x","desiredConnectionType":1,"desiredConnectionType":3}""")]
    [InlineData("""{"type":"connectionType","signedData":"x","desiredConnectionType":3.0}""")]
    [InlineData("""{"type":"connectionType","signedData":"x","desiredConnectionType":4}""")]
    [InlineData("""{"type":"connectionType","signedData":"x"}""")]
    [InlineData("""{"type":"connectionType","args":{},"args":{"host":"db","port":1},"desiredConnectionType":3}""")]
    [InlineData("""{"type":"connec\ud800tionType"}""")]
    [InlineData("{")]
    public void Refuses_AHandshakeWithTwoReadings(string json)
    {
        var run = PortRun.Of([.. PortRun.Text(PortRun.Upgrade), .. PortRun.Auth, .. Frames.Control(json)]);
        Assert.Contains("VS Code", run.Refusal!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_AControlMessageThatIsTooLongToRead()
    {
        byte[] message = [.. Frames.Message(2, "  {\"type\":\"auth\""u8, length: 300_000)];
        Assert.NotNull(PortRun.Of([.. PortRun.Text(PortRun.Upgrade), .. message]).Refusal);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2p1\r\n")]
    [InlineData("\u0016\u0003\u0001\u0002\u0000\u0001\u0000")]
    [InlineData("*1\r\n$4\r\nPING\r\n")]
    [InlineData("GET key\r\nSET key 1\r\n")]
    [InlineData("RETR /etc/motd\r\n")]
    [InlineData("QUIT")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")]
    [InlineData("CONNECT a:1 HTTP/1.1\r\n\r\nanything at all\n")]
    [InlineData("POST /containers/x/attach HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nraw \0 octets\n")]
    [InlineData("GET /a?b HTTP/1.1\r\nHost: c\r\n\r\nPUT /d HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcGET / HTTP/1.0\n\n")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nA\r\n0123456789\r\n0\r\n\r\nGET /e HTTP/1.1\r\n\r\n")]
    public void Passes_WhateverElseIsSpoken_AsItIs(string text)
    {
        foreach (var piece in new[] { 1, 5, int.MaxValue })
        {
            var run = PortRun.Of(PortRun.Text(text), piece);
            run.End();
            Assert.Equal((text, null), (run.Passed, run.Refusal));
        }
    }

    [Fact]
    public void Passes_AWebSocketOfAnotherApplication()
    {
        byte[] wire = [.. PortRun.Text("GET /hot-reload HTTP/1.1\r\n" + Socket), .. Frames.Frame("{\"type\":\"connected\",\"port\":3000}"u8), .. Frames.Frame([2, 0, 0, 0, 1]), .. Frames.Frame([], first: 0x89)];
        Assert.Equal(Encoding.Latin1.GetString(wire), PortRun.Of(wire, piece: 11).Passed);
    }

    [Fact]
    public void Refuses_AWebSocketThatBreaksTheProtocol()
    {
        var run = PortRun.Of([.. PortRun.Text("GET / HTTP/1.1\r\n" + Socket), .. Frames.Frame("x"u8, first: 0xC2)]);
        Assert.Contains("no WebSocket message", run.Refusal!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_EachRequestBeforeItPasses()
    {
        var run = PortRun.Of(PortRun.Text("GET http://h:1/a/b?path=%2Fetc HTTP/1.1\r\n\r\nHEAD /c HTTP/1.1\r\nContent-Length: 1\r\n\r\nxGET / HTTP/1.1\r\n\r\n"));
        Assert.Equal(["GET /a/b ?path=%2Fetc", "HEAD /c ", "GET / "], run.Requests.Select(r => $"{r.Method} {r.Path} {r.Query}"), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("GET /a HTTP/1.1\r\nX : y\r\n\r\n")]
    [InlineData("GET /a HTTP/1.1\r\nX: a\r\n b\r\n\r\n")]
    [InlineData("GET /a HTTP/1.1\r\nX: a\rb\r\n\r\n")]
    [InlineData("GET /a b HTTP/1.1\r\n\r\n")]
    [InlineData("GET /a#b HTTP/1.1\r\n\r\n")]
    [InlineData("GET /\u00e9 HTTP/1.1\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloX\r\n0\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\nanything else\r\n")]
    public void Refuses_HttpThatCannotBeFollowed(string text)
    {
        Assert.Contains("cannot follow", PortRun.Of(PortRun.Text(text)).Refusal!.Reason, StringComparison.Ordinal);
        Assert.Contains("cannot follow", PortRun.Of(PortRun.Text(text), piece: 1).Refusal!.Reason, StringComparison.Ordinal);
    }
}
