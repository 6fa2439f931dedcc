using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using RemoteDev.Cli.Gateway;

namespace RemoteDev.Cli.Ssh;

/// <summary>The gateway's API as a machine without a sign-in reaches it, over the network.</summary>
internal sealed class PortalClient : IDisposable
{
    private const int MaxAnswer = 1024 * 1024;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly HttpClient _http;

#pragma warning disable CA2000 // the client disposes its handler
    public PortalClient(Uri portal)
    {
        _http = new HttpClient(Handler(portal), disposeHandler: true)
        {
            BaseAddress = new Uri(portal, "api/v1/"), Timeout = Deadline, MaxResponseContentBufferSize = MaxAnswer,
        };

        // The portal takes what changes something from its own origin only; a browser's page elsewhere cannot say this.
        _http.DefaultRequestHeaders.Add("Origin", portal.GetLeftPart(UriPartial.Authority));
    }
#pragma warning restore CA2000

    /// <summary>Sends a body; the answer is what was asked for or the gateway's problem.</summary>
    /// <exception cref="HttpRequestException">No gateway answers.</exception>
    public async Task<GatewayAnswer<T>> PostAsync<T>(string path, object body, CancellationToken cancellationToken)
        where T : class
    {
        using var content = JsonContent.Create(body, body.GetType(), options: Json);
        using var response = await _http.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? new GatewayAnswer<T>(Read<T>(text), null)
            : new GatewayAnswer<T>(null, Read<Problem>(text) ?? new Problem
            {
                Title = $"HTTP {(int)response.StatusCode}", Detail = $"What answers there is not a gateway: HTTP {(int)response.StatusCode}.",
            });
    }

    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler Handler(Uri portal)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        if (PortalAddress.IsLocal(portal))
        {
            handler.UseProxy = false;
            handler.ConnectCallback = ConnectHereAsync;
        }

        return handler;
    }

    private static async ValueTask<Stream> ConnectHereAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
#pragma warning disable CA2000 // the stream owns it, or it is disposed here
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
#pragma warning restore CA2000
        try
        {
            socket.NoDelay = true;
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, context.DnsEndPoint.Port), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static T? Read<T>(string text)
        where T : class
    {
        try
        {
            return text.Length == 0 ? null : JsonSerializer.Deserialize<T>(text, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
