using System.Net;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Directories;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Tests.Console;

namespace RemoteDev.Gateway.Tests.Doors.Scim;

/// <summary>A directory is known by its token, and by nothing else.</summary>
public sealed class DirectoryTokenTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private static readonly Actor Ada = new("ada", "console", null, null);

    private DirectoryTokenDesk Desk => host.Get<DirectoryTokenDesk>();

    [Fact]
    public async Task Opens_NothingAfterItWasRevoked_OrExpired_OrWithoutOne()
    {
        using var dir = await ScimHouse.OpenAsync(host, "tokens");
        Assert.Equal(HttpStatusCode.OK, (await dir.SendAsync("GET", "Users")).Status);
        Assert.NotNull(Assert.Single(await Desk.OfAsync("tokens", CancellationToken.None)).UsedAt);

        var old = Secret.New();
        await using (var context = await host.Get<IDbContextFactory<AccountContext>>().CreateDbContextAsync())
        {
            context.DirectoryTokens.Add(new DirectoryTokenRow
            {
                Hash = old.Hash.ToString(), Provider = "tokens", Name = "old", IssuedBy = "ada", IssuedAt = DateTimeOffset.UtcNow.AddDays(-2), ExpiresAt = DateTimeOffset.UtcNow.AddDays(-1),
            });
            await context.SaveChangesAsync();
        }

        var expired = await dir.SendAsync("GET", "Users", token: DirectoryTokens.Prefix + old.Reveal());
        Assert.Equal(HttpStatusCode.Unauthorized, expired.Status);
        Assert.Contains("expired", (string?)expired.Body!["detail"], StringComparison.Ordinal);
        Assert.Equal("Bearer", expired.Response.Headers.WwwAuthenticate.ToString());
        foreach (var wrong in (string[])["", "x", DirectoryTokens.Prefix, DirectoryTokens.Prefix + Secret.New().Reveal(), dir.Token[DirectoryTokens.Prefix.Length..]])
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await dir.SendAsync("GET", "Users", token: wrong)).Status);
        }

        Assert.True((await Desk.RevokeAsync("tokens", "entra", Ada, CancellationToken.None)).Passed(out _, out _));
        Assert.Equal(HttpStatusCode.Unauthorized, (await dir.SendAsync("GET", "Users")).Status);
    }

    [Fact]
    public async Task Makes_NoToken_ByWhichOneCouldGiveWhatOneDoesNotHold()
    {
        using var dir = await ScimHouse.OpenAsync(host, "above", new RoleRule("groups", "Auditors", "security"));

        Assert.False((await Desk.IssueAsync("above", "mine", 30, Ada, CancellationToken.None)).Passed(out _, out var refusal));
        Assert.Contains("'security'", refusal!.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 30)]
    [InlineData("a\nb", 30)]
    [InlineData("x", 0)]
    [InlineData("x", 367)]
    [InlineData("entra", 30)]
    public async Task Makes_NoToken_WithoutANameOfItsOwnAndAnEnd(string name, int days)
    {
        var provider = "ends-" + Guid.NewGuid().ToString("N")[..8];
        using var dir = await ScimHouse.OpenAsync(host, provider);

        Assert.False((await Desk.IssueAsync(provider, name, days, Ada, CancellationToken.None)).Passed(out _, out _));
        Assert.Single(await Desk.OfAsync(provider, CancellationToken.None));
    }

    [Fact]
    public async Task Keeps_NoTokenInClear()
    {
        using var dir = await ScimHouse.OpenAsync(host, "hashed");

        var row = Assert.Single(await Desk.OfAsync("hashed", CancellationToken.None));
        Assert.DoesNotContain(dir.Token[DirectoryTokens.Prefix.Length..], row.Hash, StringComparison.Ordinal);
    }
}
