namespace RemoteDev.Gateway.Catalog.Documents;

/// <summary>One file of an apply, as the client sent it. The name is for faults and tells the kind of file; nothing opens it.</summary>
internal sealed record CatalogDocument(string File, string Text);
