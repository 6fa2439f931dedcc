using System.Text.Json;

namespace RemoteDev.Cli.Gateway;

/// <summary>The gateway's OAuth endpoints, at its portal.</summary>
/// <param name="line">Connects; disposed with this.</param>
internal sealed class OAuthClient(HttpMessageHandler line, Uri portal, TimeSpan deadline, int mostAnswer) : IDisposable
{
    public const string ClientId = "remotedev-cli";

    private static readonly JsonSerializerOptions Json = new() { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    private readonly HttpClient _http = new(line, disposeHandler: true) { BaseAddress = portal, Timeout = deadline, MaxResponseContentBufferSize = mostAnswer };

    /// <summary>Sends a form; the answer is what was asked for or the gateway's error.</summary>
    /// <exception cref="HttpRequestException">No gateway answers.</exception>
    public async Task<OAuthAnswer<T>> SendAsync<T>(string path, IReadOnlyDictionary<string, string> form, CancellationToken cancellationToken)
        where T : class
    {
        using var content = new FormUrlEncodedContent(form.Append(new("client_id", ClientId)));
        using var response = await _http.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return Read<T>(text) is { } value ? new OAuthAnswer<T>(value, null) : new OAuthAnswer<T>(null, new OAuthFault("unreadable", "The gateway's answer was not understood; is it of the same version as this command?"));
        }

        return new OAuthAnswer<T>(null, Read<OAuthFault>(text) ?? new OAuthFault("unreadable", $"What answers there is not a gateway: HTTP {(int)response.StatusCode}."));
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
