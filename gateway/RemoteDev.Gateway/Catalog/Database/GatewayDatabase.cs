using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace RemoteDev.Gateway.Catalog.Database;

/// <summary>The one database that the rooms keep their tables in, each with its own context and its own history of migrations.</summary>
internal sealed class GatewayDatabase
{
    // How long a writer waits for another before it gives up; far above any transaction of ours, far below a person's patience.
    private const int BusySeconds = 10;

    private readonly string _connectionString;

    public GatewayDatabase(IOptions<DatabaseOptions> options, DataFolder data)
        : this(options.Value.Named, options.Value.ConnectionString is { Length: > 0 } set ? set : $"Data Source={data.File("gateway.db")}")
    {
    }

    public GatewayDatabase(DatabaseProvider provider, string connectionString)
    {
        Provider = provider;
        _connectionString = provider == DatabaseProvider.Sqlite ? Sqlite(connectionString) : connectionString;
    }

    public DatabaseProvider Provider { get; }

    /// <summary>Points a context at this database.</summary>
    /// <param name="options">The context's options.</param>
    /// <param name="historyTable">Where this context's migrations are noted; contexts that share a database must not share it.</param>
    public void Configure(DbContextOptionsBuilder options, string historyTable)
    {
        switch (Provider)
        {
            case DatabaseProvider.Sqlite:
                options.UseSqlite(_connectionString, sqlite => sqlite.MigrationsHistoryTable(historyTable));
                break;
            case DatabaseProvider.Postgres:
                options.UseNpgsql(_connectionString, postgres => postgres.MigrationsHistoryTable(historyTable));
                break;
            default:
                throw new InvalidOperationException("The database has no provider; its options are checked at start.");
        }
    }

    private static string Sqlite(string connectionString) =>
        new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true, DefaultTimeout = BusySeconds }.ToString();
}
