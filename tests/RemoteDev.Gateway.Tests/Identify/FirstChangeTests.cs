using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Identify.Tokens;

namespace RemoteDev.Gateway.Tests.Identify;

/// <summary>
/// The first edit after a start takes as much away as any other, and what it takes stays away when the edit is taken back. A host makes its
/// parts before it loads what they read, so each test starts a real one over what is already there.
/// </summary>
public sealed class FirstChangeTests : IAsyncLifetime
{
    private static readonly ServiceEntry Builds = new("ci", "Builds", "ada", null, [], ["192.0.2.0/24"], Suspended: false);

    private IdentifyHouse _house = null!;

    public async Task InitializeAsync() => _house = await IdentifyHouse.OpenAsync();

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    [Fact]
    public async Task EndsTheTokens_OfWhomItSuspends()
    {
        var token = await _house.TokenAsync(await _house.EnrolAsync("ada"));
        await RestartAsync();
        await SuspendForAMomentAsync("ada");
        Assert.False((await _house.Room.FromGitAsync(IdentifyHouse.At(Door.Git), "ada", token.Value, default)).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.BadCredential, refusal.Code);
        Assert.True(await _house.Get<AccessTokenEndings>().SettledAsync(TimeSpan.FromSeconds(20), default));
        Assert.Null(await _house.Get<AccessTokenStore>().FindAsync(token.Row.Id, default));
    }

    [Fact]
    public async Task EndsTheSignIns_OfWhomItSuspends_AlsoThoseThatOnlyOthersHaveMet()
    {
        var elsewhere = SignInRecord.Of((await _house.EnrolAsync("ada")).SignIn);
        await RestartAsync();
        await SuspendForAMomentAsync("ada");
        Assert.True(await _house.Get<SignInEndings>().SettledAsync(TimeSpan.FromSeconds(20), default));
        Assert.True(await _house.Get<SignInEndBook>().EndedAsync(elsewhere, default));
    }

    [Fact]
    public async Task EndsTheTokens_OfAServiceAccountThatItRemoves()
    {
        await _house.EditAsync(new CatalogEdit.PutService(Builds));
        var wanted = new NewAccessToken("build", TokensForTest.Scope(), _house.Clock.GetUtcNow().AddDays(1));
        Assert.True((await _house.Get<ServiceTokenDesk>().IssueAsync("ci", wanted, IdentifyHouse.Operator, default)).Passed(out var token, out var why), why?.Reason);
        await RestartAsync();
        await _house.EditAsync(new CatalogEdit.Remove(CatalogKind.Service, "ci"));
        await _house.EditAsync(new CatalogEdit.PutService(Builds));
        Assert.False((await _house.Room.FromGitAsync(IdentifyHouse.At(Door.Git), "service:ci", token.Value, default)).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.BadCredential, refusal.Code);
    }

    private async Task RestartAsync()
    {
        await _house.CloseAsync();
        _house = await IdentifyHouse.OpenAsync(_house.Folder, clock: _house.Clock);
    }

    private async Task SuspendForAMomentAsync(string login)
    {
        await _house.SuspendAsync(login);
        await _house.EditAsync(new CatalogEdit.SetSuspended(login, Suspended: false, "Test."));
    }
}
