using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.Identify.Accounts;

/// <summary>
/// The framework's store of accounts, with passkeys from a table of our own. It reads them only: a passkey is written by StepUp, in one
/// transaction with what belongs to it and after the trace, never as a side effect of reading it. The framework asks with no deadline, so
/// there is one here.
/// </summary>
internal sealed class AccountStore(AccountContext context, IdentityErrorDescriber describer, TimeProvider clock)
    : UserOnlyStore<Account, AccountContext>(context, describer)
{
    public override Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken = default) =>
        DatabaseDeadline.KeepAsync(token => base.FindByIdAsync(userId, token), clock, cancellationToken);

    public override async Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = IdOf(credentialId);
        var login = await DatabaseDeadline.KeepAsync(
            token => Context.Passkeys.Where(row => row.Id == id).Select(row => row.Login).SingleOrDefaultAsync(token), clock, cancellationToken);
        return login is null ? null : await FindByIdAsync(login, cancellationToken);
    }

    public override async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = IdOf(credentialId);
        var row = await DatabaseDeadline.KeepAsync(
            token => Context.Passkeys.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.Login == user.Id, token), clock, cancellationToken);
        return row is null ? null : Info(row);
    }

    public override async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        [.. (await DatabaseDeadline.KeepAsync(
            token => Context.Passkeys.AsNoTracking().Where(row => row.Login == user.Id).ToListAsync(token), clock, cancellationToken)).Select(Info)];

    public override Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Passkeys are written by StepUp.");

    public override Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Passkeys are removed by StepUp.");

    /// <summary>The key of a credential's row.</summary>
    public static string IdOf(byte[] credentialId) => TokenHash.Of(credentialId).ToString();

    // The counter is left at zero, so that the framework does not judge it: it would compare a value read earlier, and of two replicas both
    // could be right. It is judged where it is stored, in one step.
    private static UserPasskeyInfo Info(PasskeyRow row) => new(
        row.CredentialId,
        row.PublicKey,
        row.AddedAt,
        signCount: 0,
        row.Transports.Length == 0 ? null : row.Transports.Split(' '),
        isUserVerified: true,
        row.BackupEligible,
        row.BackedUp,
        [],
        Encoding.UTF8.GetBytes("{}"))
    {
        Name = row.Name,
    };
}
