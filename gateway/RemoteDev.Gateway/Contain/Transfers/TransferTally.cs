using System.Security.Cryptography;

namespace RemoteDev.Gateway.Contain.Transfers;

/// <summary>Counts the content of one file in one direction, and takes its digest while it comes in order.</summary>
internal sealed class TransferTally(string path, TransferDirection direction) : IDisposable
{
    private IncrementalHash? _hash;
    private bool _inOrder = true;
    private ulong _next;

    /// <summary>Content octets so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Where the file ends, once it is known.</summary>
    public ulong EndsAt { get; private set; } = ulong.MaxValue;

    /// <summary>Content at a place in the file.</summary>
    public void Add(ulong offset, ReadOnlySpan<byte> content)
    {
        Bytes += content.Length;
        if (offset != _next)
        {
            Break();
        }

        if (_inOrder)
        {
            _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            _hash.AppendData(content);
            _next += (ulong)content.Length;
        }
    }

    /// <summary>The file is known to end at or before this place.</summary>
    public void End(ulong at) => EndsAt = Math.Min(EndsAt, at);

    /// <summary>
    /// The file is cut to this size. Where that is just what has passed, as OpenSSH's scp does behind its last write, the file is now that
    /// and nothing else; otherwise what passed is not the file.
    /// </summary>
    public void Cut(ulong size)
    {
        if (_inOrder && size == _next)
        {
            End(size);
        }
        else
        {
            Break();
        }
    }

    /// <summary>What passed is not the file's content from its beginning: there is no digest.</summary>
    public void Break() => _inOrder = false;

    /// <summary>The account so far; the digest ends with it.</summary>
    public TransferReceipt Finish()
    {
        var digest = !_inOrder ? null
            : _hash is { } hash ? Convert.ToHexStringLower(hash.GetHashAndReset()) : Convert.ToHexStringLower(SHA256.HashData([]));
        return new TransferReceipt(path, direction, Bytes, digest, _inOrder && EndsAt <= _next);
    }

    public void Dispose() => _hash?.Dispose();
}
