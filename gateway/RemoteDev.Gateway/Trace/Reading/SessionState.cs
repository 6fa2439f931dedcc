namespace RemoteDev.Gateway.Trace.Reading;

/// <summary>Which access sessions are wanted.</summary>
internal enum SessionState
{
    Any = 0,
    Live,
    Ended,
}
