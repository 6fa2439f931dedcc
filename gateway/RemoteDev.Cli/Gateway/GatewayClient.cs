using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RemoteDev.Cli.Gateway;

/// <summary>HTTP over the gateway's Unix socket.</summary>
internal sealed class GatewayClient : IDisposable
{
    // Far above any answer of ours: the whole catalogue with its policy.
    private const int MaxAnswer = 64 * 1024 * 1024;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(100);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly HttpClient _http;

#pragma warning disable CA2000 // the client disposes its handler
    public GatewayClient(string socketPath) => _http = new HttpClient(Over(socketPath), disposeHandler: true)
    {
        BaseAddress = new Uri("http://operator/api/v1/"), Timeout = Deadline, MaxResponseContentBufferSize = MaxAnswer,
    };
#pragma warning restore CA2000

    /// <summary>Sends a request; the answer is what was asked for or the gateway's problem.</summary>
    /// <exception cref="HttpRequestException">No gateway answers.</exception>
    public async Task<GatewayAnswer<T>> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
        where T : class
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body, body.GetType(), options: Json);
        }

        using var response = await _http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? new GatewayAnswer<T>(Read<T>(text), null)
            : new GatewayAnswer<T>(null, Read<Problem>(text) ?? new Problem { Title = $"HTTP {(int)response.StatusCode}", Detail = "The gateway gave no reason." });
    }

    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler Over(string socketPath) => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

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
