using RemoteDev.Gateway.Contain.Http;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Contain.Git;

/// <summary>
/// One contained git request with everything that is watched while it runs. The first stream carries the bytes; the others stand
/// for the refs of a push, so that losing any of their permissions cuts the whole.
/// </summary>
internal sealed class ContainedTransfer(Contained contained, IReadOnlyList<LiveStream> streams, GitAnswerStream answer, RequestCut cut) : IDisposable
{
    public Contained Contained { get; } = contained;

    /// <summary>The front of what the server inside answered, for the receipt of a push.</summary>
    public ReadOnlyMemory<byte> ResponseHead => answer.Head;

    public void Dispose()
    {
        cut.Finish();
        foreach (var stream in streams)
        {
            stream.Dispose();
        }
    }
}
