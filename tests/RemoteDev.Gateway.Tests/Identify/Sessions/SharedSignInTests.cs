using System.Net;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.Tests.Replicas;
using RemoteDev.Gateway.Tests.Trace;

namespace RemoteDev.Gateway.Tests.Identify.Sessions;

/// <summary>Two gateways of one house, over a real Redis.</summary>
#pragma warning disable CA1001 // xunit disposes by IAsyncLifetime.
public sealed class SharedSignInTests(RedisServer redis) : IClassFixture<RedisServer>, IAsyncLifetime
#pragma warning restore CA1001
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly RedisHouse _house = new(redis);
    private readonly string _login = "p" + Guid.NewGuid().ToString("N")[..8];
    private SharingGateway _here = null!;
    private SharingGateway _there = null!;

    public async Task InitializeAsync()
    {
        if (RedisFactAttribute.Missing is null)
        {
            _here = await SharingGateway.StartAsync(_house);
            _there = await SharingGateway.StartAsync(_house);
        }
    }

    public async Task DisposeAsync()
    {
        if (_here is not null)
        {
            await _here.DisposeAsync();
            await _there.DisposeAsync();
        }

        await _house.DisposeAsync();
    }

    [RedisFact]
    public async Task Knows_AtEveryGateway_WhoSignedInAtOne()
    {
        var opened = await OpenAsync();
        opened.SignIn.Strengthen(new MfaProof("totp", DateTimeOffset.UtcNow));
        await _here.SignIns.SaveAsync(opened.SignIn, default);
        var met = await MeetAsync(_there, opened.Cookie);
        Assert.NotSame(opened.SignIn, met);
        Assert.Equal((opened.SignIn.Id, _login, "password"), (met.Id, met.Login, met.First.Method));
        Assert.Equal(opened.SignIn.Mfa, met.Mfa);
        Assert.Same(met, _there.SignIns.Find(opened.Cookie.Hash));
        Assert.False((await _there.SignIns.LookAsync(Secret.New().Hash, null, default)).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.NotSignedIn, refusal.Code);
    }

    [RedisFact]
    public async Task Ends_EverywhereAtOnce_AndIsTracedOnce()
    {
        var opened = await OpenAsync();
        var met = await MeetAsync(_there, opened.Cookie);
        _there.SignIns.End(opened.Cookie.Hash, EndReason.SignedOut);
        Assert.True(met.HasEnded);
        Assert.True(await _there.Endings.SettledAsync(Patience, default));
        await UntilAsync(() => opened.SignIn.HasEnded);
        Assert.Null(_here.SignIns.Find(opened.Cookie.Hash));
        Assert.Equal([(met.Id, EndReason.SignedOut)], _there.Concluded);
        Assert.Empty(_here.Concluded);
    }

    [RedisFact]
    public async Task Ends_AllOfAPerson_AlsoThoseThatNoGatewayHasMet()
    {
        var (met, unmet, kept) = (await OpenAsync(), await OpenAsync(), await OpenAsync());
        await MeetAsync(_there, met.Cookie);
        var spared = await MeetAsync(_there, kept.Cookie);
        var told = 0;
        _here.SignIns.AllEnded += login => told += login == _login ? 1 : 0;
        _there.SignIns.EndAllOf(_login, EndReason.PersonChanged, except: spared);
        Assert.True(await _there.Endings.SettledAsync(Patience, default));
        await UntilAsync(() => met.SignIn.HasEnded && unmet.SignIn.HasEnded && told == 1);
        Assert.False(kept.SignIn.HasEnded);
        Assert.Equal(kept.SignIn.Id, Assert.Single(await _here.SignIns.OfAsync(_login, default)).Id);
        Assert.Equal(2, _there.Concluded.Count);
    }

    [RedisFact]
    public async Task Ends_WhatWasForgottenElsewhere_WithoutAMessage()
    {
        var opened = await OpenAsync();
        var met = await MeetAsync(_there, opened.Cookie);
        await redis.AskAsync("FLUSHALL");
        await _there.Follow.LookAsync(default);
        Assert.True(met.HasEnded);
    }

    [RedisFact]
    public async Task Keeps_OneSignInWithItsSessions_WhenItsCookieIsRenewedElsewhere()
    {
        var opened = await OpenAsync();
        var met = await MeetAsync(_there, opened.Cookie);
        var byCookie = await RenewAsync(_here, opened.Cookie);

        // First by the question of each second, then by a request with the new cookie.
        await _there.Follow.LookAsync(default);
        Assert.False(met.HasEnded);
        Assert.Same(met, await MeetAsync(_there, byCookie));
        var again = await RenewAsync(_here, byCookie);
        Assert.Same(met, await MeetAsync(_there, again));
        Assert.Null(_there.SignIns.Find(byCookie.Hash));
        Assert.False((await _there.SignIns.LookAsync(opened.Cookie.Hash, null, default)).Passed(out _, out _));
    }

    [RedisFact]
    public async Task Learns_OfAFactorAndOfActivity_ThatOthersSaw()
    {
        var opened = await OpenAsync();
        var met = await MeetAsync(_there, opened.Cookie);
        var later = DateTimeOffset.UtcNow.AddMinutes(5);
        opened.SignIn.Strengthen(new MfaProof("totp", later));
        opened.SignIn.Touch(later);
        await _here.Follow.LookAsync(default);
        await _there.Follow.LookAsync(default);
        Assert.Equal(later, met.Mfa?.At);
        Assert.Equal(later.UtcTicks, met.LastSeen.UtcTicks);
    }

    [RedisFact]
    public async Task Ends_AlsoWhatGotAnotherCookieAtThatMoment()
    {
        var opened = await OpenAsync();
        var met = await MeetAsync(_there, opened.Cookie);
        var renewed = await RenewAsync(_here, opened.Cookie);
        _there.SignIns.End(met, EndReason.EndedByAdmin);
        Assert.True(await _there.Endings.SettledAsync(Patience, default));
        await UntilAsync(() => opened.SignIn.HasEnded);
        Assert.False((await _here.SignIns.LookAsync(renewed.Hash, null, default)).Passed(out _, out _));
        Assert.Empty(await _here.SignIns.OfAsync(_login, default));
        Assert.Single(_there.Concluded);
    }

    [RedisFact]
    public async Task Brings_NothingBack_ThatRedisHasYetToLose()
    {
        var opened = await OpenAsync();
        await using var deaf = await SharingGateway.StartAsync(_house, concludes: false);
        await MeetAsync(deaf, opened.Cookie);
        deaf.SignIns.End(opened.Cookie.Hash, EndReason.SignedOut);
        Assert.False((await deaf.SignIns.LookAsync(opened.Cookie.Hash, null, default)).Passed(out _, out _));
        var another = await OpenAsync();
        deaf.SignIns.EndAllOf(_login, EndReason.SignedOut);
        Assert.False((await deaf.SignIns.LookAsync(another.Cookie.Hash, null, default)).Passed(out _, out _));
    }

    [RedisFact]
    public async Task Ends_AllOfAPerson_AlsoWhenTheGatewayThatEndedThemIsGoneBeforeItCouldTell()
    {
        var (met, unmet) = (await OpenAsync(), await OpenAsync());
        await MeetAsync(_there, met.Cookie);

        // It wrote the end down, and told nobody.
        Assert.True(await new SignInEndBook(await _house.DatabaseAsync(), SharingGateway.Lifetimes, TimeProvider.System)
            .TryAddAsync(_login, null, DateTimeOffset.UtcNow, default));
        await _here.Follow.LookAsync(default);
        Assert.True(met.SignIn.HasEnded && unmet.SignIn.HasEnded);
        await using var restarted = await SharingGateway.StartAsync(_house);
        Assert.False((await restarted.SignIns.LookAsync(unmet.Cookie.Hash, null, default)).Passed(out _, out _));

        // Whoever signs in again stays, however often the end is read.
        var again = await OpenAsync();
        await _here.Follow.LookAsync(default);
        Assert.False(again.SignIn.HasEnded);
        Assert.Equal(again.SignIn.Id, (await MeetAsync(restarted, again.Cookie)).Id);
    }

    [RedisFact]
    public async Task Ends_AllOfAPerson_AtTheOthers_WhileRedisIsAway()
    {
        var server = new RedisServer();
        await server.InitializeAsync();
        await using var house = new RedisHouse(server);
        await using var here = await SharingGateway.StartAsync(house);
        await using var there = await SharingGateway.StartAsync(house);
        var step = await here.SignIns.OpenAsync(new NewSignIn(_login, new FirstFactor("password"), new SignInClient(IPAddress.Loopback)), default);
        Assert.True(step.Passed(out var opened, out _));
        await MeetAsync(there, opened.Cookie);
        await server.StopAsync();
        there.SignIns.EndAllOf(_login, EndReason.PersonChanged);
        using var patience = new CancellationTokenSource(Patience);
        while (!opened.SignIn.HasEnded)
        {
            // The database is asked first; then Redis, about what is left.
            patience.Token.ThrowIfCancellationRequested();
            Assert.True(await Record.ExceptionAsync(() => here.Follow.LookAsync(default)) is null or RemoteDev.Gateway.Replicas.SharedStateException);
        }

        await server.DisposeAsync();
    }

    [RedisTheory]
    [InlineData(null, true)]
    [InlineData(-3.0, false)]
    [InlineData(-2.0, true)]
    [InlineData(0.0, true)]
    [InlineData(3600.0, true)]
    public async Task Ends_WhatIsMeant_AsOfWhenItIsSaidToHaveEnded(double? seconds, bool ends)
    {
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        await using var there = await SharingGateway.StartAsync(_house, clock: clock);
        var opened = await OpenAsync(there);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        there.SignIns.AllUntilEnded += (_, _) => asked.TrySetResult();
        clock.Advance(TimeSpan.FromSeconds(10));
        var at = seconds is { } by ? opened.SignIn.OpenedAt.AddSeconds(by) : (DateTimeOffset?)null;
        await _here.Share.TellAsync(new SignInEnding(null, _login, null, EndReason.PersonChanged) { At = at }, default);
        await asked.Task.WaitAsync(Patience);
        Assert.Equal(ends, opened.SignIn.HasEnded);

        // Nothing said of the future ends what is opened after it was heard.
        clock.Advance(TimeSpan.FromMilliseconds(1));
        var later = await OpenAsync(there);
        await using var another = await SharingGateway.StartAsync(_house, clock: clock);
        Assert.Equal(later.SignIn.Id, (await MeetAsync(there, later.Cookie)).Id);
        Assert.Equal(later.SignIn.Id, (await MeetAsync(another, later.Cookie)).Id);
    }

    [RedisFact]
    public async Task Spares_NobodyWhomAnEarlierEndMeant()
    {
        var (mine, thief) = (await OpenAsync(), await OpenAsync());
        var book = new SignInEndBook(await _house.DatabaseAsync(), SharingGateway.Lifetimes, TimeProvider.System);
        var at = DateTimeOffset.UtcNow.AddSeconds(1);
        Assert.True(await book.TryAddAsync(_login, (mine.SignIn.Id, mine.SignIn.OpenedAt), at, default));
        Assert.True(await book.TryAddAsync(_login, (thief.SignIn.Id, thief.SignIn.OpenedAt), at.AddSeconds(1), default));
        await _here.Follow.LookAsync(default);
        Assert.True(thief.SignIn.HasEnded);
    }

    [RedisFact]
    public async Task Survives_TheRestartOfAGateway()
    {
        var opened = await OpenAsync();
        await _here.DisposeAsync();
        await using var restarted = await SharingGateway.StartAsync(_house);
        Assert.Equal(opened.SignIn.Id, (await MeetAsync(restarted, opened.Cookie)).Id);
    }

    // Another version of the gateway wrote it, say: it is nobody's, and the watch sees the others all the same.
    [RedisTheory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1,2]")]
    [InlineData("{\"Id\":\"x\",\"Login\":\"ada\",\"Source\":\"nowhere\",\"First\":{\"Method\":\"password\"}}")]
    public async Task Survives_AnEntryThatItCannotRead(string text)
    {
        var (odd, gone, kept) = (await OpenAsync(), await OpenAsync(), await OpenAsync());
        var (oddMet, goneMet, keptMet) = (await MeetAsync(_there, odd.Cookie), await MeetAsync(_there, gone.Cookie), await MeetAsync(_there, kept.Cookie));
        var (state, link) = _house.Gateway();
        Assert.True(await link.PingAsync(default));
        var key = new SharedKey(SharedKind.SignIn, odd.Cookie.Hash.ToString());
        var before = await state.FindAsync(key, default);
        Assert.True(await state.TryReplaceAsync(key, before!.Version, System.Text.Encoding.UTF8.GetBytes(text), TimeSpan.FromMinutes(5), default));
        Assert.NotNull(await state.TakeAsync(new SharedKey(SharedKind.SignIn, gone.Cookie.Hash.ToString()), default));
        var later = DateTimeOffset.UtcNow.AddMinutes(5);
        kept.SignIn.Strengthen(new MfaProof("totp", later));
        await _here.SignIns.SaveAsync(kept.SignIn, default);

        await _there.Follow.LookAsync(default);

        Assert.True(goneMet.HasEnded);
        Assert.Equal(later, keptMet.Mfa?.At);
        Assert.False(keptMet.HasEnded);
        Assert.True(oddMet.HasEnded);
        Assert.False((await _there.SignIns.LookAsync(odd.Cookie.Hash, null, default)).Passed(out _, out _));
        Assert.Equal(kept.SignIn.Id, Assert.Single(await _there.SignIns.OfAsync(_login, default)).Id);

        // All of the person's can be ended, this one too.
        _here.SignIns.EndAllOf(_login, EndReason.EndedByAdmin);
        Assert.True(await _here.Endings.SettledAsync(Patience, default));
        Assert.Empty(await _there.SignIns.OfAsync(_login, default));
    }

    [RedisFact]
    public async Task Ends_ASignInOfTheList_WhereverItIs()
    {
        var opened = await OpenAsync();
        Assert.False(await _there.SignIns.EndAsync("somebody-else", opened.SignIn.Id, EndReason.SignedOut, default));
        Assert.True(await _there.SignIns.EndAsync(_login, opened.SignIn.Id, EndReason.SignedOut, default));
        await UntilAsync(() => opened.SignIn.HasEnded);
    }

    private async Task<OpenedSignIn> OpenAsync(SharingGateway? at = null)
    {
        var step = await (at ?? _here).SignIns.OpenAsync(new NewSignIn(_login, new FirstFactor("password"), new SignInClient(IPAddress.Loopback)), default);
        Assert.True(step.Passed(out var opened, out var refusal), refusal?.Reason);
        return opened;
    }

    private static async Task<SignIn> MeetAsync(SharingGateway gateway, Secret cookie)
    {
        Assert.True((await gateway.SignIns.LookAsync(cookie.Hash, null, default)).Passed(out var met, out var refusal), refusal?.Reason);
        return met;
    }

    private static async Task<Secret> RenewAsync(SharingGateway gateway, Secret cookie)
    {
        Assert.True((await gateway.SignIns.RenewAsync(cookie.Hash, default)).Passed(out var renewed, out var refusal), refusal?.Reason);
        return renewed;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!holds())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
