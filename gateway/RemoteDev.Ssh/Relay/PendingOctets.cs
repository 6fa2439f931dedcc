using System.Buffers;

namespace RemoteDev.Ssh.Relay;

/// <summary>Octets that wait for a window, with the streams that they belong to. Holds nothing while nothing waits.</summary>
internal sealed class PendingOctets
{
    private const int Smallest = 4096;

    private readonly Queue<(uint Stream, int Length)> _runs = new();
    private byte[] _octets = [];
    private (uint Stream, int Length) _first;
    private (uint Stream, int Length) _last;
    private int _start;
    private int _end;

    public int Length => _end - _start;

    public void Add(ReadOnlySpan<byte> octets, uint stream)
    {
        if (octets.IsEmpty)
        {
            return;
        }

        Reserve(octets.Length);
        octets.CopyTo(_octets.AsSpan(_end));
        if (_last.Length > 0 && _last.Stream != stream)
        {
            _runs.Enqueue(_last);
            _last = default;
        }

        _last = (stream, _last.Length + octets.Length);
        _end += octets.Length;
    }

    /// <summary>The first octets that wait, all of one stream; empty when none wait.</summary>
    public ReadOnlySpan<byte> Peek(out uint stream)
    {
        if (_first.Length == 0 && !_runs.TryDequeue(out _first))
        {
            (_first, _last) = (_last, default);
        }

        stream = _first.Stream;
        return _octets.AsSpan(_start, _first.Length);
    }

    /// <summary>Forgets as many of those that <see cref="Peek"/> showed.</summary>
    public void Take(int count)
    {
        _start += count;
        _first.Length -= count;
        if (_start == _end)
        {
            Clear();
        }
    }

    public void Clear()
    {
        if (_octets.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_octets);
        }

        _octets = [];
        _runs.Clear();
        _first = default;
        _last = default;
        (_start, _end) = (0, 0);
    }

    private void Reserve(int count)
    {
        if (_octets.Length - _end >= count)
        {
            return;
        }

        var length = Length;
        var octets = _octets;
        if (length + count > octets.Length / 2)
        {
            octets = ArrayPool<byte>.Shared.Rent(Math.Max(Smallest, checked((length + count) * 2)));
        }

        _octets.AsSpan(_start, length).CopyTo(octets);
        if (octets != _octets && _octets.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_octets);
        }

        _octets = octets;
        (_start, _end) = (0, length);
    }
}
