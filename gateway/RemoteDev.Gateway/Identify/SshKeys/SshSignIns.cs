using System.Collections.Concurrent;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Identify.OpenId.People;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Identify.SshKeys;

/// <summary>
/// Opens a sign-in for whoever proved a key. The person is the one whom the key says, whatever the user name on the wire says
/// (CVE-2024-45337): that names the place.
/// </summary>
internal sealed class SshSignIns(
    SshKeyStore keys, SshKeyUses uses, PersonCertificates certificates, ProviderVouching vouching, SignInSessions signIns, CatalogRoom catalog, GatewayOrigins origins, TraceRoom trace)
{
    private const string ByKey = "ssh-key";
    private const string ByCertificate = "ssh-certificate";

    private readonly ConcurrentDictionary<SignIn, string> _live = new();

    /// <summary>Raised with the fingerprint of a key that counts for nothing any more, after what it opened has ended. Handlers must not block or throw.</summary>
    public event Action<string>? Dropped;

    /// <summary>
    /// Whether an offered key is worth a signature. Costs the same for a stranger's key as for a person's. Throws what
    /// <see cref="DatabaseFault"/> knows when it cannot be said now, as <see cref="OpenAsync"/> does.
    /// </summary>
    public async ValueTask<bool> IsKnownAsync(SshPublicKey key, CancellationToken cancellationToken) =>
        await OwnerAsync(key, cancellationToken) is not null;

    /// <summary>Opens the sign-in, durably traced, or says why not.</summary>
    /// <param name="key">The key, or the gateway's own certificate of one, whose signature over this connection was verified.</param>
    public async ValueTask<Step<SshSignIn>> OpenAsync(Connection connection, SshPublicKey key, CancellationToken cancellationToken)
    {
        var source = connection.Source;
        var fingerprint = key.Plain.Fingerprint;
        if (await OwnerAsync(key, cancellationToken) is not { } login)
        {
            var unknown = Unknown(key);
            await RefuseAsync(connection, fingerprint, unknown, cancellationToken);
            return unknown;
        }

        var person = catalog.Current.People.GetValueOrDefault(login);
        if ((IdentifyRefusals.WhyNot(person) ?? await vouching.WhyNotAsync(person!, origins.Portal, cancellationToken)) is { } refusal)
        {
            await RefuseAsync(connection, login, refusal, cancellationToken);
            return refusal;
        }

        if (key.Certificate is not null && await certificates.IsOutlivedAsync(login, key, cancellationToken))
        {
            await RefuseAsync(connection, login, IdentifyRefusals.UnknownSshCertificate, cancellationToken);
            return IdentifyRefusals.UnknownSshCertificate;
        }

        var first = new FirstFactor(key.Certificate is null ? ByKey : ByCertificate);
        if (!(await signIns.OpenAsync(new NewSignIn(login, first, new SignInClient(source)), cancellationToken)).Passed(out var opened, out var lost))
        {
            return lost;
        }

        var (secret, signIn) = (opened.Cookie, opened.SignIn);
        var isOpen = false;
        try
        {
            if (await AdmitAsync(connection, key, signIn, cancellationToken) is { } late)
            {
                return late;
            }

            isOpen = true;
            return new SshSignIn(Identified.BySignIn(connection, signIn), secret.Hash, fingerprint, key.Certificate);
        }
        finally
        {
            // Refused after all, or the client went meanwhile: nobody holds it who would end it.
            if (!isOpen)
            {
                End(signIn, EndReason.Closed);
            }
        }
    }

    // Traces the sign-in, and from then on it is found by its key. Why it may not be after all, or null.
    private async ValueTask<Refusal?> AdmitAsync(Connection connection, SshPublicKey key, SignIn signIn, CancellationToken cancellationToken)
    {
        var traced = await trace.OpenAsync(SignInEvents.Succeeded(signIn), cancellationToken);
        if (!traced)
        {
            End(signIn, EndReason.TraceLost);
            return IdentifyRefusals.TraceUnavailable;
        }

        _live[signIn] = key.Plain.Fingerprint;
        if (key.Certificate is null)
        {
            await uses.NoteAsync(key.Fingerprint, cancellationToken);
        }

        // Removed, or run out, between the look and here: the remover found nothing to end.
        if (await OwnerAsync(key, cancellationToken) == signIn.Login)
        {
            return null;
        }

        End(signIn, EndReason.SignedOut);
        var unknown = Unknown(key);
        await RefuseAsync(connection, key.Plain.Fingerprint, unknown, cancellationToken);
        return unknown;
    }

    private static Refusal Unknown(SshPublicKey key) =>
        key.Certificate is null ? IdentifyRefusals.UnknownSshKey : IdentifyRefusals.UnknownSshCertificate;

    /// <summary>The connection is over.</summary>
    public void End(SignIn signIn, EndReason reason)
    {
        _live.TryRemove(signIn, out _);
        signIns.End(signIn, reason);
    }

    /// <summary>Ends what keys opened for people for whom their provider has not vouched for too long.</summary>
    public async Task EndTheUnvouchedAsync(CancellationToken cancellationToken)
    {
        foreach (var group in _live.Keys.GroupBy(signIn => signIn.Login, StringComparer.Ordinal))
        {
            if (catalog.Current.People.GetValueOrDefault(group.Key) is { Provider: not null } person
                && await vouching.HasLapsedAsync(person, origins.Portal, cancellationToken))
            {
                foreach (var signIn in group)
                {
                    End(signIn, EndReason.ProviderLost);
                }
            }
        }
    }

    /// <summary>Nobody can say whose key it is: what its bearer is told, traced.</summary>
    public async ValueTask<Refusal> NoKeysNowAsync(Connection connection, SshPublicKey key, CancellationToken cancellationToken)
    {
        await RefuseAsync(connection, key.Plain.Fingerprint, IdentifyRefusals.NoKeysNow, cancellationToken);
        return IdentifyRefusals.NoKeysNow;
    }

    /// <summary>Ends every sign-in that this key opened.</summary>
    public void EndAllWith(string fingerprint, EndReason reason)
    {
        foreach (var (signIn, opener) in _live)
        {
            if (opener == fingerprint)
            {
                End(signIn, reason);
            }
        }

        Dropped?.Invoke(fingerprint);
    }

    // A certificate is looked at only as one: that its key is registered as well says nothing for it.
    private async ValueTask<string?> OwnerAsync(SshPublicKey key, CancellationToken cancellationToken) =>
        key.Certificate is null ? await keys.OwnerAsync(key.Fingerprint, cancellationToken) : certificates.LoginOf(key);

    private async ValueTask RefuseAsync(Connection connection, string who, Refusal why, CancellationToken cancellationToken) =>
        await trace.OpenAsync(
            new SignInRefused { Source = connection.Source.ToString(), Login = who, Code = why.Code, Reason = why.Reason }, cancellationToken);
}
