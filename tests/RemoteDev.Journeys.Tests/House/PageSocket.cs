namespace RemoteDev.Journeys.Tests.House;

/// <summary>One WebSocket of a page, by the browser's clock.</summary>
internal sealed record PageSocket(string Url, DateTimeOffset? OpenedAt, DateTimeOffset? ClosedAt)
{
    public bool IsOpen => OpenedAt is not null && ClosedAt is null;

    /// <summary>Whether it lived at that moment.</summary>
    public bool LivedAt(DateTimeOffset at) => OpenedAt <= at && (ClosedAt is null || ClosedAt > at);
}
