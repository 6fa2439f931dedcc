using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RemoteDev.Cli.Gateway;

/// <summary>The gateway's API, whatever line leads to it.</summary>
/// <param name="line">Connects; disposed with this.</param>
/// <param name="origin">Where the API is, as the line sees it.</param>
/// <param name="deadline">For one request and its answer.</param>
/// <param name="mostAnswer">Octets of an answer that are taken.</param>
/// <param name="noReason">What is said when a refusal does not say why: it may be no gateway that answers.</param>
internal sealed class GatewayClient(HttpMessageHandler line, Uri origin, TimeSpan deadline, int mostAnswer, string noReason) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly HttpClient _http = new(line, disposeHandler: true)
    {
        BaseAddress = new Uri(origin, "api/v1/"), Timeout = deadline, MaxResponseContentBufferSize = mostAnswer,
    };

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
            : new GatewayAnswer<T>(null, Read<Problem>(text) ?? new Problem { Title = $"HTTP {(int)response.StatusCode}", Detail = $"{noReason}: HTTP {(int)response.StatusCode}." });
    }

    public void Dispose() => _http.Dispose();

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
