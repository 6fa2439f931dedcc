using System.Net;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar;

/// <summary>
/// A Cedar value. Immutable; equality is Cedar's <c>==</c>: values of different types are never equal, sets and records compare by
/// content. A closed family: no type outside this library derives from it.
/// </summary>
/// <example>
/// <code>
/// var attributes = new Dictionary&lt;string, Value&gt;
/// {
///     ["owner"] = new EntityUid("User", "ada"),
///     ["locked"] = false,
///     ["revision"] = 7,
///     ["tags"] = Value.Set("draft", "legal"),
///     ["changed"] = Value.Datetime(DateTimeOffset.UtcNow),
/// };
/// var isNew = attributes["revision"].AsLong == 1;
/// </code>
/// </example>
public abstract class Value : IEquatable<Value>
{
    private protected Value(ValueKind kind, long scalar = 0) => (Kind, Scalar) = (kind, scalar);

    /// <summary>The value's type.</summary>
    internal ValueKind Kind { get; }

    /// <summary>
    /// Of booleans, integers, decimals, datetimes and durations the value itself, so that deciding works with numbers and makes no objects.
    /// Of other types whatever is the same for equal values.
    /// </summary>
    internal long Scalar { get; }

    /// <summary>The truth value; null when the value is none.</summary>
    public bool? AsBool => (this as BoolValue)?.Value;

    /// <summary>The integer; null when the value is none.</summary>
    public long? AsLong => (this as LongValue)?.Value;

    /// <summary>The text; null when the value is none.</summary>
    public string? AsString => (this as StringValue)?.Value;

    /// <summary>The decimal number; null when the value is none.</summary>
    public decimal? AsDecimal => (this as DecimalValue)?.Number;

    /// <summary>
    /// The instant; null when the value is none, or one that <see cref="DateTimeOffset"/> does not reach, which an expression may come to and
    /// <see cref="ToString"/> still has.
    /// </summary>
    public DateTimeOffset? AsDatetime => (this as DatetimeValue)?.Time;

    /// <summary>
    /// The length of time; null when the value is none, or one that <see cref="TimeSpan"/> does not reach and <see cref="ToString"/> still has.
    /// </summary>
    public TimeSpan? AsDuration => (this as DurationValue)?.Length;

    /// <summary>The address and how many of its leading bits the range fixes; null when the value is none.</summary>
    public (IPAddress Address, int Prefix)? AsIp => this is IpValue ip ? (ip.ToAddress(), ip.Prefix) : null;

    /// <summary>The elements of the set, each once; null when the value is none.</summary>
    public IReadOnlyCollection<Value>? AsSet => this as SetValue;

    /// <summary>The attributes of the record; null when the value is none.</summary>
    public IReadOnlyDictionary<string, Value>? AsRecord => this as RecordValue;

    /// <summary>The Cedar value of a truth value.</summary>
    public static implicit operator Value(bool value) => BoolValue.Of(value);

    /// <summary>The Cedar value of an integer.</summary>
    public static implicit operator Value(long value) => new LongValue(value);

    /// <summary>The Cedar value of a text.</summary>
    public static implicit operator Value(string value) => new StringValue(value);

    /// <summary>A set; each of <paramref name="elements"/> is kept once.</summary>
    public static Value Set(params IEnumerable<Value> elements) => new SetValue(elements);

    /// <summary>A record.</summary>
    public static Value Record(IReadOnlyDictionary<string, Value> attributes) => RecordValue.From(attributes);

    /// <summary>
    /// The decimal of digits, a point, and one to four digits, with an optional <c>-</c>; null when <paramref name="text"/> is anything else or
    /// out of range.
    /// </summary>
    public static Value? Decimal(string text) => DecimalValue.Parse(text);

    /// <summary>The decimal of a number; null when it has more than four fraction digits or is out of range.</summary>
    public static Value? Decimal(decimal number) => DecimalValue.From(number);

    /// <summary>
    /// The address with an optional <c>/prefix</c>; null when <paramref name="text"/> is anything else. Leading zeros, zone ids and IPv4 inside
    /// IPv6 are refused: what two readers may understand differently has no place in a policy.
    /// </summary>
    public static Value? Ip(string text) => IpValue.Parse(text);

    /// <summary>The value of a socket's address; an IPv4 address mapped into IPv6 is taken as IPv4, a zone id is dropped.</summary>
    /// <exception cref="ArgumentException">The address is neither IPv4 nor IPv6.</exception>
    public static Value Ip(IPAddress address) => IpValue.From(address);

    /// <summary>
    /// The instant of <c>YYYY-MM-DD</c>, <c>YYYY-MM-DDThh:mm:ssZ</c> and <c>YYYY-MM-DDThh:mm:ss.SSSZ</c>, where <c>+hhmm</c> or <c>-hhmm</c> may
    /// stand for <c>Z</c>; null when <paramref name="text"/> is anything else.
    /// </summary>
    public static Value? Datetime(string text) => DatetimeValue.Parse(text);

    /// <summary>The instant of <paramref name="time"/>; what is shorter than a millisecond is cut off.</summary>
    public static Value Datetime(DateTimeOffset time) => DatetimeValue.From(time);

    /// <summary>
    /// The length of whole numbers with the units <c>d h m s ms</c>, each at most once and in this order, with an optional <c>-</c> before all;
    /// null when <paramref name="text"/> is anything else or out of range.
    /// </summary>
    public static Value? Duration(string text) => DurationValue.Parse(text);

    /// <summary>The duration of <paramref name="length"/>; what is shorter than a millisecond is cut off.</summary>
    public static Value Duration(TimeSpan length) => DurationValue.From(length);

    /// <inheritdoc/>
    public abstract bool Equals(Value? other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <summary>
    /// Seeded anew in each process, numbers too: whoever writes a policy or an entity must not be able to choose values that collide
    /// and make a set slow.
    /// </summary>
    public abstract override int GetHashCode();

    /// <summary>The value as a Cedar expression.</summary>
    public abstract override string ToString();

    /// <summary>The hash of a number. A long's own folds its halves, so that whole families of numbers share one.</summary>
    private protected static int HashOf(long number) => HashCode.Combine((int)(number >> 32), (int)number);
}
