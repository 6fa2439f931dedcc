namespace RemoteDev.Gateway.Trace;

/// <summary>One file of the trace, open for appending by this process alone. Every fault is an <see cref="IOException"/>.</summary>
internal interface ITraceFile : IDisposable
{
    /// <summary>Appends all of it, or throws; after a throw any part may have been written.</summary>
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Returns when everything appended is on the disk and the file is still the one its path names, or throws.</summary>
    void Commit();
}
