using System.Runtime.InteropServices;

namespace RemoteDev.Cedar.Authorization;

/// <summary>Positions of policies in their set. Keeps its array when emptied, so that the next use allocates nothing.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct PositionList
{
    private int[] _items;
    private int _count;

    public PositionList() => _items = new int[16];

    public void Clear() => _count = 0;

    public void Add(int position)
    {
        if (_count == _items.Length)
        {
            Array.Resize(ref _items, _count * 2);
        }

        _items[_count++] = position;
    }

    public void Add(ReadOnlySpan<int> positions)
    {
        if (_items.Length - _count < positions.Length)
        {
            Array.Resize(ref _items, Math.Max(_items.Length * 2, _count + positions.Length));
        }

        positions.CopyTo(_items.AsSpan(_count));
        _count += positions.Length;
    }

    /// <summary>The positions in ascending order, each once. Nothing may be added afterwards.</summary>
    public ReadOnlySpan<int> SortedOnce()
    {
        var items = _items.AsSpan(0, _count);
        for (var i = 1; i < items.Length; i++)
        {
            if (items[i - 1] >= items[i])
            {
                return SortOnce(items);
            }
        }

        return items;
    }

    private static Span<int> SortOnce(Span<int> items)
    {
        items.Sort();
        var kept = 1;
        for (var i = 1; i < items.Length; i++)
        {
            if (items[i] != items[i - 1])
            {
                items[kept++] = items[i];
            }
        }

        return items[..kept];
    }
}
