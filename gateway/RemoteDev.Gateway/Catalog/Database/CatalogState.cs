namespace RemoteDev.Gateway.Catalog.Database;

/// <summary>The single row that counts edits; updating it is how two replicas' edits exclude each other.</summary>
internal sealed class CatalogState
{
    /// <summary>The row's key: there is one.</summary>
    public const int TheOne = 1;

    public int Id { get; init; } = TheOne;

    public long Version { get; set; }
}
