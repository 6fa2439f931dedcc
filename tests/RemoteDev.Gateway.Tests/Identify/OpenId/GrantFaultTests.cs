using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using RemoteDev.Gateway.Identify.OpenId.Grants;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.Tests.Console.Pages.SignIn;
using RemoteDev.Gateway.Tests.Trace;

namespace RemoteDev.Gateway.Tests.Identify.OpenId;

/// <summary>Asking providers again goes on whatever happens to one question: the gateway stands, and nobody is forgotten.</summary>
public sealed class GrantFaultTests
{
    private static readonly TimeSpan Due = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Keeps_TheNextRefreshToken_WhenTheIdTokenBesideItIsTooLong()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        await house.StopWatchAsync();
        using var browser = house.Browse();
        var signIn = await StrongAsync(house, browser);
        house.Far.RefreshToken = "refresh-2";
        house.Far.Claims = claims => claims["padding"] = new JsonArray([.. Enumerable.Range(0, 20).Select(_ => JsonValue.Create(new string('x', 800)))]);
        house.Clock.Advance(Due);
        await house.AskAgainAsync();

        var (kept, _) = Assert.NotNull(await house.House.Get<ProviderGrants>().FindAsync(signIn.Id, CancellationToken.None));
        Assert.Equal(("refresh-2", null), (kept.RefreshToken, kept.IdToken));
        Assert.False(signIn.HasEnded);
    }

    // One bound for both ways in: what cannot be kept lets nobody in, and replaces nothing.
    [Fact]
    public async Task Keeps_NoGrantThatIsTooLongWithoutItsIdToken()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        await house.StopWatchAsync();
        using var browser = house.Browse();
        var signIn = await StrongAsync(house, browser);
        var grants = house.House.Get<ProviderGrants>();
        var (grant, version) = Assert.NotNull(await grants.FindAsync(signIn.Id, CancellationToken.None));

        Assert.False(await grants.TryReplaceAsync(signIn, version, grant with { RefreshToken = new string('r', SharedValue.MaxBytes) }, CancellationToken.None));
        Assert.Equal(grant, Assert.NotNull(await grants.FindAsync(signIn.Id, CancellationToken.None)).Grant);
    }

    [Fact]
    public async Task Asks_ForTheOthers_WhenOneCannotBeAskedFor()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        await house.StopWatchAsync();
        using var one = house.Browse();
        using var two = house.Browse();
        var first = await StrongAsync(house, one);
        await StrongAsync(house, two);
        var state = new FaultyState(house.House.Get<ISharedState>())
        {
            Before = (_, id) =>
            {
                if (id == first.Id)
                {
                    throw new InvalidOperationException("Nobody thought of this.");
                }
            },
        };
        house.Clock.Advance(Due);

        await Refresh(house, state).AskAllAsync(CancellationToken.None);

        Assert.Single(house.Far.Asked, asked => asked.Form.ContainsKey("refresh_token"));
    }

    [Fact]
    public async Task Watches_On_WhenSomethingFails()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        await house.StopWatchAsync();
        using var one = house.Browse();
        using var two = house.Browse();
        var first = await StrongAsync(house, one);
        var second = await StrongAsync(house, two);
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var forgotten = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var state = new FaultyState(house.House.Get<ISharedState>())
        {
            Before = (question, id) =>
            {
                if (question == nameof(ISharedState.TakeAsync) && id == first.Id)
                {
                    failed.TrySetResult();
                    throw new InvalidOperationException("Nobody thought of this.");
                }

                if (question == nameof(ISharedState.TakeAsync) && id == second.Id)
                {
                    forgotten.TrySetResult();
                }
            },
        };

        // A clock of its own, so that what waits on it is the watch.
        var clock = new ManualClock(house.Clock.GetUtcNow());
        using var watch = ActivatorUtilities.CreateInstance<GrantWatch>(house.House.Scope.ServiceProvider, Refresh(house, state), Grants(house, state), clock);
        await watch.StartAsync(CancellationToken.None);
        house.House.SignIns.End(first, EndReason.SignedOut);
        await clock.ArmedAsync(TimeSpan.FromSeconds(5));
        clock.Advance(TimeSpan.FromSeconds(5));
        await failed.Task.WaitAsync(TraceFixture.Patience);

        house.House.SignIns.End(second, EndReason.SignedOut);
        clock.Advance(TimeSpan.FromSeconds(5));
        await forgotten.Task.WaitAsync(TraceFixture.Patience);
        Assert.False(watch.ExecuteTask!.IsCompleted);
        await watch.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Looks_AfterEverythingElse_WhileAProviderIsSilent()
    {
        await using var house = await OpenIdHouse.OpenAsync();
        await house.StopWatchAsync();
        using var one = house.Browse();
        using var two = house.Browse();
        await StrongAsync(house, one);
        var second = await StrongAsync(house, two);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        house.Far.InsteadOfRefresh = async context =>
        {
            asked.TrySetResult();
            return await house.Far.NeverAsync(context);
        };
        var forgotten = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var state = new FaultyState(house.House.Get<ISharedState>())
        {
            Before = (question, id) =>
            {
                if (question == nameof(ISharedState.TakeAsync) && id == second.Id)
                {
                    forgotten.TrySetResult();
                }
            },
        };
        house.Clock.Advance(Due);
        var clock = new ManualClock(house.Clock.GetUtcNow());
        using var watch = ActivatorUtilities.CreateInstance<GrantWatch>(house.House.Scope.ServiceProvider, Refresh(house, state), Grants(house, state), clock);
        await watch.StartAsync(CancellationToken.None);
        await clock.ArmedAsync(TimeSpan.FromSeconds(5));
        clock.Advance(TimeSpan.FromSeconds(5));
        await asked.Task.WaitAsync(TraceFixture.Patience);

        // The question hangs, and will until the provider's patience is over, which goes by a clock that stands.
        house.House.SignIns.End(second, EndReason.SignedOut);
        clock.Advance(TimeSpan.FromSeconds(5));
        await forgotten.Task.WaitAsync(TraceFixture.Patience);
        await watch.StopAsync(CancellationToken.None).WaitAsync(TraceFixture.Patience);
    }

    private static ProviderGrants Grants(OpenIdHouse house, FaultyState state) => new(state, house.House.Get<IDataProtectionProvider>(), house.Clock);

    private static GrantRefresh Refresh(OpenIdHouse house, FaultyState state) =>
        ActivatorUtilities.CreateInstance<GrantRefresh>(house.House.Scope.ServiceProvider, Grants(house, state));

    private static async Task<SignIn> StrongAsync(OpenIdHouse house, PortalBrowser browser)
    {
        var signIn = await house.MustSignInAsync(browser);
        signIn.Strengthen(new MfaProof("test", house.Clock.GetUtcNow()));
        return signIn;
    }
}
