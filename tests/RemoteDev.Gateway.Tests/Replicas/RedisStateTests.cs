using System.Text;
using Microsoft.AspNetCore.DataProtection;
using RemoteDev.Gateway.Replicas;

namespace RemoteDev.Gateway.Tests.Replicas;

public sealed class RedisStateTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [RedisTheory]
    [MemberData(nameof(SharedStateContract.Names), MemberType = typeof(SharedStateContract))]
    public async Task Promises(string what)
    {
        await using var house = new RedisHouse(redis);
        await SharedStateContract.Promises[what](house.Gateway().State, async time => await ElapseAsync(time));
    }

    [RedisFact]
    public async Task Shares_BetweenGateways()
    {
        await using var house = new RedisHouse(redis);
        var (here, there) = (house.Gateway().State, house.Gateway().State);
        var key = SharedStateContract.NewKey();
        Assert.True(await SharedStateContract.AddAsync(here, key, "ours", "group"));
        Assert.False(await SharedStateContract.AddAsync(there, key, "mine"));
        Assert.Equal("ours", SharedStateContract.Read(await there.FindAsync(key, default)).Data);
        Assert.Equal(key, Assert.Single(await there.GroupAsync(key.Kind, "group", default)).Key);
        Assert.NotNull(await there.TakeAsync(key, default));
        Assert.Null(await here.FindAsync(key, default));
    }

    [RedisFact]
    public async Task Tells_TheOthersAndNotItself_AndBelievesNobodyElse()
    {
        await using var house = new RedisHouse(redis);
        var (here, there) = (house.Gateway(), house.Gateway());
        var stranger = house.Gateway(new EphemeralDataProtectionProvider());
        List<string> heardHere = [];
        var heard = System.Threading.Channels.Channel.CreateUnbounded<string>();
        here.State.Hear(SharedTopic.SignInEnded, message => heardHere.Add(Encoding.UTF8.GetString(message.Span)));
        there.State.Hear(SharedTopic.SignInEnded, message => heard.Writer.TryWrite(Encoding.UTF8.GetString(message.Span)));
        Assert.True(await here.Link.PingAsync(default));
        Assert.True(await there.Link.PingAsync(default));
        using var patience = new CancellationTokenSource(Patience);
        await stranger.State.TellAsync(SharedTopic.SignInEnded, "forged"u8.ToArray(), patience.Token);
        await here.State.TellAsync(SharedTopic.SignInEnded, "ended"u8.ToArray(), patience.Token);

        Assert.Equal("ended", await heard.Reader.ReadAsync(patience.Token));
        Assert.Empty(heardHere);
    }

    [RedisFact]
    public async Task Hears_FromItsFirstAnswerOn()
    {
        await using var house = new RedisHouse(redis);
        var teller = house.Gateway().State;
        using var patience = new CancellationTokenSource(Patience);
        for (var i = 0; i < 30; i++)
        {
            var (state, link) = house.Gateway();
            var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            state.Hear(SharedTopic.SignInEnded, _ => heard.TrySetResult());
            Assert.True(await link.PingAsync(patience.Token));
            await teller.TellAsync(SharedTopic.SignInEnded, "ended"u8.ToArray(), patience.Token);
            await heard.Task.WaitAsync(patience.Token);
        }
    }

    [RedisFact]
    public async Task Shows_RedisNothing()
    {
        await using var house = new RedisHouse(redis);
        var state = house.Gateway().State;
        var key = SharedStateContract.NewKey();
        await SharedStateContract.AddAsync(state, key, "what-nobody-reads", "ada");
        var kept = await redis.AskAsync("HGETALL", house.NameOf(key));
        Assert.Contains("v\n1", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("what-nobody-reads", kept, StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task Refuses_AValueThatWasPutUnderAnotherName()
    {
        await using var house = new RedisHouse(redis);
        var state = house.Gateway().State;
        var (adas, planted) = (SharedStateContract.NewKey(), SharedStateContract.NewKey());
        await SharedStateContract.AddAsync(state, adas, "ada");
        Assert.Equal("OK", (await redis.AskAsync("RENAME", house.NameOf(adas), house.NameOf(planted))).Trim());
        Assert.Null(await state.FindAsync(planted, default));
        Assert.Null(await state.TakeAsync(planted, default));
    }

    [RedisFact]
    public async Task Refuses_WhatAnotherRingOfKeysSealed()
    {
        await using var house = new RedisHouse(redis);
        var key = SharedStateContract.NewKey();
        await SharedStateContract.AddAsync(house.Gateway(new EphemeralDataProtectionProvider()).State, key, "forged");
        Assert.Null(await house.Gateway().State.FindAsync(key, default));
    }

    private static async Task ElapseAsync(TimeSpan time)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < time)
        {
            await Task.Yield();
        }
    }
}
