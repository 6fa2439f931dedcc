using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Identify.Sessions;
using RemoteDev.Gateway.Tests.Replicas;
using RemoteDev.Gateway.Trace;

namespace RemoteDev.Gateway.Tests.Identify.Tokens;

/// <summary>Two gateways of one house, with one database and a real Redis: a token ends at both.</summary>
public sealed class SharedTokenTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [RedisFact]
    public async Task Ends_AtTheOtherGateway_WhenItIsRevokedAtOne()
    {
        await using var house = new RedisHouse(redis);
        await using var portal = await IdentifyHouse.OpenAsync();
        var token = await portal.TokenAsync(await portal.EnrolAsync("ada"));
        await using var here = await SharingGateway.StartAsync(house);
        await using var there = await SharingGateway.StartAsync(house);
        var (tokensHere, endingsHere) = await GatewayAsync(portal, house, here);
        var (tokensThere, endingsThere) = await GatewayAsync(portal, house, there);
        using (endingsHere)
        using (endingsThere)
        {
            var signIn = await KnownAsync(tokensThere, token);
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            tokensThere.Ended += (_, _) => ended.TrySetResult();
            var desk = new AccessTokenDesk(
                portal.Get<AccessTokenStore>(), tokensHere, endingsHere, portal.Get<TokenLifetimes>(), portal.Catalog, portal.Get<TraceRoom>(), portal.Clock);
            Assert.True((await desk.RevokeAsync("ada", token.Row.Id, new Actor("ada", "portal", null, null), "Lost.", default)).Passed(out _, out _));
            await ended.Task.WaitAsync(Patience);
            Assert.True(signIn.HasEnded);
            Assert.False((await tokensThere.FindAsync("ada", token.Value, IPAddress.Loopback, default)).Passed(out _, out _));
        }
    }

    [RedisFact]
    public async Task Ends_AtTheOtherGateway_WithAllOfAPersonsSignIns()
    {
        await using var house = new RedisHouse(redis);
        await using var portal = await IdentifyHouse.OpenAsync();
        var token = await portal.TokenAsync(await portal.EnrolAsync("ada"));
        await using var here = await SharingGateway.StartAsync(house);
        await using var there = await SharingGateway.StartAsync(house);
        var (_, endingsHere) = await GatewayAsync(portal, house, here);
        var (tokensThere, endingsThere) = await GatewayAsync(portal, house, there);
        using (endingsHere)
        using (endingsThere)
        {
            await endingsHere.StartAsync(default);
            var signIn = await KnownAsync(tokensThere, token);
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            tokensThere.Ended += (_, _) => ended.TrySetResult();
            here.SignIns.EndAllOf("ada", EndReason.PersonChanged);
            await ended.Task.WaitAsync(Patience);
            Assert.True(signIn.HasEnded);
            Assert.True(await endingsHere.SettledAsync(Patience, default));
            Assert.Empty(await portal.Get<AccessTokenStore>().OfAsync("ada", 9, default));
            await endingsHere.StopAsync(default);
        }
    }

    [RedisFact]
    public async Task GoesOn_WhenItWasMadeAfterAnEndThatIsToldLate()
    {
        await using var house = new RedisHouse(redis);
        await using var portal = await IdentifyHouse.OpenAsync();
        var ada = await portal.EnrolAsync("ada");
        var before = await portal.TokenAsync(ada, name: "before");
        var endedAt = portal.Clock.GetUtcNow().AddSeconds(1);
        portal.Clock.Advance(TimeSpan.FromSeconds(10));
        var after = await portal.TokenAsync(ada, name: "after");
        await using var here = await SharingGateway.StartAsync(house, clock: portal.Clock);
        await using var there = await SharingGateway.StartAsync(house, clock: portal.Clock);
        var (tokensThere, endingsThere) = await GatewayAsync(portal, house, there);
        using (endingsThere)
        {
            await endingsThere.StartAsync(default);
            var (old, young) = (await KnownAsync(tokensThere, before), await KnownAsync(tokensThere, after));
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            tokensThere.AllEnded += (_, _) => ended.TrySetResult();
            await here.Share.TellAsync(new SignInEnding(null, "ada", null, EndReason.PersonChanged) { At = endedAt }, default);
            await ended.Task.WaitAsync(Patience);
            Assert.True(await endingsThere.SettledAsync(Patience, default));
            Assert.True(old.HasEnded);
            Assert.False(young.HasEnded);
            Assert.Equal(after.Row.Id, Assert.Single(await portal.Get<AccessTokenStore>().OfAsync("ada", 9, default)).Id);
            Assert.Same(young, await KnownAsync(tokensThere, after));
            await endingsThere.StopAsync(default);
        }
    }

    private static async Task<(AccessTokens Tokens, AccessTokenEndings Endings)> GatewayAsync(IdentifyHouse portal, RedisHouse house, SharingGateway gateway)
    {
        var store = new AccessTokenStore(portal.Get<IDbContextFactory<AccountContext>>());
        var tokens = new AccessTokens(store, gateway.SignIns, portal.Get<SignInLifetimes>(), portal.Clock);
        var (state, link) = house.Gateway();
        var endings = new AccessTokenEndings(tokens, store, gateway.Endings, state, portal.Get<TraceRoom>(), TimeProvider.System, NullLogger<AccessTokenEndings>.Instance);
        Assert.True(await link.PingAsync(default));
        return (tokens, endings);
    }

    private static async Task<SignIn> KnownAsync(AccessTokens tokens, IssuedAccessToken token)
    {
        Assert.True((await tokens.FindAsync("ada", token.Value, IPAddress.Loopback, default)).Passed(out var signIn, out var refusal), refusal?.Reason);
        return signIn;
    }
}
