using System.Runtime.InteropServices;

namespace RemoteDev.Cedar.Authorization;

/// <summary>Positions, places or numbers, a few at a time. Keeps its array when emptied, so that the next use allocates nothing.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct NumberList
{
    /// <summary>Up to this many, sorting by hand is faster than calling for it.</summary>
    private const int InsertionLimit = 16;

    private int[] _items;
    private int _count;

    public NumberList() => _items = new int[16];

    public readonly ReadOnlySpan<int> Span => _items.AsSpan(0, _count);

    public void Clear() => _count = 0;

    public void Add(int number)
    {
        if ((uint)_count >= (uint)_items.Length)
        {
            Array.Resize(ref _items, _count * 2);
        }

        _items[_count++] = number;
    }

    public void Add(ReadOnlySpan<int> numbers)
    {
        numbers.CopyTo(Reserve(numbers.Length));
        Take(numbers.Length);
    }

    /// <summary>Room behind the list for so many more.</summary>
    public Span<int> Reserve(int count)
    {
        if (_items.Length - _count < count)
        {
            Array.Resize(ref _items, Math.Max(_items.Length * 2, _count + count));
        }

        return _items.AsSpan(_count, count);
    }

    /// <summary>Makes the first of what was reserved part of the list.</summary>
    public void Take(int count) => _count += count;

    /// <summary>The numbers in ascending order, each once. Nothing may be added afterwards.</summary>
    public readonly ReadOnlySpan<int> SortedOnce()
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
        if (items.Length <= InsertionLimit)
        {
            Insert(items);
        }
        else
        {
            items.Sort();
        }

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

    private static void Insert(Span<int> items)
    {
        for (var i = 1; i < items.Length; i++)
        {
            var item = items[i];
            var at = i;
            for (; at > 0 && items[at - 1] > item; at--)
            {
                items[at] = items[at - 1];
            }

            items[at] = item;
        }
    }
}
