using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace RemoteDev.Ssh.Tests.Fuzzing;

/// <summary>Breaks sound input a little: the same ways for the same seed.</summary>
[SuppressMessage("Security", "CA5394", Justification = "The same input for the same seed is the point.")]
internal sealed class BrokenOctets(int seed)
{
    private static readonly uint[] Lengths = [0, 1, 0x7f, 0x80, 0xff, 0x8000, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffb, 0xffffffff];

    private readonly Random _random = new(seed);

    public byte[] Break(byte[] sound)
    {
        var octets = new List<byte>(sound);
        for (var cuts = _random.Next(1, 4); cuts > 0 && octets.Count > 0; cuts--)
        {
            var at = _random.Next(octets.Count);
            switch (_random.Next(6))
            {
                case 0:
                    octets[at] ^= (byte)(1 << _random.Next(8));
                    break;
                case 1:
                    octets[at] = (byte)_random.Next(256);
                    break;
                case 2:
                    octets.RemoveRange(at, Math.Min(_random.Next(1, 40), octets.Count - at));
                    break;
                case 3:
                    octets.RemoveRange(at, octets.Count - at);
                    break;
                case 4:
                    octets.InsertRange(_random.Next(octets.Count), octets.GetRange(at, Math.Min(_random.Next(1, 80), octets.Count - at)));
                    break;
                default:
                    WriteLength(octets, at);
                    break;
            }
        }

        return [.. octets];
    }

    // Lengths are where the traps are.
    private void WriteLength(List<byte> octets, int at)
    {
        Span<byte> length = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(length, Lengths[_random.Next(Lengths.Length)]);
        for (var i = 0; i < length.Length && at + i < octets.Count; i++)
        {
            octets[at + i] = length[i];
        }
    }
}
