using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Identify.Tokens;

public sealed class AccessTokenTests : IAsyncLifetime
{
    private static readonly Actor Ada = new("ada", "portal", null, null);

    private IdentifyHouse _house = null!;
    private EnrolledPerson _ada = null!;

    public async Task InitializeAsync()
    {
        _house = await IdentifyHouse.OpenAsync();
        _ada = await _house.EnrolAsync("ada");
    }

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    [Fact]
    public async Task Knows_ItsHolder_ByOneSignIn_WithTheFactorOfItsMaking()
    {
        var token = await _house.TokenAsync(_ada, TokensForTest.Scope(project: "payments"));
        Assert.Matches("^rdg_[A-Za-z0-9_-]{43}$", token.Value);
        var first = await KnownAsync("Ada", token.Value);
        Assert.Equal(("ada", token.Row.Id, "access-token"), (first.Login, first.Id, first.First.Method));
        Assert.Equal((token.Row.ExpiresAt, "payments"), (first.ExpiresAt, first.Scope!.Project));
        Assert.Equal(_ada.SignIn.Mfa, first.Mfa);
        _house.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Same(first, await KnownAsync("ada", token.Value));
        Assert.NotSame(_ada.SignIn, first);
    }

    [Fact]
    public async Task OutlivesItsMakersSignIn_AndARestart()
    {
        var token = await _house.TokenAsync(_ada);
        _house.SignIns.End(_ada.Cookie.Hash, EndReason.SignedOut);
        await KnownAsync("ada", token.Value);
        await _house.CloseAsync();
        _house = await IdentifyHouse.OpenAsync(_house.Folder, clock: _house.Clock);
        await KnownAsync("ada", token.Value);
    }

    [Fact]
    public async Task Refuses_AnothersName_AndWhatOnlyLooksLikeIt()
    {
        var token = await _house.TokenAsync(_ada);
        await RefusedAsync("ben", token.Value);
        await RefusedAsync("environment:ada", token.Value);
        await RefusedAsync("", token.Value);
        await RefusedAsync("ada", IdentifyHouse.Password);
        await RefusedAsync("ada", token.Value[4..]);
        await RefusedAsync("ada", "rdg_" + _ada.Cookie.Reveal());
        await RefusedAsync("ada", token.Value + "A");
        await RefusedAsync("ada", token.Value.ToUpperInvariant());
        await RefusedAsync("ada", "rdg_" + token.Row.Hash);
        await KnownAsync("ada", token.Value);
    }

    [Fact]
    public async Task IsNothing_AtAnyOtherDoor()
    {
        var token = await _house.TokenAsync(_ada);
        foreach (var door in new[] { Door.Portal, Door.Environment, Door.Ssh })
        {
            Assert.False((await _house.Room.FromGitAsync(IdentifyHouse.At(door), "ada", token.Value, default)).Passed(out _, out _));
        }

        foreach (var value in new[] { token.Value, token.Value[4..] })
        {
            var cookie = IdentifyHouse.RequestWith(IdentifyRoom.CookieName, value);
            Assert.False((await _house.Room.FromPortalAsync(IdentifyHouse.At(Door.Portal), cookie, default)).Passed(out _, out _));
            var ticket = IdentifyHouse.RequestWith(SessionTickets.CookieName, value);
            Assert.False(_house.Room.FromEnvironment(IdentifyHouse.At(Door.Environment, "payments-dev"), ticket).Passed(out _, out _));
        }
    }

    [Fact]
    public async Task EndsAtItsTime_AndSaysSoToWhoeverHoldsIt()
    {
        var token = await _house.TokenAsync(_ada, length: TimeSpan.FromHours(1));
        var signIn = await KnownAsync("ada", token.Value);
        _house.Clock.Sleep(TimeSpan.FromHours(1));
        var refusal = await RefusedAsync("ada", token.Value);
        Assert.Contains("expired at 2026-11-21 21:00 UTC", refusal.Reason, StringComparison.Ordinal);
        Assert.True(signIn.HasEnded);
        await _house.Get<AccessTokenStore>().SweepAsync(token.Row.ExpiresAt, default);
        Assert.Contains("expired", (await RefusedAsync("ada", token.Value)).Reason, StringComparison.Ordinal);
        await _house.Get<AccessTokenStore>().SweepAsync(token.Row.ExpiresAt.AddMilliseconds(1), default);
        Assert.Same(IdentifyRefusals.BadGitCredential, await RefusedAsync("ada", token.Value));
    }

    [Fact]
    public async Task Opens_Nothing_FromTheMomentItIsRevoked()
    {
        var token = await _house.TokenAsync(_ada);
        var signIn = await KnownAsync("ada", token.Value);
        var ended = 0;
        _house.Get<AccessTokens>().Ended += (one, _) => ended += ReferenceEquals(one, signIn) ? 1 : 0;
        Assert.False((await _house.Get<AccessTokenDesk>().RevokeAsync("ben", token.Row.Id, Ada, "No.", default)).Passed(out _, out _));
        Assert.True((await _house.Get<AccessTokenDesk>().RevokeAsync("ada", token.Row.Id, Ada, "Lost.", default)).Passed(out _, out _));
        Assert.True(signIn.HasEnded);
        Assert.Equal(1, ended);
        await RefusedAsync("ada", token.Value);
    }

    [Fact]
    public async Task IsGivenBack_ByItsValue()
    {
        var token = await _house.TokenAsync(_ada);
        var desk = _house.Get<AccessTokenDesk>();
        foreach (var wrong in new[] { null, "", "rdg_", token.Value[..^1], token.Row.Id, token.Row.Hash })
        {
            await desk.RevokeValueAsync(wrong, IdentifyHouse.Elsewhere, default);
        }

        await KnownAsync("ada", token.Value);
        await desk.RevokeValueAsync(token.Value, IdentifyHouse.Elsewhere, default);
        await RefusedAsync("ada", token.Value);
        var revoked = Assert.Single(_house.Traced<CredentialRevoked>());
        Assert.Equal(("ada", "ada", "198.51.100.9"), (revoked.Actor, revoked.For, revoked.Source));
    }

    [Fact]
    public async Task IsKnownWithinASecond_ToBeGone_FromTheDatabaseAlone()
    {
        var token = await _house.TokenAsync(_ada);
        var signIn = await KnownAsync("ada", token.Value);
        Assert.True(await _house.Get<AccessTokenStore>().TryRemoveAsync(token.Row.Id, default));
        _house.Clock.Advance(TimeSpan.FromSeconds(1));
        await RefusedAsync("ada", token.Value);
        Assert.True(signIn.HasEnded);
    }

    [Fact]
    public async Task EndsWhatRuns_WithinASecond_WhenItIsGoneFromTheDatabase()
    {
        var signIn = await KnownAsync("ada", (await _house.TokenAsync(_ada)).Value);
        await _house.Get<AccessTokenFollow>().LookAsync(default);
        Assert.False(signIn.HasEnded);
        await _house.Get<AccessTokenStore>().TryRemoveAsync(signIn.Id, default);
        await _house.Get<AccessTokenFollow>().LookAsync(default);
        Assert.True(signIn.HasEnded);
    }

    [Fact]
    public async Task Ends_WithTheSuspensionOfItsHolder_AndStaysOver()
    {
        var token = await _house.TokenAsync(_ada);
        var signIn = await KnownAsync("ada", token.Value);
        await _house.SuspendAsync("ada");
        Assert.True(signIn.HasEnded);
        await RefusedAsync("ada", token.Value);
        await _house.EditAsync(new CatalogEdit.SetSuspended("ada", Suspended: false, "Back."));
        await RefusedAsync("ada", token.Value);
        await SettledAsync();
        Assert.Empty(await _house.Get<AccessTokenStore>().OfAsync("ada", 9, default));
        var revoked = Assert.Single(_house.Traced<CredentialRevoked>());
        Assert.Equal(("gateway", token.Row.Id), (revoked.Actor, revoked.Credential));
    }

    [Fact]
    public async Task Ends_WithAllOfAPersonsSignIns_ButTheirOthersNot()
    {
        var token = await _house.TokenAsync(_ada);
        var ben = await _house.EnrolAsync("ben");
        var bens = await _house.TokenAsync(ben);
        _house.SignIns.EndAllOf("ada", EndReason.PersonChanged, except: _ada.SignIn);
        await RefusedAsync("ada", token.Value);
        await KnownAsync("ben", bens.Value);
        await SettledAsync();
        Assert.Empty(await _house.Get<AccessTokenStore>().OfAsync("ada", 9, default));

        // The sign-in that was spared may make another.
        await KnownAsync("ada", (await _house.TokenAsync(_ada)).Value);
    }

    [Fact]
    public async Task OpensNothing_AfterAllSignInsOfItsHolderEnded_ThoughItsDeletionWasLost()
    {
        var token = await _house.TokenAsync(_ada);
        var later = await EndAllAndStandAgainAsync(token);
        await _house.CloseAsync();
        _house = await IdentifyHouse.OpenAsync(_house.Folder, clock: _house.Clock);
        await RefusedAsync("ada", token.Value);
        await KnownAsync("ada", later.Value);

        // What was left leaves with the next start, and the trace says so.
        await SettledAsync();
        Assert.Equal(later.Row.Id, Assert.Single(await _house.Get<AccessTokenStore>().OfAsync("ada", 9, default)).Id);
        Assert.Equal(2, _house.Traced<CredentialRevoked>().Count(revoked => revoked.Credential == token.Row.Id));
    }

    [Fact]
    public async Task CutsWhatRuns_WhenTheDatabaseSaysThatAllSignInsOfItsHolderEnded()
    {
        var signIn = await KnownAsync("ada", (await _house.TokenAsync(_ada)).Value);
        await _house.Get<AccessTokenFollow>().LookAsync(default);
        Assert.False(signIn.HasEnded);

        // As another gateway would, which then crashes.
        Assert.True(await _house.Get<SignInEndBook>().TryAddAsync("ada", null, _house.Clock.GetUtcNow(), default));
        await _house.Get<AccessTokenFollow>().LookAsync(default);
        Assert.True(signIn.HasEnded);
    }

    [Fact]
    public async Task IsHeldAgainstAnEnd_ForAsLongAsItLives()
    {
        var token = await _house.TokenAsync(_ada, length: TimeSpan.FromDays(30));
        await EndAllAndStandAgainAsync(token);

        // Somebody else's end sweeps the book, long after no sign-in of that time can live.
        var late = new Trace.ManualClock(_house.Clock.GetUtcNow().AddDays(20));
        var book = new SignInEndBook(_house.Get<IDbContextFactory<AccountContext>>(), _house.Get<SignInLifetimes>(), late);
        Assert.True(await book.TryAddAsync("ben", null, late.GetUtcNow(), default));
        Assert.True(TokenHash.TryRead(token.Row.Hash, out var hash));
        Assert.Null(await _house.Get<AccessTokenStore>().FindLivingAsync(hash, default));
        Assert.NotNull(await _house.Get<AccessTokenStore>().FindAsync(hash, default));
    }

    [Fact]
    public async Task IsWaitedFor_ByWhoeverEndsAllSignIns_UntilItIsOutOfTheDatabase()
    {
        var token = await _house.TokenAsync(_ada);
        await WithTokenTableAsync("ALTER TABLE identify_access_tokens RENAME TO elsewhere");
        _house.SignIns.EndAllOf("ada", EndReason.SignedOut, except: _ada.SignIn);
        var patience = TimeSpan.FromSeconds(5);
        var settled = _house.Get<SignInEndings>().SettledAsync(patience, default);
        Assert.True(await _house.Get<Gateway.StepUp.Ssh.SshDoubts>().SettledAsync(patience, default));
        _house.Clock.Advance(patience);
        Assert.False(await settled);
        await WithTokenTableAsync("ALTER TABLE elsewhere RENAME TO identify_access_tokens");
        settled = _house.Get<SignInEndings>().SettledAsync(TimeSpan.FromDays(1), default);
        while (!settled.IsCompleted)
        {
            _house.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(settled, Task.Delay(20));
        }

        Assert.True(await settled);
        Assert.Null(await _house.Get<AccessTokenStore>().FindAsync(token.Row.Id, default));
    }

    [Fact]
    public async Task IsWorthNothing_OnceItsHolderSignsInByAnotherProvider()
    {
        var token = await _house.TokenAsync(_ada);
        var signIn = await KnownAsync("ada", token.Value);
        Assert.Equal(1, await WithTokenTableAsync("UPDATE identify_access_tokens SET provider = 'acme-sso', subject = 's1'"));

        await _house.CloseAsync();
        _house = await IdentifyHouse.OpenAsync(_house.Folder, clock: _house.Clock);
        Assert.Equal(RefusalCode.SessionEnded, (await RefusedAsync("ada", token.Value)).Code);
        Assert.False(signIn.HasEnded);
        await _house.Get<AccessTokenFollow>().LookAsync(default);
        Assert.Empty(_house.Get<AccessTokens>().Here());
    }

    [Fact]
    public async Task IsBounded_InNumber_AndUniqueInName()
    {
        for (var i = 0; i < AccessTokenDesk.Most; i++)
        {
            await _house.TokenAsync(_ada, name: $"t{i}", length: TimeSpan.FromHours(1 + i));
        }

        Assert.Same(TokenRefusals.Enough, await NotMadeAsync(name: "one more"));
        _house.Clock.Sleep(TimeSpan.FromMinutes(40));
        Assert.NotNull(_house.SignIns.Find(_ada.Cookie.Hash));
        _house.Clock.Sleep(TimeSpan.FromMinutes(20));
        Assert.Same(TokenRefusals.Taken, await NotMadeAsync(name: "t1"));
        await _house.TokenAsync(_ada, name: "t0");
    }

    [Fact]
    public async Task NeedsAName_ALifetimeWithinBounds_AndPlacesThatExist()
    {
        Assert.Same(TokenRefusals.BadName, await NotMadeAsync(name: " "));
        Assert.Same(TokenRefusals.BadName, await NotMadeAsync(name: new string('x', 61)));
        Assert.Same(TokenRefusals.BadName, await NotMadeAsync(name: "a\nb"));
        Assert.Equal("An access token lives between 1 hour and 30 days.", (await NotMadeAsync(length: TimeSpan.FromMinutes(59))).Reason);
        Assert.Equal(RefusalCode.Malformed, (await NotMadeAsync(length: TimeSpan.FromDays(31))).Code);
        Assert.Equal(RefusalCode.Malformed, (await NotMadeAsync(length: TimeSpan.FromDays(-1))).Code);
        Assert.Same(TokenRefusals.NoPlace, await NotMadeAsync(TokensForTest.Scope(project: "ledger")));
        Assert.Same(TokenRefusals.NoPlace, await NotMadeAsync(TokensForTest.Scope(repository: "payments/app")));
        Assert.Same(TokenRefusals.NoWindow, await NotMadeAsync(TokensForTest.Scope(window: "evening")));
        Assert.Same(TokenRefusals.NotPushing, await NotMadeAsync(TokensForTest.Scope("gitFetch gitTag")));
        Assert.Empty(_house.Traced<CredentialIssued>());
    }

    [Fact]
    public async Task IsNotMade_InASignInThatEnded_OrByAToken()
    {
        var signIn = await KnownAsync("ada", (await _house.TokenAsync(_ada)).Value);
        var wanted = new NewAccessToken("another", TokensForTest.Scope(), _house.Clock.GetUtcNow().AddDays(1));
        var desk = _house.Get<AccessTokenDesk>();
        Assert.False((await desk.IssueAsync(wanted, TokensForTest.At(signIn), null, default)).Passed(out _, out var refusal));
        Assert.Same(TokenRefusals.NotByToken, refusal);
        var verified = TokensForTest.At(_ada.SignIn);
        _house.SignIns.End(_ada.Cookie.Hash, EndReason.SignedOut);
        Assert.False((await desk.IssueAsync(wanted, verified, null, default)).Passed(out _, out refusal));
        Assert.Same(TokenRefusals.SignInOver, refusal);
        Assert.Single(_house.Traced<CredentialIssued>());
        Assert.Single(await desk.OfAsync("ada", default));
    }

    [Fact]
    public async Task WritesDownItsUse_OnceAMinute_AwayFromTheRequest()
    {
        var token = await _house.TokenAsync(_ada);
        var store = _house.Get<AccessTokenStore>();
        var follow = _house.Get<AccessTokenFollow>();

        // It looks when the test says so.
        await follow.StopAsync(default);
        await KnownAsync("ada", token.Value, "192.0.2.1");
        var used = _house.Clock.GetUtcNow();
        await KnownAsync("ada", token.Value, "192.0.2.2");
        await follow.LookAsync(default);
        var row = (await store.FindAsync(token.Row.Id, default))!;
        Assert.Equal((used, "192.0.2.1"), (row.UsedAt, row.UsedFrom));
        _house.Clock.Advance(TimeSpan.FromMinutes(1));
        await KnownAsync("ada", token.Value, "192.0.2.3");
        await follow.LookAsync(default);
        Assert.Equal("192.0.2.3", (await store.FindAsync(token.Row.Id, default))!.UsedFrom);
    }

    [Fact]
    public async Task IsNotMade_WhenTheTraceCannotBeWritten()
    {
        _house.Get<Gateway.Trace.TraceRoom>().Dispose();
        Assert.Equal(RefusalCode.TraceUnavailable, (await NotMadeAsync()).Code);
        Assert.Empty(await _house.Get<AccessTokenStore>().OfAsync("ada", 9, default));
    }

    [Fact]
    public async Task IsNeitherMadeNorRevoked_WithoutTheDatabase_AndSaysSo()
    {
        var token = await _house.TokenAsync(_ada);
        await WithTokenTableAsync("ALTER TABLE identify_access_tokens RENAME TO elsewhere");
        Assert.Same(TokenRefusals.NotMade, await NotMadeAsync(name: "another"));
        var desk = _house.Get<AccessTokenDesk>();
        Assert.False((await desk.RevokeAsync("ada", token.Row.Id, Ada, "Lost.", default)).Passed(out _, out var refusal));
        Assert.Same(TokenRefusals.NotRevoked, refusal);
        Assert.Same(TokenRefusals.NotRevoked, await desk.RevokeValueAsync(token.Value, IdentifyHouse.Elsewhere, default));
        await WithTokenTableAsync("ALTER TABLE elsewhere RENAME TO identify_access_tokens");
        Assert.True((await desk.RevokeAsync("ada", token.Row.Id, Ada, "Lost.", default)).Passed(out _, out _));
    }

    [Fact]
    public async Task IsNotBelieved_WithoutTheDatabase()
    {
        var token = await _house.TokenAsync(_ada);
        await KnownAsync("ada", token.Value);
        await WithTokenTableAsync("ALTER TABLE identify_access_tokens RENAME TO elsewhere");

        _house.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Same(TokenRefusals.NotNow, await RefusedAsync("ada", token.Value));
    }

    // A deletion that the database never got, as after a crash. Gives a token that was made later.
    private async Task<IssuedAccessToken> EndAllAndStandAgainAsync(IssuedAccessToken token)
    {
        _house.SignIns.EndAllOf("ada", EndReason.PersonChanged, except: _ada.SignIn);
        Assert.True(await _house.Get<SignInEndings>().SettledAsync(TimeSpan.FromSeconds(20), default));
        await SettledAsync();
        Assert.True(await _house.Get<AccessTokenStore>().TryAddAsync(token.Row, null, default));
        return await _house.TokenAsync(_ada, name: "another");
    }

    private async Task<int> WithTokenTableAsync(string statement)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_house.Folder, "gateway.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests give these statements.
        command.CommandText = statement;
#pragma warning restore CA2100
        return await command.ExecuteNonQueryAsync();
    }

    private async Task SettledAsync() => Assert.True(await _house.Get<AccessTokenEndings>().SettledAsync(TimeSpan.FromSeconds(20), default));

    private async Task<Refusal> NotMadeAsync(TokenScope? scope = null, string name = "laptop", TimeSpan? length = null)
    {
        Assert.False((await _house.TryTokenAsync(_ada, scope, name, length)).Passed(out _, out var refusal));
        return refusal;
    }

    private async Task<SignIn> KnownAsync(string name, string value, string source = "198.51.100.9")
    {
        var step = await _house.Room.FromGitAsync(IdentifyHouse.At(Door.Git, source: IPAddress.Parse(source)), name, value, CancellationToken.None);
        Assert.True(step.Passed(out var identified, out var refusal), refusal?.Reason);
        Assert.Equal(RequestOrigin.Outside, identified.Origin);
        return identified.SignIn;
    }

    private async Task<Refusal> RefusedAsync(string name, string value)
    {
        Assert.False((await _house.Room.FromGitAsync(IdentifyHouse.At(Door.Git), name, value, CancellationToken.None)).Passed(out _, out var refusal));
        return refusal;
    }
}
