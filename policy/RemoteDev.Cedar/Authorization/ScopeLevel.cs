using System.Runtime.InteropServices;

namespace RemoteDev.Cedar.Authorization;

/// <summary>A node of <see cref="ScopeTable"/>.</summary>
/// <param name="any">Where it leads without constraint.</param>
/// <param name="start">Its first slot; below all dimensions, its first policy.</param>
/// <param name="spread">Over how many slots hashes are spread; 0 when it has none. What these have no room for follows them.</param>
/// <param name="count">How many slots it has, the empty one at their end with them; below all dimensions, how many policies.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly struct ScopeLevel(int any, int start, int spread, int count)
{
    public readonly int Any = any;
    public readonly int Start = start;
    public readonly int Spread = spread;
    public readonly int Count = count;
}
