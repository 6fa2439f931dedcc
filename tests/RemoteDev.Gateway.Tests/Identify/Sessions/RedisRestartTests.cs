using System.Net;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.Tests.Replicas;

namespace RemoteDev.Gateway.Tests.Identify.Sessions;

/// <summary>Redis is restarted under two gateways at which people are signed in.</summary>
public sealed class RedisRestartTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [RedisFact]
    public async Task Goes_OnWithTheSameCookie_WhereRedisKeepsWhatItKnew()
    {
        var redis = await StartAsync(keeps: true);
        await using var house = new RedisHouse(redis);
        await using var here = await SharingGateway.StartAsync(house);
        await using var there = await SharingGateway.StartAsync(house);
        var (kept, before, during) = (await OpenAsync(here), await OpenAsync(here), await OpenAsync(here));
        foreach (var one in (OpenedSignIn[])[kept, before, during])
        {
            Assert.True(await IsInAsync(there, one));
        }

        there.SignIns.End(before.Cookie.Hash, EndReason.SignedOut);
        Assert.True(await there.Endings.SettledAsync(Patience, default));
        await redis.StopAsync();
        there.SignIns.End(during.Cookie.Hash, EndReason.SignedOut);
        Assert.False(await IsInAsync(there, during));
        await BackAsync(redis, here, there);
        Assert.True(await there.Endings.SettledAsync(Patience, default));

        // Asked each second, at both, and twice: nothing is dropped, and nothing comes back.
        for (var round = 0; round < 2; round++)
        {
            foreach (var gateway in (SharingGateway[])[here, there])
            {
                await gateway.Follow.LookAsync(default);
                Assert.True(await IsInAsync(gateway, kept));
                Assert.False(await IsInAsync(gateway, before));
                Assert.False(await IsInAsync(gateway, during));
            }
        }

        Assert.False(kept.SignIn.HasEnded);

        // Nor where nobody remembers anything but Redis.
        await using var restarted = await SharingGateway.StartAsync(house);
        Assert.True(await IsInAsync(restarted, kept));
        Assert.False(await IsInAsync(restarted, before));
        Assert.False(await IsInAsync(restarted, during));
        await redis.DisposeAsync();
    }

    [RedisFact]
    public async Task Asks_EverybodyToSignInAgain_WhereRedisComesBackEmpty()
    {
        var redis = await StartAsync(keeps: false);
        await using var house = new RedisHouse(redis);
        await using var here = await SharingGateway.StartAsync(house);
        await using var there = await SharingGateway.StartAsync(house);
        var (opened, ended) = (await OpenAsync(here), await OpenAsync(here));
        Assert.True(await IsInAsync(there, opened));
        Assert.True(await IsInAsync(there, ended));
        await redis.StopAsync();
        there.SignIns.End(ended.Cookie.Hash, EndReason.SignedOut);
        await BackAsync(redis, here, there);
        Assert.True(await there.Endings.SettledAsync(Patience, default));
        await using var restarted = await SharingGateway.StartAsync(house);
        foreach (var gateway in (SharingGateway[])[here, there, restarted])
        {
            await gateway.Follow.LookAsync(default);
            Assert.False(await IsInAsync(gateway, opened));
            Assert.False(await IsInAsync(gateway, ended));
        }

        Assert.True(opened.SignIn.HasEnded && ended.SignIn.HasEnded);

        // Whoever signs in again is in, everywhere.
        var again = await OpenAsync(there);
        Assert.True(await IsInAsync(here, again));
        await here.Follow.LookAsync(default);
        Assert.False(again.SignIn.HasEnded);
        await redis.DisposeAsync();
    }

    // An end of one sign-in stands nowhere but in what Redis no longer has. So a gateway gives nothing back to a Redis that lost everything: it
    // cannot tell what was lost from what was ended while it did not hear.
    [RedisFact]
    public async Task Brings_NothingBack_ThatEndedUnheardBeforeRedisLostEverything()
    {
        var redis = await StartAsync(keeps: false);
        await using var house = new RedisHouse(redis);
        await using var here = await SharingGateway.StartAsync(house);
        var opened = await OpenAsync(here);
        var (state, link) = house.Gateway();
        Assert.True(await link.PingAsync(default));
        Assert.NotNull(await state.TakeAsync(new SharedKey(SharedKind.SignIn, opened.Cookie.Hash.ToString()), default));
        await redis.StopAsync();
        await BackAsync(redis, here);
        Assert.True(opened.SignIn.HasEnded);
        Assert.False(await IsInAsync(here, opened));
        await using var other = await SharingGateway.StartAsync(house);
        Assert.False(await IsInAsync(other, opened));
        await redis.DisposeAsync();
    }

    private static async Task<RedisServer> StartAsync(bool keeps)
    {
        var redis = new RedisServer { Keeps = keeps };
        await redis.InitializeAsync();
        return redis;
    }

    /// <summary>Starts it again, and waits until each of the gateways has asked it about what it holds.</summary>
    private static async Task BackAsync(RedisServer redis, params SharingGateway[] gateways)
    {
        await redis.StartAsync();
        using var patience = new CancellationTokenSource(Patience);
        foreach (var gateway in gateways)
        {
            while (true)
            {
                try
                {
                    await gateway.Follow.LookAsync(patience.Token);
                    break;
                }
                catch (SharedStateException)
                {
                    patience.Token.ThrowIfCancellationRequested();
                }
            }
        }
    }

    private static async Task<OpenedSignIn> OpenAsync(SharingGateway gateway)
    {
        var step = await gateway.SignIns.OpenAsync(new NewSignIn("ada", new FirstFactor("password"), new SignInClient(IPAddress.Loopback)), default);
        Assert.True(step.Passed(out var opened, out var refusal), refusal?.Reason);
        return opened;
    }

    private static async Task<bool> IsInAsync(SharingGateway gateway, OpenedSignIn one) =>
        (await gateway.SignIns.LookAsync(one.Cookie.Hash, null, default)).Passed(out var signIn, out _) && signIn.Id == one.SignIn.Id;
}
