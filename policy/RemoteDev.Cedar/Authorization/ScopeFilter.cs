using System.Numerics;
using System.Runtime.InteropServices;

namespace RemoteDev.Cedar.Authorization;

/// <summary>
/// A bit for each node and key of <see cref="ScopeTable"/>. Small enough to stay near the processor. A bit that is not set rules out that the node
/// has the key, which is how most of what a request asks for ends.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct ScopeFilter
{
    /// <summary>With so many bits for each key, one in sixteen that are absent is looked for in vain.</summary>
    private const int BitsPerKey = 16;

    private readonly ulong[] _bits;
    private readonly int _shift;

    public ScopeFilter(int keys)
    {
        var bits = BitOperations.RoundUpToPowerOf2((uint)Math.Max(64, keys * BitsPerKey));
        _bits = new ulong[bits / 64];
        _shift = 32 - BitOperations.Log2(bits);
    }

    public void Enter(int node, int key)
    {
        var at = At(PartOf(node), key);
        _bits[at >> 6] |= 1UL << (int)at;
    }

    /// <summary>What a node contributes to the place of its bits.</summary>
    public static uint PartOf(int node) => unchecked((uint)node * 0x85EB_CA6B);

    /// <summary>1 when the node of that part may have the key, 0 when it has not.</summary>
    public int Bit(uint part, int key)
    {
        var at = At(part, key);
        return (int)(_bits[at >> 6] >> (int)at) & 1;
    }

    private uint At(uint part, int key) => unchecked(part + (uint)key * 0x9E37_79B9) >> _shift;
}
