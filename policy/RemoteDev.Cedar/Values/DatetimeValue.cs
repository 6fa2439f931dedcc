using System.Globalization;

namespace RemoteDev.Cedar.Values;

/// <summary>An instant, in milliseconds since 1970-01-01T00:00:00Z; may be before it.</summary>
/// <param name="unixMilliseconds">Milliseconds since the Unix epoch.</param>
internal sealed class DatetimeValue(long unixMilliseconds) : Value(ValueKind.Datetime, unixMilliseconds)
{
    /// <summary>Milliseconds since the Unix epoch.</summary>
    public long UnixMilliseconds => Scalar;

    /// <summary>The instant; null when it is outside the years 1 to 9999.</summary>
    public DateTimeOffset? Time => Scalar >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && Scalar <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
        ? DateTimeOffset.FromUnixTimeMilliseconds(Scalar)
        : null;

    /// <summary>The instant of <paramref name="time"/>; what is shorter than a millisecond is cut off.</summary>
    public static DatetimeValue From(DateTimeOffset time) => new(time.ToUnixTimeMilliseconds());

    /// <summary>
    /// Reads <c>YYYY-MM-DD</c>, <c>YYYY-MM-DDThh:mm:ssZ</c> and <c>YYYY-MM-DDThh:mm:ss.SSSZ</c>, where <c>+hhmm</c> or <c>-hhmm</c> may
    /// stand for <c>Z</c>; null when the text is anything else.
    /// </summary>
    public static DatetimeValue? Parse(string text) => DatetimeText.TryRead(text, out var milliseconds) ? new(milliseconds) : null;

    /// <inheritdoc/>
    public override bool Equals(Value? other) => other is DatetimeValue o && o.UnixMilliseconds == UnixMilliseconds;

    /// <inheritdoc/>
    public override int GetHashCode() => HashOf(Scalar);

    /// <summary>The value as a Cedar expression; instants that no literal reaches are written as an offset from the epoch.</summary>
    public override string ToString() =>
        DatetimeText.TryWrite(UnixMilliseconds, out var text)
            ? $"datetime(\"{text}\")"
            : string.Create(CultureInfo.InvariantCulture, $"datetime(\"1970-01-01\").offset(duration(\"{UnixMilliseconds}ms\"))");
}
