using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;

namespace RemoteDev.Gateway.Tests.Identify.Tokens;

/// <summary>The token of a machine, which is on no list of people, lives as long as the machine may use it.</summary>
public sealed class ServiceTokenTests : IAsyncLifetime
{
    private IdentifyHouse _house = null!;
    private IssuedAccessToken _token = null!;

    public async Task InitializeAsync()
    {
        _house = await IdentifyHouse.OpenAsync();
        await _house.EditAsync(new CatalogEdit.PutService(new ServiceEntry("ci", "Builds", "ada", null, [], ["192.0.2.0/24"], Suspended: false)));
        var wanted = new NewAccessToken("build", TokensForTest.Scope(), _house.Clock.GetUtcNow().AddDays(1));
        Assert.True((await _house.Get<ServiceTokenDesk>().IssueAsync("ci", wanted, IdentifyHouse.Operator, default)).Passed(out var issued, out var why), why?.Reason);
        _token = issued;
    }

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    [Fact]
    public async Task GoesOn_WhileTheGatewayLooksEachSecond()
    {
        var identified = await KnownAsync();
        Assert.Equal(("ci", "service:ci", null), (identified.Service, identified.Login, identified.SignIn.Mfa));
        await LookAsync();
        Assert.False(identified.SignIn.HasEnded);
        Assert.Same(identified.SignIn, (await KnownAsync()).SignIn);
        Assert.True(new StepUpRoom().Verify(identified).Passed(out var verified, out _));
        Assert.Null(verified.Factor);
        Assert.Throws<InvalidOperationException>(() => verified.Mfa);
    }

    [Theory]
    [InlineData("suspended")]
    [InlineData("owner")]
    [InlineData("removed")]
    public async Task Ends_WhenNobodyMayUseItAnyMore(string why)
    {
        var signIn = (await KnownAsync()).SignIn;
        await _house.EditAsync(why switch
        {
            "suspended" => new CatalogEdit.SetServiceSuspended("ci", Suspended: true, "Test."),
            "owner" => new CatalogEdit.SetSuspended("ada", Suspended: true, "Test."),
            _ => new CatalogEdit.Remove(Gateway.Catalog.CatalogKind.Service, "ci"),
        });
        await LookAsync();
        Assert.True(signIn.HasEnded);
        Assert.False((await _house.Room.FromGitAsync(IdentifyHouse.At(Door.Git), "service:ci", _token.Value, default)).Passed(out _, out var refusal));
        // A removed one takes its tokens with it, so nobody is known by them, whoever gets the name.
        Assert.Equal(why == "removed" ? RefusalCode.BadCredential : RefusalCode.Suspended, refusal.Code);
    }

    // It may have come from within them before, and have a session open: each request answers for its own address.
    [Fact]
    public async Task IsNotAccepted_FromOutsideItsNetworks_HoweverItCameBefore()
    {
        var signIn = (await KnownAsync()).SignIn;
        Assert.False((await _house.Room.FromGitAsync(IdentifyHouse.At(Door.Git, source: IdentifyHouse.Elsewhere), "service:ci", _token.Value, default)).Passed(out _, out var refusal));
        Assert.Contains($"is not accepted from {IdentifyHouse.Elsewhere}", refusal.Reason, StringComparison.Ordinal);
        Assert.False(signIn.HasEnded);
        Assert.Same(signIn, (await KnownAsync()).SignIn);
    }

    [Fact]
    public async Task OpensNothing_ForAnotherOfTheName_ThoughItsDeletionWasLost()
    {
        await _house.EditAsync(new CatalogEdit.Remove(Gateway.Catalog.CatalogKind.Service, "ci"));
        await SettledAsync();
        Assert.True(await _house.Get<AccessTokenStore>().TryAddAsync(_token.Row, null, default));
        await _house.CloseAsync();
        _house.Clock.Advance(TimeSpan.FromMinutes(2));
        _house = await IdentifyHouse.OpenAsync(_house.Folder, clock: _house.Clock);
        await LookAsync();
        await SettledAsync();
        await _house.EditAsync(new CatalogEdit.PutService(new ServiceEntry("ci", "Other builds", "ada", null, [], ["192.0.2.0/24"], Suspended: false)));
        Assert.False((await _house.Room.FromGitAsync(IdentifyHouse.At(Door.Git), "service:ci", _token.Value, default)).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.BadCredential, refusal.Code);
    }

    [Fact]
    public async Task Stays_WhileThisGatewaysCatalogueIsOlderThanItsAccount()
    {
        var store = _house.Get<AccessTokenStore>();
        var made = _token.Row;
        Assert.True(await store.TryAddAsync(
            new AccessTokenRow
            {
                Id = new string('b', made.Id.Length),
                Hash = new string('b', made.Hash.Length),
                Holder = "service:nightly",
                Name = made.Name,
                Actions = made.Actions,
                MadeAt = made.MadeAt.AddMinutes(-2),
                MadeBy = made.MadeBy,
                MadeFrom = made.MadeFrom,
                ExpiresAt = made.ExpiresAt,
            },
            null,
            default));

        // Another gateway has added the account, and this one has yet to read it.
        await VersionAsync(+1);
        using var follow = new AccessTokenFollow(
            _house.Get<AccessTokens>(), store, _house.Catalog, _house.Get<CatalogStore>(), _house.Clock, NullLogger<AccessTokenFollow>.Instance);
        await follow.LookAsync(default);
        await SettledAsync();
        Assert.Single(await store.OfAsync("service:nightly", 9, default));

        // It is gone as soon as this catalogue is the newest, and has no such account.
        await VersionAsync(-1);
        await follow.LookAsync(default);
        await SettledAsync();
        Assert.Empty(await store.OfAsync("service:nightly", 9, default));
        Assert.Single(await store.OfAsync("service:ci", 9, default));
    }

    [Fact]
    public void IsNoProof_OfAPerson_AndAPersonIsNone()
    {
        var person = new SignIn("s", "ada", IdentifyHouse.Home, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1));
        var machine = new SignIn("s", "service:ci", IdentifyHouse.Home, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1)) { Scope = TokensForTest.Scope() };
        Assert.Throws<ArgumentException>(() => Identified.ByService(IdentifyHouse.At(Door.Git), person));
        Assert.Throws<ArgumentException>(() => Verified.OfService(Identified.BySignIn(IdentifyHouse.At(Door.Git), person)));
        Assert.Throws<ArgumentException>(() => Verified.With(Identified.ByService(IdentifyHouse.At(Door.Git), machine), new MfaProof("totp", DateTimeOffset.UnixEpoch)));
    }

    private async Task VersionAsync(int by)
    {
        await using var context = await _house.Get<IDbContextFactory<CatalogContext>>().CreateDbContextAsync();
        await context.State.ExecuteUpdateAsync(set => set.SetProperty(state => state.Version, state => state.Version + by));
    }

    private async Task SettledAsync() => Assert.True(await _house.Get<AccessTokenEndings>().SettledAsync(TimeSpan.FromSeconds(20), default));

    private Task LookAsync() => _house.Get<AccessTokenFollow>().LookAsync(default);

    private async Task<Identified> KnownAsync()
    {
        Assert.True((await _house.Room.FromGitAsync(IdentifyHouse.At(Door.Git), "service:ci", _token.Value, default)).Passed(out var identified, out var why), why?.Reason);
        return identified;
    }
}
