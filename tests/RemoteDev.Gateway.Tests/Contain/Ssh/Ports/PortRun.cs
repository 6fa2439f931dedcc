using System.Buffers;
using System.Text;
using RemoteDev.Gateway.Contain.CodeServer;
using RemoteDev.Gateway.Contain.Ssh.Ports;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Contain.WebSockets;

namespace RemoteDev.Gateway.Tests.Contain.Ssh.Ports;

/// <summary>What a reader of a forwarded port made of octets that came in pieces, and what may have gone on before it said no.</summary>
internal sealed class PortRun
{
    public const string Upgrade = "GET ws://localhost/?reconnectionToken=0b6c5a0e-7f0b-4b7e-9d62-6c7f6c1d2b11&reconnection=false&skipWebSocketFrames=true HTTP/1.1\r\n"
        + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";

    public static readonly byte[] Auth = Frames.Control("""{"type":"auth","auth":"00000000000000000000","data":"8b2706c2"}""");

    private readonly ArrayBufferWriter<byte> _passed = new();

    public PortReader Reader { get; } = new();

    public List<RequestLine> Requests { get; } = [];

    public bool WantsTunnel { get; private set; }

    public TunnelTarget? Tunnel { get; private set; }

    public Refusal? Refusal { get; private set; }

    public string Passed => Encoding.Latin1.GetString(_passed.WrittenSpan);

    public static byte[] Text(string text) => Encoding.Latin1.GetBytes(text);

    public static byte[] Connect(int type, string args = """{"host":"localhost","port":5432}""") =>
        Frames.Control($$"""{"type":"connectionType","commit":null,"signedData":"x","desiredConnectionType":{{type}},"args":{{args}}}""");

    /// <summary>Reads all, in pieces, as far as it is let.</summary>
    public static PortRun Of(byte[] octets, int piece = int.MaxValue)
    {
        var run = new PortRun();
        for (var at = 0; at < octets.Length && run.Read(octets.AsSpan(at, Math.Min(piece, octets.Length - at))); at += piece)
        {
            if (piece == int.MaxValue)
            {
                break;
            }
        }

        return run;
    }

    /// <summary>False: nothing of this piece may pass.</summary>
    public bool Read(ReadOnlySpan<byte> octets)
    {
        var piece = new ArrayBufferWriter<byte>();
        while (!octets.IsEmpty)
        {
            var step = Reader.Read(octets, piece);
            octets = octets[step.Read..];
            if (step.Request is { } request)
            {
                Requests.Add(request);
            }

            WantsTunnel |= step.WantsTunnel;
            Tunnel ??= step.Tunnel;
            Refusal = step.Refusal;
            if (Refusal is not null || step.WantsTunnel)
            {
                return false;
            }
        }

        _passed.Write(piece.WrittenSpan);
        return true;
    }

    public void End() => Reader.End(_passed);
}
