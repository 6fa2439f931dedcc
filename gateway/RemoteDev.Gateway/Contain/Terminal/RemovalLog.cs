namespace RemoteDev.Gateway.Contain.Terminal;

/// <summary>
/// Tells of removals one by one, and of a flood in lots: a hostile program can write millions of them, and must neither fill the trace
/// nor hide a later one behind the earlier.
/// </summary>
internal sealed class RemovalLog(Action<TerminalRemoval> removed)
{
    /// <summary>Octets of a removal that the trace shows.</summary>
    public const int ExcerptOctets = 48;

    private const int OneByOne = 256;
    private const int Lot = 1000;

    private int _told;
    private int _count;
    private long _length;
    private TerminalRemovalKind _kind;

    /// <summary>How many there were.</summary>
    public long Total { get; private set; }

    public void Add(TerminalRemovalKind kind, long length, ReadOnlySpan<byte> start)
    {
        Total++;
        if (_told < OneByOne)
        {
            _told++;
            removed(new TerminalRemoval(kind, length, EscapedOctets.Of(start, ExcerptOctets), 1));
            return;
        }

        _count++;
        _length += length;
        _kind = kind;
        if (_count == Lot)
        {
            Flush(start);
        }
    }

    /// <summary>Tells of a lot that is not full.</summary>
    public void Flush() => Flush(default);

    private void Flush(ReadOnlySpan<byte> start)
    {
        if (_count > 0)
        {
            removed(new TerminalRemoval(_kind, _length, EscapedOctets.Of(start, ExcerptOctets), _count));
            _count = 0;
            _length = 0;
        }
    }
}
