using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Identify.Accounts;

namespace RemoteDev.Gateway.StepUp;

/// <summary>Says which second factors somebody has.</summary>
internal sealed class FactorBook(IDbContextFactory<AccountContext> contexts, TimeProvider clock)
{
    /// <summary>Null when the person has no account. Throws what <see cref="DatabaseFault"/> knows when it cannot be said now.</summary>
    public Task<FactorsHeld?> OfAsync(string login, CancellationToken cancellationToken) =>
        DatabaseDeadline.KeepAsync(token => LookAsync(login, token), clock, cancellationToken);

    private async Task<FactorsHeld?> LookAsync(string login, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Accounts.AsNoTracking().SingleOrDefaultAsync(row => row.Id == login, cancellationToken) is not { } account)
        {
            return null;
        }

        var app = await context.Factors.AsNoTracking().SingleOrDefaultAsync(row => row.Login == login, cancellationToken);
        return new FactorsHeld(account.EnrolledAt, app?.EnrolledAt, await context.Passkeys.CountAsync(row => row.Login == login, cancellationToken));
    }
}
