using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace RemoteDev.Journeys.Tests.House;

/// <summary>The REST API on the operator's Unix socket.</summary>
internal sealed class OperatorSocket(string path) : IDisposable
{
    private readonly HttpClient _http = new(Handler(path)) { BaseAddress = new Uri("http://operator/api/v1/"), Timeout = TimeSpan.FromSeconds(60) };

    public string Path { get; } = path;

    /// <summary>Whether the API answers.</summary>
    public async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri("people", UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Posts, and answers with the document; fails with what was said when it is refused.</summary>
    public async Task<JsonElement> PostAsync(string path, object? body = null)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body ?? new { }), Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content);
        return await ReadAsync(path, answer);
    }

    /// <summary>Puts an entry of the catalogue.</summary>
    public async Task PutAsync(string path, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var answer = await _http.PutAsync(new Uri(path, UriKind.Relative), content);
        await ReadAsync(path, answer);
    }

    /// <summary>Removes an entry of the catalogue.</summary>
    public async Task RemoveAsync(string path)
    {
        using var answer = await _http.DeleteAsync(new Uri(path, UriKind.Relative));
        await ReadAsync(path, answer);
    }

    /// <summary>Posts to what may be gone by now.</summary>
    public async Task TryPostAsync(string path, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content);
        Assert.True(answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.NotFound, $"{path}: {(int)answer.StatusCode}");
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return await ReadAsync(path, answer);
    }

    public void Dispose() => _http.Dispose();

    private static async Task<JsonElement> ReadAsync(string path, HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    private static SocketsHttpHandler Handler(string path) => new()
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };
}
