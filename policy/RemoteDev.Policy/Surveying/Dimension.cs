namespace RemoteDev.Policy.Surveying;

/// <summary>A circumstance that policies read, and the values that they can tell apart.</summary>
/// <param name="Name">The attribute: <c>origin</c>, <c>mfa.age</c>.</param>
/// <param name="Values">The values; the first is the usual one.</param>
internal sealed record Dimension(string Name, IReadOnlyList<DimensionValue> Values)
{
    /// <summary>Whether the person who asks can choose it at the moment they ask.</summary>
    public bool IsChosen => Name is "protocol" or "ticket" or "mfa.method" or "source.ip" or "source.networks" or "source.country" or "device";
}
