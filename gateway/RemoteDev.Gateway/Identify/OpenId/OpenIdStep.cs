using System.Diagnostics.CodeAnalysis;

namespace RemoteDev.Gateway.Identify.OpenId;

/// <summary>What one step with a provider gave, or why it failed. <c>default</c> is a failure.</summary>
internal readonly struct OpenIdStep<T>
    where T : class
{
    private static readonly OpenIdFault Unexplained = new(OpenIdFaultKind.BadAnswer, "The step failed.");

    private readonly T? _value;
    private readonly OpenIdFault? _fault;

    private OpenIdStep(T? value, OpenIdFault? fault) => (_value, _fault) = (value, fault);

    /// <summary>True with the value, false with the fault; never both, never neither.</summary>
    public bool Passed([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out OpenIdFault? fault)
    {
        value = _value;
        fault = _value is null ? _fault ?? Unexplained : null;
        return _value is not null;
    }

    public static implicit operator OpenIdStep<T>(T value) => new(value, null);

    public static implicit operator OpenIdStep<T>(OpenIdFault fault) => new(null, fault);
}
