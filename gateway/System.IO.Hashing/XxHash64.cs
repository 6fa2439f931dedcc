using System.Buffers.Binary;
using System.Numerics;

namespace System.IO.Hashing;

/// <summary>
/// The 64-bit xxHash of a whole buffer, with the signatures of the package of the same name.
/// </summary>
/// <remarks>
/// Fast and well spread, and nothing more: it is not a cryptographic hash and protects nothing. The variable names are those of the
/// specification (xxHash fast digest algorithm, "XXH64 algorithm description", version 0.1.1). The README beside this file says why
/// this type exists and when it goes.
/// </remarks>
public static class XxHash64
{
    private const int HashLength = sizeof(ulong);
    private const int StripeLength = 4 * sizeof(ulong);

    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;

    /// <summary>Hashes <paramref name="source"/> with the seed zero.</summary>
    /// <returns>Eight bytes, most significant first (the specification's canonical form).</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    public static byte[] Hash(byte[] source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Hash(new ReadOnlySpan<byte>(source));
    }

    /// <summary>Hashes <paramref name="source"/> with <paramref name="seed"/>.</summary>
    /// <returns>Eight bytes, most significant first (the specification's canonical form).</returns>
    public static byte[] Hash(ReadOnlySpan<byte> source, long seed = 0)
    {
        var hash = new byte[HashLength];
        BinaryPrimitives.WriteUInt64BigEndian(hash, HashToUInt64(source, seed));
        return hash;
    }

    /// <summary>Hashes <paramref name="source"/> with <paramref name="seed"/>.</summary>
    /// <returns>The hash as a number.</returns>
    public static ulong HashToUInt64(ReadOnlySpan<byte> source, long seed = 0)
    {
        unchecked
        {
            var accumulator = source.Length < StripeLength ? (ulong)seed + Prime5 : ConsumeStripes(source, (ulong)seed);
            accumulator += (ulong)source.Length;
            accumulator = ConsumeRemainder(accumulator, source[(source.Length / StripeLength * StripeLength)..]);
            return Avalanche(accumulator);
        }
    }

    private static ulong ConsumeStripes(ReadOnlySpan<byte> source, ulong seed)
    {
        unchecked
        {
            var lane1 = seed + Prime1 + Prime2;
            var lane2 = seed + Prime2;
            var lane3 = seed;
            var lane4 = seed - Prime1;

            for (; source.Length >= StripeLength; source = source[StripeLength..])
            {
                lane1 = Round(lane1, ReadLane(source));
                lane2 = Round(lane2, ReadLane(source[8..]));
                lane3 = Round(lane3, ReadLane(source[16..]));
                lane4 = Round(lane4, ReadLane(source[24..]));
            }

            var merged = BitOperations.RotateLeft(lane1, 1) + BitOperations.RotateLeft(lane2, 7)
                + BitOperations.RotateLeft(lane3, 12) + BitOperations.RotateLeft(lane4, 18);
            merged = Merge(merged, lane1);
            merged = Merge(merged, lane2);
            merged = Merge(merged, lane3);
            return Merge(merged, lane4);
        }
    }

    private static ulong ConsumeRemainder(ulong accumulator, ReadOnlySpan<byte> remainder)
    {
        unchecked
        {
            for (; remainder.Length >= sizeof(ulong); remainder = remainder[sizeof(ulong)..])
            {
                accumulator ^= Round(0, ReadLane(remainder));
                accumulator = (BitOperations.RotateLeft(accumulator, 27) * Prime1) + Prime4;
            }

            if (remainder.Length >= sizeof(uint))
            {
                accumulator ^= BinaryPrimitives.ReadUInt32LittleEndian(remainder) * Prime1;
                accumulator = (BitOperations.RotateLeft(accumulator, 23) * Prime2) + Prime3;
                remainder = remainder[sizeof(uint)..];
            }

            foreach (var octet in remainder)
            {
                accumulator ^= octet * Prime5;
                accumulator = BitOperations.RotateLeft(accumulator, 11) * Prime1;
            }

            return accumulator;
        }
    }

    private static ulong Avalanche(ulong accumulator)
    {
        unchecked
        {
            accumulator ^= accumulator >> 33;
            accumulator *= Prime2;
            accumulator ^= accumulator >> 29;
            accumulator *= Prime3;
            return accumulator ^ (accumulator >> 32);
        }
    }

    private static ulong Round(ulong accumulator, ulong lane)
        => unchecked(BitOperations.RotateLeft(accumulator + (lane * Prime2), 31) * Prime1);

    private static ulong Merge(ulong accumulator, ulong lane)
        => unchecked(((accumulator ^ Round(0, lane)) * Prime1) + Prime4);

    private static ulong ReadLane(ReadOnlySpan<byte> source) => BinaryPrimitives.ReadUInt64LittleEndian(source);
}
