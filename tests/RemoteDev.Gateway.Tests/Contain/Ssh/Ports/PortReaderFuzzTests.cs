using System.Diagnostics.CodeAnalysis;
using RemoteDev.Gateway.Tests.Contain.WebSockets;

namespace RemoteDev.Gateway.Tests.Contain.Ssh.Ports;

[SuppressMessage("Security", "CA5394", Justification = "The same octets for the same seed are the point.")]
public sealed class PortReaderFuzzTests
{
    [Fact]
    public void Never_Throws_AndNeverLetsATunnelPass()
    {
        var random = new Random(41);
        byte[][] parts =
        [
            PortRun.Text(PortRun.Upgrade), PortRun.Text("GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"),
            PortRun.Text("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"), PortRun.Text("GET / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"),
            PortRun.Auth, PortRun.Connect(3), PortRun.Connect(1), Frames.Frame(PortRun.Auth), Frames.Frame(PortRun.Connect(3)), Frames.Control("null"),
        ];
        var tunnels = 0;
        for (var round = 0; round < 20_000; round++)
        {
            byte[] wire =
            [
                .. Enumerable.Range(0, random.Next(3)).SelectMany(_ => parts[random.Next(parts.Length)]),
                .. random.Next(2) == 0 ? parts[0] : [], .. random.Next(2) == 0 ? parts[4] : [], .. parts[random.Next(parts.Length)], .. PortRun.Connect(3),
            ];
            for (var broken = random.Next(3); broken > 0; broken--)
            {
                wire[random.Next(wire.Length)] = (byte)random.Next(256);
            }

            var run = PortRun.Of(wire, random.Next(1, wire.Length + 1));
            tunnels += run.WantsTunnel ? 1 : 0;
            Assert.False(run.WantsTunnel && run.Passed.Length == wire.Length);
        }

        Assert.True(tunnels > 100, "the broken octets must get as far as a tunnel now and then");
    }

    [Fact]
    public void Agrees_WithItself_OverEverySplit()
    {
        var random = new Random(42);
        for (var round = 0; round < 3_000; round++)
        {
            byte[] wire = [.. PortRun.Text(PortRun.Upgrade), .. PortRun.Auth, .. PortRun.Connect(random.Next(1, 4))];
            wire[random.Next(wire.Length)] ^= (byte)(1 << random.Next(8));
            var whole = PortRun.Of(wire);
            var split = PortRun.Of(wire, random.Next(1, 60));
            Assert.Equal((whole.WantsTunnel, whole.Tunnel, whole.Refusal?.Reason, whole.Reader.Kind), (split.WantsTunnel, split.Tunnel, split.Refusal?.Reason, split.Reader.Kind));
        }
    }
}
