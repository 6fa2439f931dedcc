namespace RemoteDev.Gateway.Trace;

/// <summary>The layer below the trace that can fail: a disk that is full, slow or gone.</summary>
internal interface ITraceDisk
{
    /// <summary>Opens the file for appending and creates it, and the directory's entry of it, durably when it is new.</summary>
    ITraceFile Open(string path);
}
