using System.Buffers.Binary;
using System.Text;

namespace RemoteDev.Ssh.Wire;

/// <summary>
/// Reads the data types of RFC 4251 section 5 from one payload. Every method says whether it could read; one that could not leaves the
/// reader where it was. No length is believed before it is held against the caller's limit and what is left.
/// </summary>
internal ref struct SshReader(ReadOnlySpan<byte> payload)
{
    private static readonly UTF8Encoding StrictText = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What has not been read yet.</summary>
    public ReadOnlySpan<byte> Remaining { get; private set; } = payload;

    /// <summary>Whether all was read: a message with anything after its last field is malformed.</summary>
    public readonly bool AtEnd => Remaining.IsEmpty;

    public bool TryReadByte(out byte value)
    {
        if (Remaining.IsEmpty)
        {
            value = 0;
            return false;
        }

        value = Remaining[0];
        Remaining = Remaining[1..];
        return true;
    }

    /// <summary>A boolean: zero is false, and all else is true (RFC 4251 section 5).</summary>
    public bool TryReadBoolean(out bool value)
    {
        var read = TryReadByte(out var octet);
        value = octet != 0;
        return read;
    }

    public bool TryReadUInt32(out uint value)
    {
        if (!BinaryPrimitives.TryReadUInt32BigEndian(Remaining, out value))
        {
            return false;
        }

        Remaining = Remaining[sizeof(uint)..];
        return true;
    }

    public bool TryReadUInt64(out ulong value)
    {
        if (!BinaryPrimitives.TryReadUInt64BigEndian(Remaining, out value))
        {
            return false;
        }

        Remaining = Remaining[sizeof(ulong)..];
        return true;
    }

    /// <summary>Exactly <paramref name="count"/> octets without a length before them.</summary>
    public bool TryReadOctets(int count, out ReadOnlySpan<byte> octets)
    {
        if (count < 0 || count > Remaining.Length)
        {
            octets = default;
            return false;
        }

        octets = Remaining[..count];
        Remaining = Remaining[count..];
        return true;
    }

    /// <summary>A string of at most <paramref name="limit"/> octets, whatever they mean. It points into the payload.</summary>
    public bool TryReadString(int limit, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!BinaryPrimitives.TryReadUInt32BigEndian(Remaining, out var length)
            || length > (uint)limit
            || length > (uint)(Remaining.Length - sizeof(uint)))
        {
            return false;
        }

        value = Remaining.Slice(sizeof(uint), (int)length);
        Remaining = Remaining[(sizeof(uint) + (int)length)..];
        return true;
    }

    /// <summary>A string of at most <paramref name="limit"/> octets that is valid UTF-8 (RFC 3629) without a NUL.</summary>
    public bool TryReadText(int limit, out string value)
    {
        var before = Remaining;
        if (TryReadString(limit, out var octets) && !octets.Contains((byte)0))
        {
            try
            {
                value = StrictText.GetString(octets);
                return true;
            }
            catch (DecoderFallbackException)
            {
                // Answered below: what is not text is not read.
            }
        }

        Remaining = before;
        value = string.Empty;
        return false;
    }

    /// <summary>
    /// A name of at most 64 octets (RFC 4251 section 6): printable US-ASCII without a comma. A name that is known costs no allocation when
    /// callers compare the octets; this one is for names that are kept.
    /// </summary>
    public bool TryReadName(out string value)
    {
        var before = Remaining;
        if (TryReadString(SshLimits.Name, out var octets) && IsName(octets))
        {
            value = Encoding.ASCII.GetString(octets);
            return true;
        }

        Remaining = before;
        value = string.Empty;
        return false;
    }

    /// <summary>A positive mpint (RFC 4251 section 5) of at most <paramref name="limit"/> octets, without its leading zero.</summary>
    public bool TryReadPositive(int limit, out ReadOnlySpan<byte> magnitude)
    {
        var before = Remaining;
        if (TryReadString(limit + 1, out var octets) && IsCanonicalPositive(octets))
        {
            magnitude = octets.Length > 0 && octets[0] == 0 ? octets[1..] : octets;
            if (magnitude.Length <= limit)
            {
                return true;
            }
        }

        Remaining = before;
        magnitude = default;
        return false;
    }

    private static bool IsName(ReadOnlySpan<byte> octets)
        => !octets.IsEmpty && !octets.ContainsAnyExceptInRange((byte)0x21, (byte)0x7e) && !octets.Contains((byte)',');

    // Negative numbers and needless zeros in front are refused: a number must have one spelling.
    private static bool IsCanonicalPositive(ReadOnlySpan<byte> octets)
        => octets.Length switch
        {
            0 => true,
            1 => octets[0] is > 0 and < 0x80,
            _ => octets[0] == 0 ? octets[1] >= 0x80 : octets[0] < 0x80,
        };
}
