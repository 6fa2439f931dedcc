using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Trace;

/// <summary>What the trace tells the operators of the machine.</summary>
internal static partial class TraceLogMessages
{
    [LoggerMessage(1000, LogLevel.Critical, "The trace cannot be written ({Cause}). New access is refused and open sessions end until it can.")]
    public static partial void Lost(ILogger logger, TraceGap cause, Exception? fault);

    [LoggerMessage(1001, LogLevel.Warning, "The trace can be written again.")]
    public static partial void Recovered(ILogger logger);

    [LoggerMessage(1002, LogLevel.Error, "A listener of the trace threw.")]
    public static partial void ListenerFailed(ILogger logger, Exception fault);
}
