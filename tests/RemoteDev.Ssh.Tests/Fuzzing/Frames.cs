using System.Buffers.Binary;

namespace RemoteDev.Ssh.Tests.Fuzzing;

/// <summary>Several messages as one input: each has its length before it, and a length that is broken takes what there is.</summary>
internal static class Frames
{
    public static byte[] Join(IEnumerable<byte[]> messages) => [.. messages.SelectMany(message => Head(message.Length).Concat(message))];

    public static IEnumerable<byte[]> Split(byte[] octets)
    {
        for (var at = 0; at + sizeof(ushort) <= octets.Length;)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(octets.AsSpan(at));
            at += sizeof(ushort);
            length = (ushort)Math.Min(length, octets.Length - at);
            yield return octets[at..(at + length)];
            at += length;
        }
    }

    private static byte[] Head(int length) => [(byte)(length >> 8), (byte)length];
}
