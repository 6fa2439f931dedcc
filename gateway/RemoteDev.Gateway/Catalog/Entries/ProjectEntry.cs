namespace RemoteDev.Gateway.Catalog.Entries;

/// <summary>A project: the scope that environments and repositories belong to.</summary>
internal sealed record ProjectEntry(string Name, string DisplayName);
