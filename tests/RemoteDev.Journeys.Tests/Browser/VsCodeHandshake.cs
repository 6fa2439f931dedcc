using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;

namespace RemoteDev.Journeys.Tests.Browser;

/// <summary>The beginning of VS Code's remote protocol, spoken by hand: a header of 13 bytes and control messages in JSON.</summary>
internal static class VsCodeHandshake
{
    private const int HeaderLength = 13;
    private const byte Control = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Whether the server inside took a connection of this type: 1 is the IDE's management, 3 a tunnel to any port.</summary>
    public static async Task<bool> IsAnsweredAsync(ClientWebSocket? socket, int connectionType)
    {
        Assert.NotNull(socket);
        using var deadline = new CancellationTokenSource(Patience);
        using (socket)
        {
            try
            {
                await SendAsync(socket, """{"type":"auth","auth":"00000000000000000000","data":"0123456789"}""", deadline.Token);
                if (!(await ReceiveAsync(socket, deadline.Token)).Contains("\"sign\"", StringComparison.Ordinal))
                {
                    return false;
                }

                await SendAsync(
                    socket,
                    $$$"""{"type":"connectionType","commit":null,"signedData":"","desiredConnectionType":{{{connectionType}}},"args":{"host":"127.0.0.1","port":1}}""",
                    deadline.Token);
                return (await ReceiveAsync(socket, deadline.Token)).Contains("\"ok\"", StringComparison.Ordinal);
            }
            catch (WebSocketException)
            {
                return false;
            }
        }
    }

    private static ValueTask SendAsync(ClientWebSocket socket, string json, CancellationToken cancellationToken)
    {
        var message = new byte[HeaderLength + json.Length];
        message[0] = Control;
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(9), json.Length);
        Encoding.ASCII.GetBytes(json, message.AsSpan(HeaderLength));
        return socket.SendAsync(message.AsMemory(), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
    }

    /// <summary>What comes next, as text; empty at the end.</summary>
    private static async Task<string> ReceiveAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var received = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
        return received.MessageType == WebSocketMessageType.Close ? "" : Encoding.UTF8.GetString(buffer.AsSpan(0, received.Count));
    }
}
