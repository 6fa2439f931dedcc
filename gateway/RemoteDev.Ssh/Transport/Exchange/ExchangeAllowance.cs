namespace RemoteDev.Ssh.Transport.Exchange;

/// <summary>
/// How often a peer may have new keys made after the first: a signature and an agreement cost us more than asking costs it. Each is earned
/// by data or by time, so whoever renews keys for a reason never notices.
/// </summary>
internal sealed class ExchangeAllowance(TimeProvider time)
{
    /// <summary>Exchanges that may follow one another though nothing was earned.</summary>
    public const int Most = 32;

    private const double OctetsForOne = 256 * 1024;
    private const double SecondsForOne = 1;

    private double _left = Most;
    private long _since = time.GetTimestamp();

    /// <summary>Takes one, if there is one.</summary>
    /// <param name="octets">Carried in both directions since the exchange before.</param>
    /// <returns>Whether there may be another.</returns>
    public bool TryTake(long octets)
    {
        var now = time.GetTimestamp();
        var earned = (time.GetElapsedTime(_since, now).TotalSeconds / SecondsForOne) + (octets / OctetsForOne);
        _since = now;
        _left = Math.Min(_left + earned, Most);
        if (_left < 1)
        {
            return false;
        }

        _left--;
        return true;
    }
}
