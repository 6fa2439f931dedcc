using System.Net;
using System.Net.Http.Headers;
using RemoteDev.Gateway.Contain.Assertions;
using RemoteDev.Gateway.Contain.Egress;
using RemoteDev.Gateway.Contain.Pages;
using RemoteDev.Gateway.Journey;
using Yarp.ReverseProxy.Forwarder;

namespace RemoteDev.Gateway.Contain.Http;

/// <summary>The filter every header and byte of one request to an environment passes, both ways.</summary>
#pragma warning disable CA1001 // the page's body is the response's to dispose
internal sealed class HttpFilter(EnvironmentBounds bounds, string? assertion, LiveStream stream, EgressMeter meter, RouteKind kind) : HttpTransformer
#pragma warning restore CA1001
{
    /// <summary>Bodies up to this size whose length is known are charged at once instead of write by write.</summary>
    private const long ChargedAtOnce = 64 << 10;

    private ScriptedBody? _page;

    /// <summary>After the last byte was forwarded: sends what the search for the page's head still holds.</summary>
    public ValueTask FinishAsync(CancellationToken cancellationToken) => _page?.FinishAsync(cancellationToken) ?? default;

    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        var copied = base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        var request = httpContext.Request;
        var headers = proxyRequest.Headers;
        headers.Host = bounds.Host;
        FilterCookies(request, headers);
        headers.TryAddWithoutValidation("X-Forwarded-For", stream.Permitted.Verified.Identified.Connection.Source.ToString());
        headers.TryAddWithoutValidation("X-Forwarded-Host", bounds.Host);
        headers.TryAddWithoutValidation("X-Forwarded-Proto", bounds.Scheme);
        if (assertion is not null)
        {
            headers.TryAddWithoutValidation(SessionAssertions.HeaderName, assertion);
        }

        if (kind is RouteKind.WebSocket or RouteKind.CodeServerSocket)
        {
            // Compressed frames could not be read, and would make the budget count something else than what left.
            headers.Remove("Sec-WebSocket-Extensions");
        }
        else if (TopDocument.IsAskedFor(request))
        {
            // The page is read to put the gateway's script into it, so it must come whole and plain.
            headers.Remove("Accept-Encoding");
            headers.Remove("Range");
            headers.Remove("If-Range");
            headers.Remove("If-None-Match");
            headers.Remove("If-Modified-Since");
        }

        if (request.ContentLength is { } length)
        {
            stream.CountIn(length);
        }
        else if (request.Headers.TransferEncoding.Count > 0 || HttpProtocol.IsHttp2(request.Protocol))
        {
            request.Body = new CountedBody(request.Body, stream);
        }

        return copied;
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (!await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken) || proxyResponse is null)
        {
            return false;
        }

        var response = httpContext.Response;
        ResponseHeaders.Apply(response.Headers, bounds, bounds.Scheme == "https");
        if (proxyResponse.StatusCode == HttpStatusCode.SwitchingProtocols)
        {
            response.Headers.Remove("Sec-WebSocket-Extensions");
            return true;
        }

        return Meter(httpContext, proxyResponse);
    }

    private static void FilterCookies(HttpRequest request, HttpRequestHeaders headers)
    {
        if (request.Headers.Cookie.Count == 0)
        {
            return;
        }

        headers.Remove("Cookie");
        if (GatewayCookies.Without(request.Headers.Cookie) is { } others)
        {
            headers.TryAddWithoutValidation("Cookie", others);
        }
    }

    /// <summary>False when the budget is spent before the first byte: nothing is sent, and the door says why.</summary>
    private bool Meter(HttpContext context, HttpResponseMessage answer)
    {
        var response = context.Response;
        if (HttpMethods.IsHead(context.Request.Method) || answer.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.NotModified)
        {
            return true;
        }

        if (TopDocument.IsHtml(context.Request, answer))
        {
            response.Headers.CacheControl = "no-store";
            response.Headers.Remove("ETag");
            response.Headers.Remove("Last-Modified");
            response.Headers.ContentLength = null;
            _page = new ScriptedBody(response.Body, meter, ScriptTag.For(response.Headers.ContentSecurityPolicy));
            response.Body = _page;
            return true;
        }

        if (answer.Content.Headers.ContentLength is { } length and <= ChargedAtOnce)
        {
            return length == 0 || meter.TrySend(length) || Forget(response);
        }

        response.Body = new MeteredBody(response.Body, meter);
        return true;
    }

    private static bool Forget(HttpResponse response)
    {
        response.Headers.Clear();
        return false;
    }
}
