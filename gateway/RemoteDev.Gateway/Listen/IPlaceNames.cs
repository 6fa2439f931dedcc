namespace RemoteDev.Gateway.Listen;

/// <summary>What Listen needs to know of the catalogue: which labels are environments.</summary>
internal interface IPlaceNames
{
    /// <summary>The environment's name as the catalogue writes it, or null when there is none.</summary>
    /// <param name="label">In lower case.</param>
    string? Environment(ReadOnlySpan<char> label);
}
