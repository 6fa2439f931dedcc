using System.Globalization;

namespace RemoteDev.Cedar.Values;

/// <summary>A signed 64-bit integer.</summary>
/// <param name="value">The number.</param>
public sealed class LongValue(long value) : Value
{
    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Long;

    /// <summary>The number.</summary>
    public long Value { get; } = value;

    /// <inheritdoc/>
    public override bool Equals(Value? other) => other is LongValue o && o.Value == Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
