using RemoteDev.Gateway.Contain.Http;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Contain.Git;

/// <summary>One contained git request over HTTP with everything that is watched while it runs.</summary>
internal sealed class ContainedTransfer(GitFlow flow, Contained contained, GitAnswerStream answer, RequestCut cut) : IDisposable
{
    public Contained Contained { get; } = contained;

    public LiveStream Stream => flow.Stream;

    /// <summary>The front of what the server inside answered, for the receipt of a push.</summary>
    public ReadOnlyMemory<byte> ResponseHead => answer.Head;

    public void Dispose()
    {
        cut.Finish();
        flow.Dispose();
    }
}
