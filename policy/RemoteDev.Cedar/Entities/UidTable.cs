using System.Numerics;
using System.Runtime.InteropServices;

namespace RemoteDev.Cedar.Entities;

/// <summary>
/// Numbers names of entities, and finds the number of a name. The hashes stand beside each other, so that a name that is not there is passed
/// over after one look, and one that is there is compared once. Immutable.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct UidTable
{
    /// <summary>Up to this many, looking at all is faster than hashing.</summary>
    private const int ScanLimit = 4;

    private readonly EntityUid[] _names;
    private readonly Slot[] _slots;

    /// <summary>Takes the array over; the names must be different.</summary>
    public UidTable(EntityUid[] names)
    {
        _names = names;
        _slots = names.Length <= ScanLimit ? [] : new Slot[BitOperations.RoundUpToPowerOf2((uint)names.Length + ((uint)names.Length / 2))];
        for (var i = 0; i < names.Length && _slots.Length > 0; i++)
        {
            var at = (uint)names[i].GetHashCode();
            while (_slots[(int)(at & (uint)(_slots.Length - 1))].Place != 0)
            {
                at++;
            }

            _slots[(int)(at & (uint)(_slots.Length - 1))] = new Slot(names[i].GetHashCode(), i + 1);
        }
    }

    /// <summary>The names; the number of each is its place.</summary>
    public ReadOnlySpan<EntityUid> Names => _names;

    internal EntityUid[] Array => _names;

    /// <summary>The number of <paramref name="name"/>; below 0 when it has none.</summary>
    public int Find(EntityUid name)
    {
        var (names, slots) = (_names, _slots);
        var hash = name.GetHashCode();
        if (slots.Length == 0)
        {
            for (var i = 0; i < names.Length; i++)
            {
                if (names[i].Equals(name))
                {
                    return i;
                }
            }

            return -1;
        }

        for (var at = (uint)hash;; at++)
        {
            ref readonly var slot = ref slots[(int)(at & (uint)(slots.Length - 1))];
            if (slot.Place == 0)
            {
                return -1;
            }

            if (slot.Hash == hash && names[slot.Place - 1].Equals(name))
            {
                return slot.Place - 1;
            }
        }
    }

    /// <summary>A hash, and one more than the number of the name that has it; 0 for none.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly struct Slot(int hash, int place)
    {
        public readonly int Hash = hash;
        public readonly int Place = place;
    }
}
