namespace RemoteDev.Gateway.Trace;

/// <summary>The real disk.</summary>
internal sealed class TraceDisk : ITraceDisk
{
    public ITraceFile Open(string path)
    {
        try
        {
            return new TraceFile(path);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException(refused.Message, refused);
        }
    }
}
