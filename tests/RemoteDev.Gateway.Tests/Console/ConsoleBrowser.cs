using System.Net;
using System.Text.RegularExpressions;

namespace RemoteDev.Gateway.Tests.Console;

/// <summary>A browser as far as these tests need one: cookies, forms with their hidden fields, and the headers browsers add.</summary>
internal sealed partial class ConsoleBrowser : IDisposable
{
    private readonly SocketsHttpHandler _handler;
    private readonly HttpClient _client;
    private readonly string? _signIn;
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    public ConsoleBrowser(Uri origin, string? signIn)
    {
        Origin = origin;
        _signIn = signIn;
        _handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        _client = new HttpClient(_handler) { BaseAddress = origin };
    }

    public Uri Origin { get; }

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, headers);

    public async Task<string> ReadAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await GetAsync(path);
        var page = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, $"{path} answered {response.StatusCode}: {page}");
        return page;
    }

    /// <summary>Opens the page and sends its form back with these fields changed, as a person would.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, params (string Name, string Value)[] changes) =>
        await PostAsync(path, Filled(await ReadAsync(path), changes));

    /// <summary>Sends a form that was opened before.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> form, string site = "same-origin") =>
        SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(form), ("Sec-Fetch-Site", site));

    /// <summary>Sends JSON to the API, as a script of our own page would.</summary>
    public Task<HttpResponseMessage> JsonAsync(string path, string body, string site = "same-origin", HttpMethod? method = null) =>
        SendAsync(method ?? HttpMethod.Post, path, new StringContent(body, System.Text.Encoding.UTF8, "application/json"), ("Sec-Fetch-Site", site));

    /// <summary>The fields of the page's last form, with some of them changed.</summary>
    public static List<KeyValuePair<string, string>> Filled(string page, params (string Name, string Value)[] changes)
    {
        var form = page[page.LastIndexOf("<form", StringComparison.Ordinal)..];
        var fields = new List<KeyValuePair<string, string>>();
        foreach (Match input in Input().Matches(form))
        {
            var tag = input.Value;
            if (Attribute(tag, "name") is { Length: > 0 } name && (Attribute(tag, "type") is not "checkbox" || tag.Contains(" checked", StringComparison.Ordinal)))
            {
                fields.Add(new(name, Attribute(tag, "value") ?? ""));
            }
        }

        foreach (Match area in Area().Matches(form))
        {
            fields.Add(new(area.Groups["name"].Value, WebUtility.HtmlDecode(area.Groups["text"].Value).TrimStart('\n')));
        }

        foreach (Match select in Select().Matches(form))
        {
            var chosen = Chosen().Match(select.Groups["options"].Value);
            fields.Add(new(select.Groups["name"].Value, chosen.Success ? WebUtility.HtmlDecode(chosen.Groups["value"].Value) : ""));
        }

        foreach (var (name, value) in changes)
        {
            fields.RemoveAll(field => field.Key == name);
            fields.Add(new(name, value));
        }

        return fields;
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = content;
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (_signIn is not null)
        {
            _cookies["__Host-rd"] = _signIn;
        }

        if (_cookies.Count > 0)
        {
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        var response = await _client.SendAsync(request);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
        {
            foreach (var cookie in set)
            {
                var pair = cookie.Split(';')[0].Split('=', 2);
                _cookies[pair[0]] = pair[1];
            }
        }

        return response;
    }

    private static string? Attribute(string tag, string name)
    {
        var match = Regex.Match(tag, $"\\s{name}=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        return match.Success ? WebUtility.HtmlDecode(match.Groups["value"].Value) : null;
    }

    [GeneratedRegex("<input[^>]*>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Input();

    [GeneratedRegex("<textarea[^>]*name=\"(?<name>[^\"]+)\"[^>]*>(?<text>[^<]*)</textarea>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Area();

    [GeneratedRegex("<select[^>]*name=\"(?<name>[^\"]+)\"[^>]*>(?<options>.*?)</select>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Select();

    [GeneratedRegex("<option value=\"(?<value>[^\"]*)\" selected", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Chosen();
}
