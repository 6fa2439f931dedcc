using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace RemoteDev.Ssh.Transport.Exchange;

/// <summary>H, to which the server's signature binds all that was said so far (RFC 4253 section 8, RFC 5656 section 4).</summary>
internal static class ExchangeHash
{
    /// <summary>Computes H.</summary>
    /// <param name="algorithm">The hash of the key agreement.</param>
    /// <param name="secret">K as it enters the hash, its length octets included.</param>
    public static byte[] Compute(
        ExchangeRun run,
        HashAlgorithmName algorithm,
        ReadOnlySpan<byte> hostKey,
        ReadOnlySpan<byte> clientShare,
        ReadOnlySpan<byte> serverShare,
        ReadOnlySpan<byte> secret)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        AppendString(hash, Encoding.ASCII.GetBytes(run.Context.ClientVersion));
        AppendString(hash, Encoding.ASCII.GetBytes(run.Context.ServerVersion));
        AppendString(hash, run.ClientInit);
        AppendString(hash, run.ServerInit);
        AppendString(hash, hostKey);
        AppendString(hash, clientShare);
        AppendString(hash, serverShare);
        hash.AppendData(secret);
        return hash.GetHashAndReset();
    }

    private static void AppendString(IncrementalHash hash, ReadOnlySpan<byte> octets)
    {
        Span<byte> length = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)octets.Length);
        hash.AppendData(length);
        hash.AppendData(octets);
    }
}
