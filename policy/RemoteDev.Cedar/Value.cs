using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar;

/// <summary>
/// A Cedar value. Immutable; equality is Cedar's <c>==</c>: values of different types are never equal, sets and records compare by
/// content. A closed family: no type outside this library derives from it.
/// </summary>
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

    /// <summary>The Cedar value of a truth value.</summary>
    public static implicit operator Value(bool value) => BoolValue.Of(value);

    /// <summary>The Cedar value of an integer.</summary>
    public static implicit operator Value(long value) => new LongValue(value);

    /// <summary>The Cedar value of a text.</summary>
    public static implicit operator Value(string value) => new StringValue(value);

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
