using System.Net;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Replicas;

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
    public async Task Survives_TheRestartOfAGateway()
    {
        var opened = await OpenAsync();
        await _here.DisposeAsync();
        await using var restarted = await SharingGateway.StartAsync(_house);
        Assert.Equal(opened.SignIn.Id, (await MeetAsync(restarted, opened.Cookie)).Id);
    }

    [RedisFact]
    public async Task Ends_ASignInOfTheList_WhereverItIs()
    {
        var opened = await OpenAsync();
        Assert.False(await _there.SignIns.EndAsync("somebody-else", opened.SignIn.Id, EndReason.SignedOut, default));
        Assert.True(await _there.SignIns.EndAsync(_login, opened.SignIn.Id, EndReason.SignedOut, default));
        await UntilAsync(() => opened.SignIn.HasEnded);
    }

    private async Task<OpenedSignIn> OpenAsync()
    {
        var step = await _here.SignIns.OpenAsync(new NewSignIn(_login, new FirstFactor("password"), new SignInClient(IPAddress.Loopback)), default);
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
