using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog.Database;

namespace RemoteDev.Gateway.Tests.Catalog.Database;

/// <summary>Migrations are written by hand; this is what keeps them equal to the model, for the context of every room.</summary>
public sealed class MigrationTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    private const string History = "history_under_test";

    [Fact]
    public async Task MigratedSqliteDatabase_EqualsTheModel()
    {
        var folder = Directory.CreateTempSubdirectory("rdsqlite");
        try
        {
            await CompareAsync(name => Task.FromResult(new GatewayDatabase(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(folder.FullName, name)};Pooling=False")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [PostgresFact]
    public Task MigratedPostgresDatabase_EqualsTheModel() =>
        CompareAsync(async _ => new GatewayDatabase(DatabaseProvider.Postgres, await postgres.CreateDatabaseAsync()));

    private static async Task CompareAsync(Func<string, Task<GatewayDatabase>> create)
    {
        var contexts = typeof(GatewayDatabase).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DbContext))).ToArray();
        Assert.Contains(typeof(CatalogContext), contexts);
        foreach (var type in contexts)
        {
            await using var migrated = Open(type, await create($"{type.Name}-migrated"));
            await migrated.Database.MigrateAsync();
            await using var modelled = Open(type, await create($"{type.Name}-modelled"));
            await modelled.Database.EnsureCreatedAsync();

            var expected = await DatabaseSchema.ReadAsync(modelled, History);
            Assert.NotEmpty(expected);
            Assert.Equal(expected, await DatabaseSchema.ReadAsync(migrated, History));
            Assert.Empty(await migrated.Database.GetPendingMigrationsAsync());
        }
    }

    private static DbContext Open(Type type, GatewayDatabase database)
    {
        var options = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(type))!;
        options.UseRemoteDevDatabase(database, History);
        return (DbContext)Activator.CreateInstance(type, options.Options)!;
    }
}
