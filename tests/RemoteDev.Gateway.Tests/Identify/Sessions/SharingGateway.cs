using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.Tests.Replicas;

namespace RemoteDev.Gateway.Tests.Identify.Sessions;

/// <summary>The sign-ins of one gateway that shares them with others.</summary>
internal sealed class SharingGateway : IAsyncDisposable
{
    public static readonly SignInLifetimes Lifetimes = new(TimeSpan.FromHours(12), TimeSpan.FromHours(1), TimeSpan.FromMinutes(10));

    private bool _concludes;

    private SharingGateway(RedisState state, IDbContextFactory<AccountContext> database, TimeProvider clock)
    {
        var share = new SignInShare(state, Lifetimes, clock);
        Share = share;
        var book = new SignInEndBook(database, Lifetimes, clock);
        Endings = new SignInEndings(share, book, clock, NullLogger<SignInEndings>.Instance);
        Endings.Concluded += (signIn, reason) => Concluded.Add((signIn.Id, reason));
        SignIns = new SignInSessions(share, Endings, book, Lifetimes, clock);
        Follow = new SignInFollow(SignIns, share, book, clock, NullLogger<SignInFollow>.Instance);
    }

    public SignInShare Share { get; }

    public SignInSessions SignIns { get; }

    public SignInEndings Endings { get; }

    /// <summary>Looks when the test says so.</summary>
    public SignInFollow Follow { get; }

    /// <summary>What this gateway would trace.</summary>
    public List<(string Id, EndReason Reason)> Concluded { get; } = [];

    public static async Task<SharingGateway> StartAsync(RedisHouse house, bool concludes = true, TimeProvider? clock = null)
    {
        var (state, link) = house.Gateway();
        var gateway = new SharingGateway(state, await house.DatabaseAsync(), clock ?? TimeProvider.System);
        Assert.True(await link.PingAsync(default));
        gateway._concludes = concludes;
        if (concludes)
        {
            await gateway.Endings.StartAsync(default);
        }

        return gateway;
    }

    public async ValueTask DisposeAsync()
    {
        if (_concludes)
        {
            await Endings.StopAsync(default);
        }

        Endings.Dispose();
        Follow.Dispose();
    }
}
