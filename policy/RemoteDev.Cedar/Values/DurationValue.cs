using System.Globalization;

namespace RemoteDev.Cedar.Values;

/// <summary>A length of time in milliseconds, written <c>1d2h3m4s5ms</c>; may be negative.</summary>
/// <param name="milliseconds">The length.</param>
internal sealed class DurationValue(long milliseconds) : Value(ValueKind.Duration, milliseconds)
{
    internal const long Second = 1000;
    internal const long Minute = 60 * Second;
    internal const long Hour = 60 * Minute;
    internal const long Day = 24 * Hour;

    private static readonly (string Name, long Milliseconds)[] Units = [("d", Day), ("h", Hour), ("m", Minute), ("s", Second), ("ms", 1)];

    /// <summary>The length in milliseconds.</summary>
    public long Milliseconds => Scalar;

    /// <summary>The length; null when it is longer than a <see cref="TimeSpan"/> can be.</summary>
    public TimeSpan? Length => Int128.Abs(Scalar) <= TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMillisecond
        ? new TimeSpan(Scalar * TimeSpan.TicksPerMillisecond)
        : null;

    /// <summary>The duration of <paramref name="length"/>; what is shorter than a millisecond is cut off.</summary>
    public static DurationValue From(TimeSpan length) => new(length.Ticks / TimeSpan.TicksPerMillisecond);

    /// <summary>
    /// Reads whole numbers with the units <c>d h m s ms</c>, each at most once and in this order, with an optional <c>-</c> before all;
    /// null when the text is anything else or out of range.
    /// </summary>
    public static DurationValue? Parse(string text)
    {
        var rest = text.AsSpan();
        var isNegative = rest is ['-', ..];
        if (isNegative)
        {
            rest = rest[1..];
        }

        if (rest.IsEmpty)
        {
            return null;
        }

        Int128 total = 0;
        var nextUnit = 0;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits < 1 || !Digits.TryRead(rest[..digits], out var count) || count > 1UL << 63)
            {
                return null;
            }

            rest = rest[digits..];
            var letters = rest.IndexOfAnyInRange('0', '9');
            var name = letters < 0 ? rest : rest[..letters];
            var unit = IndexOfUnit(name, nextUnit);
            if (unit < 0)
            {
                return null;
            }

            total += (Int128)count * Units[unit].Milliseconds;
            nextUnit = unit + 1;
            rest = rest[name.Length..];
        }

        total = isNegative ? -total : total;
        return total < long.MinValue || total > long.MaxValue ? null : new DurationValue((long)total);
    }

    /// <inheritdoc/>
    public override bool Equals(Value? other) => other is DurationValue o && o.Milliseconds == Milliseconds;

    /// <inheritdoc/>
    public override int GetHashCode() => HashOf(Scalar);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"duration(\"{Milliseconds}ms\")");

    private static int IndexOfUnit(ReadOnlySpan<char> name, int from)
    {
        for (var i = from; i < Units.Length; i++)
        {
            if (name.SequenceEqual(Units[i].Name))
            {
                return i;
            }
        }

        return -1;
    }
}
