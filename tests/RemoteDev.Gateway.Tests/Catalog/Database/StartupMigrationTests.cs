using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RemoteDev.Gateway.Catalog.Database;

namespace RemoteDev.Gateway.Tests.Catalog.Database;

[SupportedOSPlatform("linux")]
public sealed class StartupMigrationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rdstart");

    [Fact]
    public async Task Start_MakesTheTables_InAFolderOnlyItsUserCanEnter()
    {
        var data = Path.Combine(_folder.FullName, "data");
        using var host = Host(data);

        await host.StartAsync();

        await using var context = await host.Services.GetRequiredService<IDbContextFactory<CatalogContext>>().CreateDbContextAsync();
        Assert.Equal(0, await context.People.CountAsync());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(data));
        await host.StopAsync();
    }

    [Fact]
    public async Task Database_KeepsForeignKeys_AndAWriteAheadLog()
    {
        using var host = Host(_folder.FullName);
        await host.StartAsync();

        await using var context = await host.Services.GetRequiredService<IDbContextFactory<CatalogContext>>().CreateDbContextAsync();
        Assert.Equal("wal", await context.Database.SqlQueryRaw<string>("SELECT journal_mode AS \"Value\" FROM pragma_journal_mode").SingleAsync());
        Assert.Equal(1, await context.Database.SqlQueryRaw<int>("SELECT foreign_keys AS \"Value\" FROM pragma_foreign_keys").SingleAsync());
        await host.StopAsync();
    }

    [Fact]
    public async Task Start_IsNotBlockedForEver_ByAGatewayKilledWhileItMigrated()
    {
        using (var first = Host(_folder.FullName))
        {
            await first.StartAsync();
            await using var context = await first.Services.GetRequiredService<IDbContextFactory<CatalogContext>>().CreateDbContextAsync();
            await context.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-11-21 00:00:00')");
            await first.StopAsync();
        }

        using var second = Host(_folder.FullName);
        await second.StartAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await second.StopAsync();
    }

    [Fact]
    public async Task Refuses_ToStart_OnAFileThatIsNoDatabase()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "gateway.db"), new string('x', 4096));
        using var host = Host(_folder.FullName);

        await Assert.ThrowsAsync<SqliteException>(() => host.StartAsync());
    }

    [Fact]
    public async Task Refuses_ToStart_WithoutADataFolder()
    {
        using var host = Host(data: null);

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());

        Assert.Contains("RemoteDev__Data", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("oracle", "", "write sqlite or postgres")]
    [InlineData("postgres", "", "ConnectionString is missing")]
    [InlineData("postgres", "no pairs, password hunter2", "is not a connection string")]
    public async Task Refuses_ToStart_WithOptionsThatNameNoDatabase_AndNeverRepeatsTheConnectionString(string provider, string connection, string expected)
    {
        using var host = Host(_folder.FullName, provider, connection);

        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains(fault.Failures, failure => failure.Contains(expected, StringComparison.Ordinal));
        Assert.DoesNotContain("hunter2", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private static IHost Host(string? data, string provider = "sqlite", string connection = "")
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["RemoteDev:Data"] = data,
            ["RemoteDev:Database:Provider"] = provider,
            ["RemoteDev:Database:ConnectionString"] = connection,
        });
        builder.Services.AddGatewayContext<CatalogContext>(CatalogContext.HistoryTable);
        return builder.Build();
    }
}
