namespace RemoteDev.Cedar.Values;

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed class BoolValue : Value
{
    private BoolValue(bool value) => Value = value;

    /// <summary>The one true value.</summary>
    public static BoolValue True { get; } = new(value: true);

    /// <summary>The one false value.</summary>
    public static BoolValue False { get; } = new(value: false);

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Bool;

    /// <summary>The truth value.</summary>
    public bool Value { get; }

    /// <summary>The shared instance for <paramref name="value"/>.</summary>
    public static BoolValue Of(bool value) => value ? True : False;

    /// <inheritdoc/>
    public override bool Equals(Value? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value ? 1 : 0;

    /// <inheritdoc/>
    public override string ToString() => Value ? "true" : "false";
}
