using RemoteDev.Gateway.Contain.Http;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Contain;

/// <summary>One contained request to an environment, from its permission to its last byte.</summary>
internal sealed class EnvironmentExchange(Contained contained, HttpFilter filter, RequestCut cut) : IDisposable
{
    public Contained Contained { get; } = contained;

    /// <summary>Sends what containment still holds of a response that was forwarded whole.</summary>
    public ValueTask FinishAsync(CancellationToken cancellationToken) =>
        Contained.Stream.IsCut ? default : filter.FinishAsync(cancellationToken);

    public void Dispose()
    {
        cut.Finish();
        Contained.Stream.Dispose();
    }
}
