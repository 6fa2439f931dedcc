using System.Net;

namespace RemoteDev.Gateway.Listen.Ssh;

/// <summary>
/// Counts connections that have not signed in, in all and by address, so that strangers can neither fill memory nor keep people out
/// for free. As sshd's <c>MaxStartups</c> it begins at half to turn some away at random, so that a flood from many addresses
/// leaves room for a person's next try (CVE-2026-7776: a limit without that shuts everybody out).
/// </summary>
internal sealed class Strangers(int most, int mostOfOne)
{
    // A whole IPv6 /64 is one customer's.
    private const int PrefixBytes = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _bySource = [];
    private int _all;

    /// <summary>A place for one more, or null when there is none.</summary>
    /// <param name="chance">0 up to 1, random: what decides while the house fills.</param>
    public IDisposable? TryAdmit(IPAddress source, double chance)
    {
        var key = Key(source);
        lock (_gate)
        {
            var ofOne = _bySource.GetValueOrDefault(key);
            if (ofOne >= mostOfOne || _all >= most || chance < Pressure())
            {
                return null;
            }

            _bySource[key] = ofOne + 1;
            _all++;
        }

        return new Place(this, key);
    }

    // 0 up to half full, then evenly up to 1 when full.
    private double Pressure()
    {
        var half = most / 2;
        return _all <= half ? 0 : (double)(_all - half) / (most - half);
    }

    private static IPAddress Key(IPAddress source)
    {
        if (source.IsIPv4MappedToIPv6)
        {
            return source.MapToIPv4();
        }

        var bytes = source.GetAddressBytes();
        if (bytes.Length <= PrefixBytes)
        {
            return source;
        }

        bytes.AsSpan(PrefixBytes).Clear();
        return new IPAddress(bytes);
    }

    private void Leave(IPAddress key)
    {
        lock (_gate)
        {
            _all--;
            if (_bySource[key] == 1)
            {
                _bySource.Remove(key);
            }
            else
            {
                _bySource[key]--;
            }
        }
    }

    private sealed class Place(Strangers strangers, IPAddress key) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                strangers.Leave(key);
            }
        }
    }
}
