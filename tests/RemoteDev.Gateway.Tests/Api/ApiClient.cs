using System.Net.Sockets;
using System.Text;

namespace RemoteDev.Gateway.Tests.Api;

/// <summary>Speaks to the API as a client would, and keeps of an answer what tests look at.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient _http;

    private ApiClient(HttpMessageHandler handler, Uri address) => _http = new HttpClient(handler, disposeHandler: true) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };

#pragma warning disable CA2000 // the client disposes its handler
    public static ApiClient OverSocket(string path) => new(
        new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        },
        new Uri("http://operator/"));

    public static ApiClient OverTcp(Uri address) => new(new SocketsHttpHandler(), address);
#pragma warning restore CA2000

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<ApiAnswer> PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, json);

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, string? json = null, bool chunked = false, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        request.Headers.TransferEncodingChunked = chunked ? true : null;
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request);
        return new ApiAnswer(
            response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.MediaType, response.Headers.ETag?.Tag);
    }

    public void Dispose() => _http.Dispose();
}
