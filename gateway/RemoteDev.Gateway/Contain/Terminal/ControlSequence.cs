namespace RemoteDev.Gateway.Contain.Terminal;

/// <summary>
/// A control sequence (ECMA-48 section 5.4) read from what was kept of it. Control characters and octets from 0x7F up are skipped, as
/// terminals obey or drop them in the middle of a sequence and go on.
/// </summary>
internal readonly ref struct ControlSequence
{
    private readonly ReadOnlySpan<byte> _body;

    /// <summary>Reads a whole sequence.</summary>
    /// <param name="body">Everything after the introducer, the final character included.</param>
    public ControlSequence(ReadOnlySpan<byte> body)
    {
        _body = body[..^1];
        Final = body[^1];
        foreach (var octet in _body)
        {
            if (octet is >= (byte)'<' and <= (byte)'?' && Prefix == 0)
            {
                Prefix = octet;
            }
            else if (octet is >= 0x20 and <= 0x2f)
            {
                Intermediate = octet;
            }
        }
    }

    public byte Final { get; }

    /// <summary>The private marker, or 0.</summary>
    public byte Prefix { get; }

    /// <summary>The last intermediate character, or 0.</summary>
    public byte Intermediate { get; }

    /// <summary>The first parameter; 0 when it is left out, and at most 99999.</summary>
    public int First => Parameter(0);

    /// <summary>Whether any parameter is this number.</summary>
    public bool Has(int wanted)
    {
        var count = 1;
        foreach (var octet in _body)
        {
            count += octet is (byte)';' or (byte)':' ? 1 : 0;
        }

        for (var i = 0; i < count; i++)
        {
            if (Parameter(i) == wanted)
            {
                return true;
            }
        }

        return false;
    }

    private int Parameter(int index)
    {
        var value = 0;
        foreach (var octet in _body)
        {
            if (octet is (byte)';' or (byte)':')
            {
                if (--index < 0)
                {
                    return value;
                }
            }
            else if (index == 0 && octet is >= (byte)'0' and <= (byte)'9')
            {
                value = Math.Min((value * 10) + octet - '0', 99_999);
            }
        }

        return value;
    }
}
