using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Replicas;

namespace RemoteDev.Gateway.Tests.Replicas;

/// <summary>The parts of a gateway that shares with nobody.</summary>
internal static class Alone
{
    /// <summary>Runs nothing unless started.</summary>
    public static SharedStateWatch Watch(TimeProvider clock) =>
        new(new InProcessState(clock), new ReplicaOptions(), clock, NullLogger<SharedStateWatch>.Instance);

    public static (SignInSessions SignIns, SignInEndings Endings) SignIns(SignInLifetimes lifetimes, TimeProvider clock, ISharedState? state = null)
    {
#pragma warning disable CA2000 // What is not started runs nothing and holds nothing.
        var share = new SignInShare(state ?? new InProcessState(clock), lifetimes, clock);
        var book = new SignInEndBook(new NoDatabase(), lifetimes, clock);
        var endings = new SignInEndings(share, book, clock, NullLogger<SignInEndings>.Instance);
        return (new SignInSessions(share, endings, book, lifetimes, clock), endings);
#pragma warning restore CA2000
    }

    /// <summary>Nobody asks: what writes ends down is not started.</summary>
    private sealed class NoDatabase : IDbContextFactory<AccountContext>
    {
        public AccountContext CreateDbContext() => throw new NotSupportedException("Nothing was started that writes ends down.");
    }
}
