using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain.Assertions;
using RemoteDev.Gateway.Contain.Egress;
using RemoteDev.Gateway.Contain.Outbound;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Contain.Git;

/// <summary>
/// One bounded flow of git's bytes: one request over HTTP, or all requests of one fetch over SSH. Its first stream carries the bytes; the
/// others stand for the refs of a push, so that losing any of their permissions cuts the whole.
/// </summary>
internal sealed class GitFlow(
    IReadOnlyList<LiveStream> streams, RepositoryEntry repository, EgressMeter? meter, UpstreamPool upstreams,
    SessionAssertions assertions) : IDisposable
{
    private const int ReportKept = 64 * 1024;

    /// <summary>The stream that carries and counts the bytes.</summary>
    public LiveStream Stream => streams[0];

    /// <summary>The containment of one request of this flow: one URL inside, and the headers git needs.</summary>
    public Contained Towards(GitRoute route)
    {
        var target = new Uri(repository.Upstream.AbsoluteUri.TrimEnd('/') + route.UpstreamSuffix);
        return Contained.Within(Stream.Permitted, Stream, target, upstreams.For(target), new GitFilter(target, assertions.For(Stream.Permitted, repository.Upstream.AbsoluteUri)));
    }

    /// <summary>What the answer to a request is written to on its way to <paramref name="body"/>.</summary>
    public GitAnswerStream Answer(Stream body) => new(body, Stream, meter, Stream.Kind == StreamKind.GitPush ? ReportKept : 0);

    public void Dispose()
    {
        foreach (var stream in streams)
        {
            stream.Dispose();
        }
    }
}
