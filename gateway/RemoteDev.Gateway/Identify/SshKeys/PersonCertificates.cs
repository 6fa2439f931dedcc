using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Identify.SshKeys;

/// <summary>
/// Whose certificate it is that somebody shows: one of this gateway's own authority for people, for one login, at this moment. A
/// certificate of any other authority is nobody's, whatever it says.
/// </summary>
internal sealed class PersonCertificates(SshAuthorities authorities, CatalogRoom catalog, IDbContextFactory<AccountContext> contexts, TimeProvider clock)
{
    private const string ProviderMethod = "provider";

    /// <summary>The login it speaks for, or null. Whether that person may sign in is not asked here.</summary>
    public string? LoginOf(SshPublicKey key)
    {
        // The format takes no principal for everybody, and several would leave it to the bearer to say who they are.
        if (!authorities.IsLoaded || key.Certificate is not { Principals: [var login] })
        {
            return null;
        }

        var check = new CertificateCheck
        {
            Authorities = [authorities.PersonAuthority],
            Kind = SshCertificateKind.User,
            Principal = login,
            Now = clock.GetUtcNow(),
        };
        return check.FaultOf(key) is null ? login : null;
    }

    /// <summary>
    /// Whether it was given before the person enrolled as they are now: then it goes with the credentials that enrolment replaced. So does
    /// one that does not say when its person proved themselves. Throws what <see cref="DatabaseFault"/> knows when it cannot be said now.
    /// </summary>
    public async ValueTask<bool> IsOutlivedAsync(string login, SshPublicKey key, CancellationToken cancellationToken)
    {
        if (key.Certificate is not { } certificate || PersonCertificate.FactorOf(certificate) is not { } factor)
        {
            return true;
        }

        var account = await DatabaseDeadline.KeepAsync(token => AccountOfAsync(login, token), clock, cancellationToken);

        // Who has no account here showed a factor to their provider, whose word of it goes with its people.
        if (account is null)
        {
            return factor.Method != ProviderMethod || catalog.Current.People.GetValueOrDefault(login)?.Provider is null;
        }

        // Certificates count in whole seconds.
        return factor.At.ToUnixTimeSeconds() < account.EnrolledAt.ToUnixTimeSeconds();
    }

    private async Task<Account?> AccountOfAsync(string login, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Accounts.AsNoTracking().SingleOrDefaultAsync(row => row.Id == login, cancellationToken);
    }
}
