using System.Security.Cryptography;
using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Transport.Packets;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>One side of a stream of random data in both directions: hashes what comes, and pours as OnDrained allows.</summary>
internal sealed class PouringHandler(long expected) : IMessageHandler, IDisposable
{
    private const int Chunk = 32 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly TaskCompletionSource<byte[]> _digest = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _drained = new(0);
    private long _received;

    /// <summary>Of everything that was expected, once it is there.</summary>
    public Task<byte[]> Digest => _digest.Task;

    public ValueTask<SshFault?> HandleAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (payload.Span[0] == (byte)MessageNumber.ChannelData)
        {
            _hash.AppendData(payload.Span[1..]);
            _received += payload.Length - 1;
            if (_received == expected)
            {
                _digest.SetResult(_hash.GetHashAndReset());
            }
        }

        return ValueTask.FromResult<SshFault?>(null);
    }

    public void OnDrained() => _drained.Release();

    public void OnEnded(SshFault fault)
    {
        _digest.TrySetException(new InvalidOperationException(fault.ToString()));
        _drained.Release();
    }

    /// <summary>Sends so many random octets; gives their hash.</summary>
    public async Task<byte[]> PourAsync(SshTransport transport)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunk = new byte[Chunk];
        for (var sent = 0L; sent < expected; sent += Chunk)
        {
            RandomNumberGenerator.Fill(chunk);
            hash.AppendData(chunk);
            transport.Enqueue([(byte)MessageNumber.ChannelData], chunk);
            transport.Flush();
            while (transport.Unsent > PacketPump.LowWater)
            {
                await _drained.WaitAsync();
                if (_digest.Task.IsFaulted)
                {
                    await _digest.Task;
                }
            }
        }

        return hash.GetHashAndReset();
    }

    public void Dispose()
    {
        _hash.Dispose();
        _drained.Dispose();
    }
}
