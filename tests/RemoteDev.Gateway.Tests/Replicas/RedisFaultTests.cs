using Microsoft.Extensions.Logging.Abstractions;
using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.Tests.Trace;

namespace RemoteDev.Gateway.Tests.Replicas;

/// <summary>Redis goes away and comes back, under a gateway that goes on.</summary>
public sealed class RedisFaultTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RedisServer _redis = new();

    public Task InitializeAsync() => _redis.InitializeAsync();

    public Task DisposeAsync() => _redis.DisposeAsync();

    [RedisFact]
    public async Task Says_ThatNothingIsKnown_WhileRedisIsAway_AndWorksWhenItIsBack()
    {
        await using var house = new RedisHouse(_redis);
        var (state, link) = house.Gateway();
        Assert.True(await SharedStateContract.AddAsync(state, SharedStateContract.NewKey(), "before"));
        await _redis.StopAsync();
        await Assert.ThrowsAsync<SharedStateException>(() => SharedStateContract.AddAsync(state, SharedStateContract.NewKey(), "away"));
        Assert.False(await link.PingAsync(default));
        await _redis.StartAsync();
        using var patience = new CancellationTokenSource(Patience);
        while (!await link.PingAsync(patience.Token))
        {
            await Task.Yield();
        }

        Assert.True(await SharedStateContract.AddAsync(state, SharedStateContract.NewKey(), "back"));
    }

    [RedisFact]
    public async Task Says_ThatNothingIsKnown_WhenRedisWasNeverThere()
    {
        await _redis.StopAsync();
        await using var house = new RedisHouse(_redis);
        var (state, link) = house.Gateway();
        Assert.Equal(DateTimeOffset.MinValue, link.LastAnswer);
        await Assert.ThrowsAsync<SharedStateException>(async () => await state.FindAsync(SharedStateContract.NewKey(), default));
    }

    [RedisFact]
    public async Task Denies_OnlyWhenTheGraceIsOver_AndSaysSoOnce()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch.AddDays(1));
        var options = new ReplicaOptions { Redis = _redis.Endpoint, RedisPasswordFile = _redis.PasswordFile };
        await using var link = new RedisLink(options, clock, NullLogger<RedisLink>.Instance);
        var state = new RedisState(link, new SharedSeal(new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider()), options);
        using var watch = new SharedStateWatch(state, options, clock, NullLogger<SharedStateWatch>.Instance, link);
        var changes = 0;
        watch.Changed += () => changes++;
        Assert.True(watch.IsLost);
        await watch.LookAsync(default);
        Assert.False(watch.IsLost);
        Assert.Null(watch.WhyNotReady);
        await _redis.StopAsync();
        clock.Advance(options.Grace);
        await watch.LookAsync(default);
        Assert.False(watch.IsLost);
        Assert.NotNull(watch.Warning);
        clock.Advance(TimeSpan.FromSeconds(1));
        await watch.LookAsync(default);
        await watch.LookAsync(default);
        Assert.True(watch.IsLost);
        Assert.NotNull(watch.WhyNotReady);
        Assert.Equal(1, changes);
    }

    [RedisFact]
    public async Task Warns_OfARedisThatForgetsWhatItLikes()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch.AddDays(1));
        var options = new ReplicaOptions { Redis = _redis.Endpoint, RedisPasswordFile = _redis.PasswordFile };
        await using var link = new RedisLink(options, clock, NullLogger<RedisLink>.Instance);
        var state = new RedisState(link, new SharedSeal(new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider()), options);
        using var watch = new SharedStateWatch(state, options, clock, NullLogger<SharedStateWatch>.Instance, link);
        await _redis.AskAsync("config", "set", "appendonly", "yes");
        await watch.LookAsync(default);
        Assert.Null(watch.Warning);

        await _redis.AskAsync("config", "set", "maxmemory-policy", "allkeys-lru");
        Assert.Null(await link.EvictionAsync(default));
        await _redis.AskAsync("config", "set", "maxmemory", "64mb");
        clock.Advance(TimeSpan.FromMinutes(1));
        await watch.LookAsync(default);
        Assert.Contains("allkeys-lru", watch.Warning, StringComparison.Ordinal);
        Assert.Null(watch.WhyNotReady);
    }

    [RedisFact]
    public async Task Warns_OfARedisThatKeepsNothing_AndIsSilentWhereItDoesNotSay()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch.AddDays(1));
        var options = new ReplicaOptions { Redis = _redis.Endpoint, RedisPasswordFile = _redis.PasswordFile };
        await using var link = new RedisLink(options, clock, NullLogger<RedisLink>.Instance);
        var state = new RedisState(link, new SharedSeal(new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider()), options);
        using var watch = new SharedStateWatch(state, options, clock, NullLogger<SharedStateWatch>.Instance, link);
        await watch.LookAsync(default);
        Assert.Contains("appendonly", watch.Warning, StringComparison.Ordinal);
        Assert.Null(watch.WhyNotReady);

        // Either way of keeping is enough.
        await _redis.AskAsync("config", "set", "save", "3600 1");
        Assert.False(await link.IsForgetfulAsync(default));
        await _redis.AskAsync("config", "set", "save", "");
        await _redis.AskAsync("config", "set", "appendonly", "yes");
        clock.Advance(TimeSpan.FromMinutes(1));
        await watch.LookAsync(default);
        Assert.Null(watch.Warning);

        // Managed ones do not let their settings be read.
        await _redis.AskAsync("config", "set", "appendonly", "no");
        Assert.True(await link.IsForgetfulAsync(default));
        await _redis.AskAsync("acl", "setuser", "default", "-config");
        Assert.False(await link.IsForgetfulAsync(default));
        Assert.True(await link.PingAsync(default));
    }
}
