using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using RemoteDev.Gateway.Tests.Contain.WebSockets;
using RemoteDev.Gateway.Tests.OpenSsh;

namespace RemoteDev.Gateway.Tests.Doors.Ssh.Ide;

/// <summary>As much of VS Code's client as opens a connection to its server: over one forwarded channel of a real ssh.</summary>
internal sealed class VsCodeClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly bool _isFramed;
    private readonly List<byte> _got = [];

    private VsCodeClient(Process ssh, bool isFramed)
    {
        Ssh = ssh;
        _isFramed = isFramed;
    }

    public Process Ssh { get; }

    public static VsCodeClient Open(SshHouse house, int port, bool isFramed = false) =>
        new(OpenSshProgram.Start("ssh", [.. house.Options("-p"), "-W", $"localhost:{port}", $"{SshHouse.Place}@127.0.0.1"]), isFramed);

    public Task SayAsync(string text) => SayAsync(Encoding.Latin1.GetBytes(text));

    public async Task SayAsync(byte[] octets)
    {
        try
        {
            await Ssh.StandardInput.BaseStream.WriteAsync(octets);
            await Ssh.StandardInput.BaseStream.FlushAsync();
        }
        catch (IOException)
        {
            // It was cut: what it said before is read.
        }
    }

    /// <summary>Asks for a connection of this type: the server's last word, or the gateway's.</summary>
    public async Task<string> HandshakeAsync(int type, string args)
    {
        await SayAsync($"GET ws://localhost/?reconnectionToken={Guid.NewGuid()}&reconnection=false&skipWebSocketFrames={(_isFramed ? "false" : "true")} HTTP/1.1\r\n"
            + "Host: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n");
        var head = await UntilAsync("\r\n\r\n"u8.ToArray());
        Assert.StartsWith("HTTP/1.1 101", head, StringComparison.Ordinal);
        Assert.DoesNotContain("deflate", head, StringComparison.OrdinalIgnoreCase);
        await ControlAsync($$"""{"type":"auth","auth":"{{VsCodeServer.Token}}","data":"x"}""");
        Assert.Contains("\"type\":\"sign\"", await ControlAsync(), StringComparison.Ordinal);
        await ControlAsync($$"""{"type":"connectionType","commit":null,"signedData":"{{VsCodeServer.Token}}","desiredConnectionType":{{type}},"args":{{args}}}""");
        return await ControlAsync();
    }

    /// <summary>All that still comes, until the other side ends.</summary>
    public async Task<string> RestAsync()
    {
        using var rest = new MemoryStream();
        rest.Write([.. _got]);
        await Ssh.StandardOutput.BaseStream.CopyToAsync(rest).WaitAsync(Patience);
        return Encoding.UTF8.GetString(rest.ToArray());
    }

    /// <summary>What comes until these octets have, with them.</summary>
    public async Task<string> UntilAsync(byte[] end)
    {
        while (true)
        {
            var at = _got.ToArray().AsSpan().IndexOf(end);
            if (at >= 0)
            {
                return Take(at + end.Length);
            }

            await MoreAsync();
        }
    }

    public void Dispose()
    {
        if (!Ssh.HasExited)
        {
            Ssh.Kill();
        }

        Ssh.Dispose();
    }

    private Task ControlAsync(string json) => SayAsync(_isFramed ? Frames.Frame(Frames.Control(json)) : Frames.Control(json));

    /// <summary>The next control message, past the others.</summary>
    private async Task<string> ControlAsync()
    {
        while (true)
        {
            if (_isFramed)
            {
                await AtLeastAsync(2);
                await AtLeastAsync(4);
                Take(_got[1] == 126 ? 4 : 2);
            }

            await AtLeastAsync(13);
            var type = _got[0];
            var length = (int)BinaryPrimitives.ReadUInt32BigEndian(_got.GetRange(9, 4).ToArray());
            await AtLeastAsync(13 + length);
            Take(13);
            var text = Take(length);
            if (type == 2)
            {
                return text;
            }
        }
    }

    private async Task AtLeastAsync(int octets)
    {
        while (_got.Count < octets)
        {
            await MoreAsync();
        }
    }

    private async Task MoreAsync()
    {
        var buffer = new byte[16 << 10];
        var read = await Ssh.StandardOutput.BaseStream.ReadAsync(buffer).AsTask().WaitAsync(Patience);
        Assert.True(read > 0, $"It ended after: {Encoding.UTF8.GetString([.. _got])}");
        _got.AddRange(buffer.AsSpan(0, read));
    }

    private string Take(int count)
    {
        var text = Encoding.UTF8.GetString(_got.GetRange(0, count).ToArray());
        _got.RemoveRange(0, count);
        return text;
    }
}
