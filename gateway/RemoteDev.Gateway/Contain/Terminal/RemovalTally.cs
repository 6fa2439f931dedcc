namespace RemoteDev.Gateway.Contain.Terminal;

/// <summary>What is known of a removal while it goes on: how long it is and how it began.</summary>
internal sealed class RemovalTally
{
    private readonly byte[] _start = new byte[RemovalLog.ExcerptOctets];
    private int _kept;

    public TerminalRemovalKind Kind { get; private set; }

    public long Length { get; private set; }

    public ReadOnlySpan<byte> Start => _start.AsSpan(0, _kept);

    public void Begin(TerminalRemovalKind kind, ReadOnlySpan<byte> bytes)
    {
        Kind = kind;
        Length = 0;
        _kept = 0;
        Add(bytes);
    }

    public void Add(ReadOnlySpan<byte> bytes) => Add(bytes, bytes.Length);

    /// <summary>More was taken out.</summary>
    /// <param name="bytes">The beginning of what is added.</param>
    /// <param name="length">How long the whole of it is.</param>
    public void Add(ReadOnlySpan<byte> bytes, long length)
    {
        var have = Start.Length;
        if (have < _start.Length)
        {
            var room = _start.AsSpan(have);
            var taken = bytes[..Math.Min(bytes.Length, room.Length)];
            taken.CopyTo(room);
            _kept = have + taken.Length;
        }

        Length += length;
    }
}
