using System.Buffers.Binary;
using System.IO.Compression;

namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>
/// The oracle's answers to all cases in one compressed file: the digest of the cases they belong to, their bits one after another, and the
/// hashes of the cases that have any.
/// </summary>
internal sealed class VectorFile
{
    public const int DigestLength = 32;

    private readonly byte[] _content;
    private readonly int _hashesAt;

    public VectorFile(byte[] compressed)
    {
        using var brotli = new BrotliStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var content = new MemoryStream();
        brotli.CopyTo(content);
        _content = content.ToArray();
        _hashesAt = BinaryPrimitives.ReadInt32LittleEndian(_content.AsSpan(DigestLength));
    }

    /// <summary>What tells whether the cases are those that the oracle answered.</summary>
    public ReadOnlySpan<byte> Digest => _content.AsSpan(0, DigestLength);

    public static byte[] Pack(ReadOnlySpan<byte> digest, IEnumerable<Answer> answers)
    {
        List<byte> bits = [];
        List<ushort> hashes = [];
        var next = 0;
        foreach (var answer in answers)
        {
            foreach (var bit in answer.Bits)
            {
                if (next % 8 == 0)
                {
                    bits.Add(0);
                }

                bits[^1] |= (byte)((bit == true ? 1 : 0) << (next++ % 8));
            }

            hashes.Add(answer.JsonHash ?? 0);
        }

        var start = new byte[DigestLength + sizeof(int)];
        digest.CopyTo(start);
        BinaryPrimitives.WriteInt32LittleEndian(start.AsSpan(DigestLength), start.Length + bits.Count);
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            brotli.Write([.. start, .. bits, .. hashes.Select(hash => (byte)hash), .. hashes.Select(hash => (byte)(hash >> 8))]);
        }

        return packed.ToArray();
    }

    public bool Bit(long position) => (_content[DigestLength + sizeof(int) + (int)(position / 8)] >> (int)(position % 8) & 1) != 0;

    public ushort Hash(int number)
    {
        var count = (_content.Length - _hashesAt) / 2;
        return (ushort)(_content[_hashesAt + number] | _content[_hashesAt + count + number] << 8);
    }
}
