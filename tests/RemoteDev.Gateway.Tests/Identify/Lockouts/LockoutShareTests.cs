using Microsoft.Extensions.Logging.Abstractions;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Tests.Replicas;

namespace RemoteDev.Gateway.Tests.Identify.Lockouts;

/// <summary>Guesses that are spread over the gateways of a house.</summary>
public sealed class LockoutShareTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly LockoutKey Ada = LockoutKey.Password("ada");

    [RedisFact]
    public async Task Counts_WhatWasTriedAtAnotherGateway()
    {
        await using var house = new RedisHouse(redis);
        var (here, there) = (new LockoutBook(TimeProvider.System), new LockoutBook(TimeProvider.System));
        var (mine, theirs) = (house.Gateway(), house.Gateway());
        using var tells = new LockoutShare(here, mine.State, NullLogger<LockoutShare>.Instance);
        using var hears = new LockoutShare(there, theirs.State, NullLogger<LockoutShare>.Instance);
        await tells.StartAsync(default);
        await hears.StartAsync(default);
        Assert.True(await theirs.Link.PingAsync(default));
        var free = LockoutRule.For(LockoutKind.Password).Free;

        // The first may be told before the other listens.
        var names = 0;
        await UntilAsync(() =>
        {
            here.Begin(LockoutKey.Password($"somebody{++names}"));
            return Enumerable.Range(1, names).Any(name => there.Of(LockoutKey.Password($"somebody{name}")).Failures == 1);
        });
        for (var i = 0; i < free; i++)
        {
            Assert.Null(here.Begin(Ada));
        }

        await UntilAsync(() => there.Of(Ada).Failures == free);
        Assert.NotNull(there.Begin(Ada));
        here.Forgive(Ada);
        await UntilAsync(() => there.Of(Ada).Failures == free - 1);
        here.Clear(Ada);
        await UntilAsync(() => there.Of(Ada).Failures == 0);
        await tells.StopAsync(default);
        await hears.StopAsync(default);
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
