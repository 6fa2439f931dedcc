namespace RemoteDev.Cedar.Values;

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed class BoolValue : Value
{
    private BoolValue(bool value)
        : base(ValueKind.Bool, value ? 1 : 0)
    {
    }

    /// <summary>The one true value.</summary>
    public static BoolValue True { get; } = new(value: true);

    /// <summary>The one false value.</summary>
    public static BoolValue False { get; } = new(value: false);

    /// <summary>The truth value.</summary>
    public bool Value => Scalar != 0;

    /// <summary>The shared instance for <paramref name="value"/>.</summary>
    public static BoolValue Of(bool value) => value ? True : False;

    /// <inheritdoc/>
    public override bool Equals(Value? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value ? 1 : 0;

    /// <inheritdoc/>
    public override string ToString() => Value ? "true" : "false";
}
