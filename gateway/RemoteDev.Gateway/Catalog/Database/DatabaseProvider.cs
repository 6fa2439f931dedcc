namespace RemoteDev.Gateway.Catalog.Database;

/// <summary>The databases we speak. The zero value is none, so that a misspelt one is not mistaken for the default.</summary>
internal enum DatabaseProvider
{
    None = 0,

    /// <summary>One file in the data folder; for one gateway.</summary>
    Sqlite,

    /// <summary>PostgreSQL; when more than one replica runs.</summary>
    Postgres,
}
