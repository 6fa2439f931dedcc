namespace RemoteDev.Gateway.Catalog.Database;

/// <summary>What came of storing an edit.</summary>
internal enum SaveResult
{
    /// <summary>The trace would not take it, so nothing was stored.</summary>
    NotTraced = 0,

    /// <summary>Another gateway stored an edit first; nothing was stored.</summary>
    Stale,

    Saved,
}
