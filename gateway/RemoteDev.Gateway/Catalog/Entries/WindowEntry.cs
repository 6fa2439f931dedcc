using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Catalog.Entries;

/// <summary>A named time window: as it was written, and as it is computed with.</summary>
/// <param name="Text">What a person wrote; this is what is stored, shown and exported.</param>
/// <param name="Definition">The same, read without a fault.</param>
internal sealed record WindowEntry(WindowText Text, WindowDefinition Definition)
{
    /// <summary>The name that policies use.</summary>
    public string Name => Text.Name;
}
