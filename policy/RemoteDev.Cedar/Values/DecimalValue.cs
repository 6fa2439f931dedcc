using System.Globalization;

namespace RemoteDev.Cedar.Values;

/// <summary>A number with up to four fraction digits, from -922337203685477.5808 to 922337203685477.5807.</summary>
/// <param name="tenThousandths">The number times 10,000.</param>
internal sealed class DecimalValue(long tenThousandths) : Value(ValueKind.Decimal, tenThousandths)
{
    private const int FractionDigits = 4;
    private const long One = 10_000;

    /// <summary>The number times 10,000.</summary>
    public long TenThousandths => Scalar;

    /// <summary>The number.</summary>
    public decimal Number => (decimal)TenThousandths / One;

    /// <summary>The value of <paramref name="number"/>; null when it has more than four fraction digits or is out of range.</summary>
    public static DecimalValue? From(decimal number)
    {
        if (number is < long.MinValue / One - 1 or > long.MaxValue / One + 1)
        {
            return null;
        }

        var tenThousandths = number * One;
        return decimal.IsInteger(tenThousandths) && tenThousandths is >= long.MinValue and <= long.MaxValue ? new DecimalValue((long)tenThousandths) : null;
    }

    /// <summary>Reads digits, a point, and one to four digits, with an optional <c>-</c>; null when the text is anything else or out of range.</summary>
    public static DecimalValue? Parse(string text)
    {
        var rest = text.AsSpan();
        var isNegative = rest is ['-', ..];
        if (isNegative)
        {
            rest = rest[1..];
        }

        var point = rest.IndexOf('.');
        var fractionLength = rest.Length - point - 1;
        if (point < 1 || fractionLength is < 1 or > FractionDigits
            || !Digits.TryRead(rest[..point], out var whole) || !Digits.TryRead(rest[(point + 1)..], out var fraction))
        {
            return null;
        }

        for (var i = fractionLength; i < FractionDigits; i++)
        {
            fraction *= 10;
        }

        var magnitude = (Int128)whole * One + fraction;
        var value = isNegative ? -magnitude : magnitude;
        return value < long.MinValue || value > long.MaxValue ? null : new DecimalValue((long)value);
    }

    /// <inheritdoc/>
    public override bool Equals(Value? other) => other is DecimalValue o && o.TenThousandths == TenThousandths;

    /// <inheritdoc/>
    public override int GetHashCode() => HashOf(Scalar);

    /// <inheritdoc/>
    public override string ToString()
    {
        var magnitude = Int128.Abs(TenThousandths);
        var sign = TenThousandths < 0 ? "-" : "";
        return string.Create(CultureInfo.InvariantCulture, $"decimal(\"{sign}{magnitude / One}.{magnitude % One:D4}\")");
    }
}
