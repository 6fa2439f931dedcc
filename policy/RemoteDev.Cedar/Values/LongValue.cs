using System.Globalization;

namespace RemoteDev.Cedar.Values;

/// <summary>A signed 64-bit integer.</summary>
/// <param name="value">The number.</param>
internal sealed class LongValue(long value) : Value(ValueKind.Long, value)
{
    /// <summary>The number.</summary>
    public long Value => Scalar;

    /// <inheritdoc/>
    public override bool Equals(Value? other) => other is LongValue o && o.Value == Value;

    /// <inheritdoc/>
    public override int GetHashCode() => HashOf(Scalar);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
