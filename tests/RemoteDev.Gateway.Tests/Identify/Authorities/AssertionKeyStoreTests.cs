using System.Text;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Identify.Authorities.Assertions;
using RemoteDev.Gateway.Tests.Catalog.Database;

namespace RemoteDev.Gateway.Tests.Identify.Authorities;

/// <summary>The keys of assertions take turns, and every gateway knows the same.</summary>
public sealed class AssertionKeyStoreTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task Publishes_TheNextKey_BeforeItSigns_AndTheLast_AWhileAfter()
    {
        using var database = await AuthorityDatabase.SqliteAsync();
        var (store, keys) = (database.Assertions(), new AssertionKeys(database.Clock));
        await LoadAsync(store, keys);
        var first = keys.Current!;
        Assert.Equal(first.Id, Assert.Single(keys.Published).Kid);

        database.Clock.Advance(AssertionKeyStore.Life - AssertionKeyStore.Lead);
        await LoadAsync(store, keys);
        Assert.Equal(first.Id, keys.Current!.Id);
        Assert.Equal(2, keys.Published.Count);

        database.Clock.Advance(AssertionKeyStore.Lead);
        Assert.Equal(keys.Published[1].Kid, keys.Current!.Id);
        await LoadAsync(store, keys);
        Assert.Equal(2, keys.Published.Count);

        database.Clock.Advance(AssertionKeyStore.Kept + TimeSpan.FromSeconds(1));
        await LoadAsync(store, keys);
        Assert.False(string.Equals(first.Id, Assert.Single(keys.Published).Kid, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Signs_AgainAtOnce_AfterALongStop()
    {
        using var database = await AuthorityDatabase.SqliteAsync();
        var (store, keys) = (database.Assertions(), new AssertionKeys(database.Clock));
        await LoadAsync(store, keys);
        database.Clock.Advance(AssertionKeyStore.Life * 3);
        Assert.Null(keys.Current);
        await LoadAsync(store, keys);
        Assert.NotNull(keys.Current);
    }

    [PostgresFact]
    public async Task Makes_OneKey_ForGatewaysThatStartTogether()
    {
        var connection = await postgres.CreateDatabaseAsync();
        using var database = await AuthorityDatabase.CreateAsync(_ => new GatewayDatabase(DatabaseProvider.Postgres, connection));
        var loaded = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => database.Assertions().LoadAsync(CancellationToken.None)));
        Assert.Single(loaded.Select(keys => Assert.Single(keys!.Value).Id).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Keeps_ThemSealed_AndOpensNothingUnderAnotherMasterKey()
    {
        using var database = await AuthorityDatabase.SqliteAsync();
        await LoadAsync(database.Assertions(), new AssertionKeys(database.Clock));
        await using var context = database.CreateDbContext();
        var box = Assert.Single(await context.AssertionKeys.AsNoTracking().ToListAsync()).Sealed;
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() =>
        {
            using var key = System.Security.Cryptography.ECDsa.Create();
            key.ImportPkcs8PrivateKey(box, out _);
        });
        Assert.DoesNotContain("PRIVATE", Encoding.Latin1.GetString(box), StringComparison.Ordinal);
        Assert.Null(await database.Assertions("other.key").LoadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Lets_AStranger_SpoilNothing()
    {
        using var database = await AuthorityDatabase.SqliteAsync();
        var (store, keys) = (database.Assertions(), new AssertionKeys(database.Clock));
        await LoadAsync(store, keys);
        database.Clock.Advance(AssertionKeyStore.Life - AssertionKeyStore.Lead);
        Assert.Null(await database.Assertions("other.key").LoadAsync(CancellationToken.None));
        await LoadAsync(store, keys);
        Assert.Equal(2, keys.Published.Count);
    }

    private static async Task LoadAsync(AssertionKeyStore store, AssertionKeys keys)
    {
        var loaded = await store.LoadAsync(CancellationToken.None);
        Assert.NotNull(loaded);
        keys.Use(loaded.Value);
    }
}
