namespace RemoteDev.Gateway.Catalog.Database;

/// <summary>Section <c>RemoteDev:Database</c>, as the user wrote it.</summary>
internal sealed class DatabaseOptions
{
    /// <summary>Where it stands in the configuration.</summary>
    public const string Section = "RemoteDev:Database";

    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public string Provider { get; init; } = "sqlite";

    /// <summary>Needed for PostgreSQL. For SQLite empty means <c>gateway.db</c> in the data folder. It may hold a password: it is never logged.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>The provider named; <see cref="DatabaseProvider.None"/> when it is none of ours.</summary>
    public DatabaseProvider Named => Provider.ToLowerInvariant() switch
    {
        "sqlite" => DatabaseProvider.Sqlite,
        "postgres" => DatabaseProvider.Postgres,
        _ => DatabaseProvider.None,
    };
}
