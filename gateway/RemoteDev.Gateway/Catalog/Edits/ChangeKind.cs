namespace RemoteDev.Gateway.Catalog.Edits;

/// <summary>How an entry changed.</summary>
internal enum ChangeKind
{
    None = 0,
    Added,
    Changed,
    Removed,
}
