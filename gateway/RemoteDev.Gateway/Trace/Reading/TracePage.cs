namespace RemoteDev.Gateway.Trace.Reading;

/// <summary>One page of a longer list.</summary>
/// <param name="Total">How many there are on all pages.</param>
internal sealed record TracePage<T>(IReadOnlyList<T> Items, long Total, Paging Paging)
{
    public long Pages => Math.Max(1, (Total + Paging.Size - 1) / Paging.Size);
}
