using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace RemoteDev.Journeys.Tests.House;

/// <summary>
/// Somebody with a programme of their own instead of a browser: sends exactly what they are told to, with a person's cookies or without.
/// </summary>
internal sealed class Outsider : IDisposable
{
    private readonly SocketsHttpHandler _handler = new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,

        // Names below localhost are this machine, which browsers and curl know and the system's resolver need not.
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, context.DnsEndPoint.Port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    private readonly HttpMessageInvoker _invoker;

    public Outsider() => _invoker = new HttpMessageInvoker(_handler);

    /// <summary>Sends one request.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, Uri address, params (string Name, string Value)[] headers)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var request = new HttpRequestMessage(method, address);
        foreach (var (name, value) in headers.Where(header => header.Value.Length > 0))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _invoker.SendAsync(request, deadline.Token);
        return new Answer(response.StatusCode, response.Headers.Location?.ToString(), await response.Content.ReadAsStringAsync(deadline.Token));
    }

    public Task<Answer> GetAsync(Uri address, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, address, headers);

    /// <summary>Opens a WebSocket; answers with the status when it is refused.</summary>
    public async Task<(ClientWebSocket? Socket, HttpStatusCode Status)> ConnectAsync(Uri address, params (string Name, string Value)[] headers)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        foreach (var (name, value) in headers.Where(header => header.Value.Length > 0))
        {
            socket.Options.SetRequestHeader(name, value);
        }

        try
        {
            await socket.ConnectAsync(address, _invoker, deadline.Token);
            return (socket, socket.HttpStatusCode);
        }
        catch (WebSocketException)
        {
            var status = socket.HttpStatusCode;
            socket.Dispose();
            return (null, status);
        }
    }

    public void Dispose()
    {
        _invoker.Dispose();
        _handler.Dispose();
    }
}
