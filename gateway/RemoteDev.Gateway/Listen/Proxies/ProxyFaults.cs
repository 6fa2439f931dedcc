using System.Net;

namespace RemoteDev.Gateway.Listen.Proxies;

/// <summary>Counts connections of proxies that were closed for their header, and says so once in a while: a wrong proxy tries again at once.</summary>
internal sealed partial class ProxyFaults(TimeProvider clock, ILogger<ProxyFaults> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long _sinceTold;
    private long? _toldAt;
    private long _all;

    /// <summary>Since the start.</summary>
    public long All => Interlocked.Read(ref _all);

    public void Count(IPAddress proxy, string fault)
    {
        long count;
        lock (_gate)
        {
            _all++;
            _sinceTold++;
            if (_toldAt is { } at && clock.GetElapsedTime(at) < Pause)
            {
                return;
            }

            _toldAt = clock.GetTimestamp();
            (count, _sinceTold) = (_sinceTold, 0);
        }

        LogClosed(log, count, proxy, fault);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Count} connection(s) from networks of Listen:ProxyProtocol were closed since the last such line. The last, of {Proxy}, began with {Fault}.")]
    private static partial void LogClosed(ILogger logger, long count, IPAddress proxy, string fault);
}
