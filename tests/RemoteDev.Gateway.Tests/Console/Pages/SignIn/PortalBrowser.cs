using System.Net;
using System.Text.RegularExpressions;

namespace RemoteDev.Gateway.Tests.Console.Pages.SignIn;

/// <summary>As much of a browser as signing in takes: it keeps cookies and fills in forms by their id.</summary>
internal sealed partial class PortalBrowser : IDisposable
{
    private readonly HttpClient _client;

    public PortalBrowser(Uri origin)
    {
#pragma warning disable CA2000 // The client owns its handler.
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = origin };
#pragma warning restore CA2000
    }

    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    /// <summary>Every Set-Cookie header seen, whole.</summary>
    public List<string> CookiesSet { get; } = [];

    public void Dispose() => _client.Dispose();

    public Task<PortalAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null, null);

    /// <summary>Fills in a form of a page that was opened, hidden fields and all, and sends it as a browser would.</summary>
    public Task<PortalAnswer> SubmitAsync(PortalAnswer page, string formId, params (string Name, string Value)[] fields)
    {
        var form = Regex.Match(page.Body, $"<form[^>]*id=\"{formId}\"[^>]*>.*?</form>", RegexOptions.Singleline, TimeSpan.FromSeconds(1));
        Assert.True(form.Success, $"No form {formId} in: {page.Body}");
        var action = Regex.Match(form.Value, "^<form[^>]*action=\"(?<to>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        var values = Hidden().Matches(form.Value)
            .Select(match => (Tag: match.Value, Name: Attribute(match.Value, "name")))
            .Where(input => input.Name is not null)
            .ToDictionary(input => input.Name!, input => Attribute(input.Tag, "value") ?? "", StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            values[name] = value;
        }

        return PostAsync(action.Success ? WebUtility.HtmlDecode(action.Groups["to"].Value) : page.Path, values);
    }

    public Task<PortalAnswer> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields, string? site = "same-origin") =>
        SendAsync(HttpMethod.Post, path, fields, site);

    private async Task<PortalAnswer> SendAsync(HttpMethod method, string path, IEnumerable<KeyValuePair<string, string>>? fields, string? site)
    {
        using var request = new HttpRequestMessage(method, path);
        if (fields is not null)
        {
            request.Content = new FormUrlEncodedContent(fields);
        }

        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        if (Cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        using var response = await _client.SendAsync(request);
        foreach (var set in response.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
        {
            CookiesSet.Add(set);
            var pair = set.Split(';')[0].Split('=', 2);
            if (pair[1].Length == 0)
            {
                Cookies.Remove(pair[0]);
            }
            else
            {
                Cookies[pair[0]] = pair[1];
            }
        }

        return new PortalAnswer(path, response.StatusCode, response.Headers.Location?.OriginalString, await response.Content.ReadAsStringAsync());
    }

    private static string? Attribute(string tag, string name)
    {
        var match = Regex.Match(tag, $"\\s{name}=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        return match.Success ? WebUtility.HtmlDecode(match.Groups["value"].Value) : null;
    }

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Hidden();
}
