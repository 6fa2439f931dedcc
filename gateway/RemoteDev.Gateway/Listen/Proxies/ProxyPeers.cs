using System.Buffers;
using System.IO.Pipelines;
using System.Net;

namespace RemoteDev.Gateway.Listen.Proxies;

/// <summary>
/// Whose connections begin with a PROXY header. From these peers it is demanded, from all others it is never looked for: what they send is
/// TLS, HTTP or SSH, or garbage.
/// </summary>
internal sealed class ProxyPeers(ListenPlan plan, ProxyFaults faults, TimeProvider clock)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    public bool Any => plan.ProxyProtocol.Length > 0;

    public bool Contains(IPAddress peer)
    {
        var plain = Plain(peer);
        foreach (var network in plan.ProxyProtocol)
        {
            if (network.Contains(plain))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The client behind the proxy, or the proxy when it speaks for itself; null when the connection must be closed.</summary>
    public async Task<IPAddress?> ReadAsync(IPAddress peer, PipeReader input, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Deadline, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(both.Token);
                var reading = ProxyHeader.Read(First(read.Buffer));
                input.AdvanceTo(
                    reading.Kind == ProxyReadingKind.Accepted ? read.Buffer.GetPosition(reading.Length) : read.Buffer.Start,
                    reading.Kind == ProxyReadingKind.Accepted ? read.Buffer.GetPosition(reading.Length) : read.Buffer.End);
                if (reading.Kind != ProxyReadingKind.Incomplete)
                {
                    return Judged(peer, reading);
                }

                if (read.IsCompleted)
                {
                    return Judged(peer, ProxyReading.Refused("part of a PROXY header, and ended"));
                }
            }
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return Judged(peer, ProxyReading.Refused("no whole PROXY header in time"));
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>The same from a stream, of which no byte after the header is taken.</summary>
    public async Task<IPAddress?> ReadAsync(IPAddress peer, Stream input, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Deadline, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var bytes = new byte[ProxyHeader.HeadLength + ProxyHeader.MostAfterHead];
        var count = 0;
        try
        {
            while (true)
            {
                var reading = ProxyHeader.Read(bytes.AsSpan(0, count));
                if (reading.Kind != ProxyReadingKind.Incomplete)
                {
                    return Judged(peer, reading);
                }

                var read = await input.ReadAsync(bytes.AsMemory(count, reading.Length - count), both.Token);
                if (read == 0)
                {
                    return Judged(peer, ProxyReading.Refused(count == 0 ? "nothing, and ended" : "part of a PROXY header, and ended"));
                }

                count += read;
            }
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return Judged(peer, ProxyReading.Refused("no whole PROXY header in time"));
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            return null;
        }
    }

    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static ReadOnlySpan<byte> First(ReadOnlySequence<byte> buffer)
    {
        var most = buffer.Slice(0, Math.Min(buffer.Length, ProxyHeader.HeadLength + ProxyHeader.MostAfterHead));
        return most.IsSingleSegment ? most.FirstSpan : most.ToArray();
    }

    private IPAddress? Judged(IPAddress peer, ProxyReading reading)
    {
        if (reading.Kind == ProxyReadingKind.Accepted)
        {
            return reading.Source ?? Plain(peer);
        }

        faults.Count(Plain(peer), reading.Fault ?? "nothing readable");
        return null;
    }
}
