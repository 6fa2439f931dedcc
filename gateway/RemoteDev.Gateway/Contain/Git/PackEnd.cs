using System.Security.Cryptography;

namespace RemoteDev.Gateway.Contain.Git;

/// <summary>
/// Finds the end of a pack in the bytes of a client that keeps its side open to hear the report (as JGit does): a pack ends with the
/// checksum of all that precedes it (gitformat-pack).
/// </summary>
internal sealed class PackEnd : IDisposable
{
    private const int Header = 12;

    private readonly IncrementalHash _hash;
    private readonly byte[] _tail;
    private int _held;
    private long _hashed;

    /// <summary>Begins before the first byte of a pack.</summary>
    /// <param name="checksumLength">20 with SHA-1 object ids, 32 with SHA-256.</param>
    public PackEnd(int checksumLength)
    {
#pragma warning disable CA5350 // the checksum that the format has; nothing is trusted for it
        _hash = IncrementalHash.CreateHash(checksumLength == 32 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);
#pragma warning restore CA5350
        _tail = new byte[checksumLength];
    }

    /// <summary>Takes the next bytes.</summary>
    /// <returns>Whether the pack ends with them.</returns>
    public bool Take(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= _tail.Length)
        {
            Hash(_tail.AsSpan(0, _held));
            Hash(bytes[..^_tail.Length]);
            bytes[^_tail.Length..].CopyTo(_tail);
            _held = _tail.Length;
        }
        else
        {
            var leaving = Math.Max(0, _held + bytes.Length - _tail.Length);
            Hash(_tail.AsSpan(0, leaving));
            _tail.AsSpan(leaving, _held - leaving).CopyTo(_tail);
            _held -= leaving;
            bytes.CopyTo(_tail.AsSpan(_held));
            _held += bytes.Length;
        }

        return _hashed >= Header && _hash.GetCurrentHash().AsSpan().SequenceEqual(_tail);
    }

    public void Dispose() => _hash.Dispose();

    private void Hash(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        _hashed += bytes.Length;
    }
}
