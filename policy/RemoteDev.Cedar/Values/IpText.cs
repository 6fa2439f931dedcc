using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RemoteDev.Cedar.Values;

/// <summary>
/// Cedar's spelling of IP addresses. <see cref="System.Net.IPAddress"/> accepts octal, hexadecimal and short forms, zone ids and
/// embedded IPv4, each of which Cedar refuses.
/// </summary>
internal static class IpText
{
    /// <summary>The longest legal text: eight full groups and a prefix of three digits.</summary>
    private const int MaxLength = 43;

    private const int Groups = 8;

    public static bool TryRead(ReadOnlySpan<char> text, [NotNullWhen(true)] out IpValue? value)
    {
        value = null;
        if (text.Length > MaxLength)
        {
            return false;
        }

        var slash = text.IndexOf('/');
        var address = slash < 0 ? text : text[..slash];
        var isV6 = address.Contains(':');
        var width = isV6 ? 128 : 32;
        var prefix = width;
        UInt128 bits;
        if (isV6 ? !TryReadV6(address, out bits) : !TryReadV4(address, out bits))
        {
            return false;
        }

        if (slash >= 0 && (!TryReadNumber(text[(slash + 1)..], 3, out prefix) || prefix > width))
        {
            return false;
        }

        value = new IpValue(isV6, bits, prefix);
        return true;
    }

    public static string Write(IpValue value)
    {
        var parts = value.IsV6
            ? Enumerable.Range(0, Groups).Select(i => ((ushort)(value.Address >> (16 * (Groups - 1 - i)))).ToString("x", CultureInfo.InvariantCulture))
            : Enumerable.Range(0, 4).Select(i => ((byte)(value.Address >> (8 * (3 - i)))).ToString(CultureInfo.InvariantCulture));
        return $"{string.Join(value.IsV6 ? ':' : '.', parts)}/{value.Prefix.ToString(CultureInfo.InvariantCulture)}";
    }

    private static bool TryReadV4(ReadOnlySpan<char> text, out UInt128 bits)
    {
        bits = 0;
        var count = 0;
        foreach (var part in text.Split('.'))
        {
            if (++count > 4 || !TryReadNumber(text[part], 3, out var octet) || octet > 255)
            {
                return false;
            }

            bits = bits << 8 | (uint)octet;
        }

        return count == 4;
    }

    private static bool TryReadV6(ReadOnlySpan<char> text, out UInt128 bits)
    {
        var gap = text.IndexOf("::", StringComparison.Ordinal);
        if (gap < 0)
        {
            return TryReadGroups(text, out bits, out var all) && all == Groups;
        }

        bits = 0;
        var before = text[..gap];
        var after = text[(gap + 2)..];
        var (head, tail) = (UInt128.Zero, UInt128.Zero);
        var (headCount, tailCount) = (0, 0);
        if (!before.IsEmpty && !TryReadGroups(before, out head, out headCount)
            || !after.IsEmpty && !TryReadGroups(after, out tail, out tailCount)
            || headCount + tailCount >= Groups)
        {
            return false;
        }

        bits = (headCount == 0 ? 0 : head << (16 * (Groups - headCount))) | tail;
        return true;
    }

    private static bool TryReadGroups(ReadOnlySpan<char> text, out UInt128 bits, out int count)
    {
        bits = 0;
        count = 0;
        foreach (var part in text.Split(':'))
        {
            var digits = text[part];
            if (++count > Groups || digits.Length is < 1 or > 4
                || !ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var group))
            {
                return false;
            }

            bits = bits << 16 | group;
        }

        return true;
    }

    /// <summary>A decimal number without leading zeros.</summary>
    private static bool TryReadNumber(ReadOnlySpan<char> text, int maxDigits, out int value)
    {
        value = 0;
        if (text.Length < 1 || text.Length > maxDigits || text is ['0', _, ..] || !Digits.TryRead(text, out var read))
        {
            return false;
        }

        value = (int)read;
        return true;
    }
}
