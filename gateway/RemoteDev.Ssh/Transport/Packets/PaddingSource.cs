using System.Security.Cryptography;

namespace RemoteDev.Ssh.Transport.Packets;

/// <summary>
/// Random octets for padding, taken from the system in batches: one call per packet would cost more than sealing a short one.
/// </summary>
internal static class PaddingSource
{
    private const int Batch = 4096;

    [ThreadStatic]
    private static byte[]? _octets;

    [ThreadStatic]
    private static int _left;

    /// <summary>Fills a padding (at most 255 octets). No octet is given twice.</summary>
    public static void Fill(Span<byte> padding)
    {
        var octets = _octets ??= new byte[Batch];
        if (_left < padding.Length)
        {
            RandomNumberGenerator.Fill(octets);
            _left = Batch;
        }

        octets.AsSpan(Batch - _left, padding.Length).CopyTo(padding);
        _left -= padding.Length;
    }
}
