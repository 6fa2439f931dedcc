using System.Runtime.InteropServices;

namespace RemoteDev.Cedar.Authorization;

/// <summary>A node of <see cref="ScopeTable"/> and a key that it may have.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct ScopePair(int node, int key)
{
    public readonly int Node = node;
    public readonly int Key = key;
}
