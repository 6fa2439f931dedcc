namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>What came of heavy work: a value, or why there is none.</summary>
internal readonly record struct Worked<T>(T? Value, CatalogFault? Fault)
    where T : class;
