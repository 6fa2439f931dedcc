using System.Diagnostics.CodeAnalysis;

namespace RemoteDev.Gateway.Journey;

/// <summary>What a room answers: the proof for the next room, or a refusal. <c>default</c> is a refusal.</summary>
/// <typeparam name="T">The evidence type of the room.</typeparam>
internal readonly struct Step<T>
    where T : class
{
    private static readonly Refusal Unexplained = new(RefusalCode.Refused, "Refused.");

    private readonly T? _evidence;
    private readonly Refusal? _refusal;

    private Step(T? evidence, Refusal? refusal)
    {
        _evidence = evidence;
        _refusal = refusal;
    }

    /// <summary>True with the evidence, false with the refusal; never both, never neither.</summary>
    public bool Passed([NotNullWhen(true)] out T? evidence, [NotNullWhen(false)] out Refusal? refusal)
    {
        evidence = _evidence;
        refusal = _evidence is null ? _refusal ?? Unexplained : null;
        return _evidence is not null;
    }

    public static implicit operator Step<T>(T evidence) => new(evidence, null);

    public static implicit operator Step<T>(Refusal refusal) => new(null, refusal);
}
