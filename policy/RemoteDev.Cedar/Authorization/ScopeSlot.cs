using System.Runtime.InteropServices;

namespace RemoteDev.Cedar.Authorization;

/// <summary>Where a constraint leads: a key made of the number that the constraint names, and the place; 0 in an empty slot.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct ScopeSlot(int key, int place)
{
    public readonly int Key = key;
    public readonly int Place = place;

    /// <summary>The key of scopes that name an entity alone.</summary>
    public static int Same(int number) => number * 2;

    /// <summary>The key of scopes that name an entity and all below it, or a type.</summary>
    public static int Within(int number) => number * 2 + 1;

    /// <summary>Where among <paramref name="spread"/> slots the search for a key begins. Keys are dense, so they spread evenly.</summary>
    public static int First(int key, int spread) => (int)((ulong)unchecked((uint)key * 0x9E37_79B9) * (uint)spread >> 32);
}
