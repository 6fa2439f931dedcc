using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Identify.Accounts;

namespace RemoteDev.Gateway.Tests.Identify;

/// <summary>A database that throws at the first questions what no database throws.</summary>
internal sealed class StumblingDatabase(IDbContextFactory<AccountContext> inner, int stumbles) : IDbContextFactory<AccountContext>
{
    private int _asked;

    public int Asked => Volatile.Read(ref _asked);

    public AccountContext CreateDbContext() =>
        Interlocked.Increment(ref _asked) <= stumbles ? throw new NotSupportedException("As the test wants.") : inner.CreateDbContext();
}
