using System.Collections.Frozen;
using RemoteDev.Gateway.Contain.Assertions;
using Yarp.ReverseProxy.Forwarder;

namespace RemoteDev.Gateway.Contain.Git;

/// <summary>
/// The headers of a git request, on their way in and out. Only those that git needs pass: no credential of ours goes inside, no
/// cookie, challenge or redirect of the server inside comes out.
/// </summary>
/// <param name="target">The whole URL inside, from the catalogue and the recognised route; nothing of the request's own URL is in it.</param>
/// <param name="assertion">Who is asking, signed; null when no key signs.</param>
internal sealed class GitFilter(Uri target, string? assertion) : HttpTransformer
{
    private static readonly FrozenSet<string> In = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "Accept", "Accept-Encoding", "Content-Type", "Content-Length", "Content-Encoding", "Git-Protocol", "Pragma", "User-Agent");

    private static readonly FrozenSet<string> Out = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "Cache-Control", "Content-Encoding", "Content-Length", "Content-Type", "Expires", "Pragma");

    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in httpContext.Request.Headers)
        {
            if (In.Contains(name) && !proxyRequest.Headers.TryAddWithoutValidation(name, value.AsEnumerable()))
            {
                proxyRequest.Content?.Headers.TryAddWithoutValidation(name, value.AsEnumerable());
            }
        }

        if (assertion is not null)
        {
            proxyRequest.Headers.TryAddWithoutValidation(SessionAssertions.HeaderName, assertion);
        }

        proxyRequest.RequestUri = target;
        proxyRequest.Headers.Host = null;
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// A server inside that answers anything but 200 has its status shown and its words dropped: they are for the client's own people.
    /// </summary>
    public override ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null)
        {
            return ValueTask.FromResult(false);
        }

        var passes = proxyResponse.StatusCode == System.Net.HttpStatusCode.OK;
        var response = httpContext.Response;
        if (!passes)
        {
            response.StatusCode = StatusCodes.Status502BadGateway;
            return ValueTask.FromResult(false);
        }

        foreach (var (name, values) in proxyResponse.Headers.Concat(proxyResponse.Content.Headers))
        {
            if (Out.Contains(name))
            {
                response.Headers[name] = values.ToArray();
            }
        }

        response.Headers.XContentTypeOptions = "nosniff";
        return ValueTask.FromResult(true);
    }
}
