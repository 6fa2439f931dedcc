namespace RemoteDev.Gateway.Contain.Pages;

/// <summary>Whether a request is for the page in a browser's address bar: the one that shows the gateway's notices.</summary>
internal static class TopDocument
{
    public static bool IsAskedFor(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsPost(request.Method))
        {
            return false;
        }

        var destination = request.Headers["Sec-Fetch-Dest"];
        return destination.Count > 0
            ? destination == "document"
            : request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether the answer is such a page, and can be read.</summary>
    public static bool IsHtml(HttpRequest request, HttpResponseMessage answer) =>
        IsAskedFor(request)
        && answer.Content.Headers.ContentEncoding.Count == 0
        && answer.StatusCode != System.Net.HttpStatusCode.PartialContent
        && answer.Content.Headers.TryGetValues("Content-Type", out var types)
        && types.First().StartsWith("text/html", StringComparison.OrdinalIgnoreCase);
}
