using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Gateway.Identify.Authorities.Assertions;
using RemoteDev.Gateway.Identify.Keys;
using RemoteDev.Gateway.Tests.Trace;

namespace RemoteDev.Gateway.Tests.Identify.Authorities;

/// <summary>One database and what gateways that share it have in common, or should have.</summary>
internal sealed class AuthorityDatabase : IDbContextFactory<AccountContext>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("remotedev-authorities-");
    private readonly DbContextOptions<AccountContext> _options;

    /// <summary>The clock of assertions; certificates go by the real one unless told.</summary>
    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 6, 0, 0, TimeSpan.Zero));

    private AuthorityDatabase(Func<string, GatewayDatabase> database)
    {
        var builder = new DbContextOptionsBuilder<AccountContext>();
        builder.UseRemoteDevDatabase(database(_folder.FullName), AccountContext.HistoryTable);
        _options = builder.Options;
    }

    public static Task<AuthorityDatabase> SqliteAsync() => CreateAsync(
        folder => new GatewayDatabase(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(folder, "gateway.db")};Pooling=False"));

    public static async Task<AuthorityDatabase> CreateAsync(Func<string, GatewayDatabase> database)
    {
        var made = new AuthorityDatabase(database);
        await using var context = made.CreateDbContext();
        await context.Database.MigrateAsync();
        return made;
    }

    public AccountContext CreateDbContext() => new(_options);

    /// <summary>What one gateway has, with the master key of that name.</summary>
    public SshAuthorities Gateway(string masterKey = "master.key", TimeProvider? clock = null)
    {
        var master = MasterKey.At(Path.Combine(_folder.FullName, masterKey), Path.Combine(_folder.FullName, "keys"));
        return new SshAuthorities(new AuthorityStore(this, master, TimeProvider.System), clock ?? TimeProvider.System);
    }

    public AssertionKeyStore Assertions(string masterKey = "master.key") =>
        new(this, MasterKey.At(Path.Combine(_folder.FullName, masterKey), Path.Combine(_folder.FullName, "keys")), Clock);

    public async Task<SshAuthorities> LoadedAsync(TimeProvider? clock = null)
    {
        var gateway = Gateway(clock: clock);
        Assert.Null(await gateway.LoadAsync(CancellationToken.None));
        return gateway;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
