namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>The answer to a case.</summary>
/// <param name="Bits">Yes or no for each of the case's <see cref="Questions"/>; null where nobody was asked.</param>
/// <param name="JsonHash">A hash of the JSON of everything that parsed; 0 when nothing did, null when nobody was asked.</param>
internal sealed record Answer(IReadOnlyList<bool?> Bits, ushort? JsonHash)
{
    /// <summary>Whether everything that this answer says, the other says too.</summary>
    public bool AgreesWith(Answer other) =>
        !Bits.Where((bit, i) => bit is not null && bit != other.Bits[i]).Any() && (JsonHash is null || JsonHash == other.JsonHash);
}
