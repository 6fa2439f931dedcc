using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Catalog.Provisioning;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Tests.OpenSsh;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <summary>What a real client shows to somebody whose provider has not vouched for them.</summary>
public sealed class SshVouchingTests(SshHouse house) : IClassFixture<SshHouse>
{
    [OpenSshFact("ssh")]
    public async Task Says_InTheTerminal_WhoMustVouchAndWhereToSignIn()
    {
        var room = house.Get<CatalogRoom>();
        await EditAsync(
            room,
            new CatalogEdit.PutProvider(new ProviderEntry("acme-id", "Acme's directory", ["example.com"], ["acme"], [], [], CreatesPeople: false, [])),
            new CatalogEdit.PutPerson(room.Current.People["ada"] with { Provider = "acme-id" }));

        var (code, said) = await house.SshAsync($"{SshHouse.Place}@127.0.0.1", "echo hello");
        Assert.NotEqual(0, code);
        Assert.Contains("Acme's directory has never confirmed you here", said, StringComparison.Ordinal);
        Assert.Contains("Sign in at http://remotedev.localhost:8443 with its button, then try again", said, StringComparison.Ordinal);

        var now = DateTimeOffset.UtcNow;
        Assert.True(await house.Get<DirectoryStore>().SaveAsync(null, new DirectoryUser("acme-id", "ada", "ada@example.com", now, now), CancellationToken.None));
        await using var context = await house.Get<IDbContextFactory<AccountContext>>().CreateDbContextAsync();
        context.DirectoryTokens.Add(new DirectoryTokenRow
        {
            Hash = new string('a', 64), Provider = "acme-id", Name = "entra", IssuedBy = "operator", IssuedAt = now, ExpiresAt = now + TimeSpan.FromDays(1),
        });
        await context.SaveChangesAsync();
        Assert.Equal((0, "hello\n"), await house.SshAsync($"{SshHouse.Place}@127.0.0.1", "echo hello"));
    }

    private static async Task EditAsync(CatalogRoom room, params CatalogEdit[] edits) =>
        Assert.IsType<EditOutcome.Applied>(await room.EditAsync(edits, SshHouse.Operator, null, CancellationToken.None));
}
