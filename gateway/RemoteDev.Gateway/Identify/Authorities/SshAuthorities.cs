using System.Buffers.Binary;
using System.Security.Cryptography;
using RemoteDev.Gateway.Journey;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Identify.Authorities;

/// <summary>
/// The keys by which the gateway proves itself by SSH and vouches for others: to people for itself, to environments for people, and to
/// itself for people who have proven themselves at the portal. They are made once, rest sealed, and never leave the process.
/// </summary>
internal sealed class SshAuthorities(AuthorityStore store, TimeProvider clock)
{
    private static readonly TimeSpan HostLife = TimeSpan.FromHours(24);

    // Clocks of machines differ; a certificate that begins a little earlier is no longer for it.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    // What people may do inside is decided here and by the channel, not by the certificate: sshd grants what it would to a plain key.
    private static readonly IReadOnlyList<SshCertificateOption> Permits =
    [
        SshCertificateOption.Flag("permit-X11-forwarding"),
        SshCertificateOption.Flag("permit-agent-forwarding"),
        SshCertificateOption.Flag("permit-port-forwarding"),
        SshCertificateOption.Flag("permit-pty"),
    ];

    private readonly Lock _gate = new();
    private volatile AuthorityKeys? _keys;
    private HostCertificateOf? _host;

    /// <summary>Whether the keys are there. Without them every other member throws.</summary>
    public bool IsLoaded => _keys is not null;

    /// <summary>Proves to people that this is the gateway.</summary>
    public ISshSigner HostKey => Keys.Host;

    /// <summary>The public half of <see cref="HostKey"/>, for its fingerprint.</summary>
    public SshPublicKey HostPublicKey => Keys.Host.PublicKey;

    /// <summary>Vouches for the gateway's host key: for <c>@cert-authority</c> in <c>known_hosts</c>.</summary>
    public SshPublicKey HostAuthority => Keys.Hosts.PublicKey;

    /// <summary>Vouches for people to environments: for their <c>TrustedUserCAKeys</c>.</summary>
    public SshPublicKey TargetAuthority => Keys.Targets.PublicKey;

    /// <summary>Vouches for people to the gateway.</summary>
    public SshPublicKey PersonAuthority => Keys.People.PublicKey;

    private AuthorityKeys Keys => _keys ?? throw new InvalidOperationException("The gateway's SSH keys are not loaded; ask IsLoaded first.");

    /// <summary>The host key with a certificate for these names. It is made anew when half its life is over.</summary>
    public ISshSigner HostCertificate(IReadOnlyList<string> names)
    {
        var keys = Keys;
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            if (_host is null || now >= _host.RenewAt || !_host.Names.SequenceEqual(names, StringComparer.Ordinal))
            {
                var certificate = SshCertificates.Issue(
                    new CertificateRequest
                    {
                        Key = keys.Host.PublicKey,
                        Kind = SshCertificateKind.Host,
                        KeyId = names[0],
                        Principals = names,
                        Serial = Serial(),
                        ValidAfter = now - Skew,
                        ValidBefore = now + HostLife,
                    },
                    keys.Hosts);
                _host = new HostCertificateOf([.. names], new SshCertificateSigner(certificate, keys.Host), now + (HostLife / 2));
            }

            return _host.Signer;
        }
    }

    /// <summary>A fresh key and a certificate for one login in an environment.</summary>
    /// <param name="person">Who it is for, and</param>
    /// <param name="session">by which session: the environment's own log names both.</param>
    /// <param name="principal">The account inside.</param>
    /// <param name="life">How long it may take until it is used; a login lives on after it.</param>
    public TargetSigner IssueForTarget(string person, string session, string principal, TimeSpan life)
    {
        var now = clock.GetUtcNow();
        var key = SshPrivateKey.GenerateEd25519();
        var certificate = SshCertificates.Issue(
            new CertificateRequest
            {
                Key = key.PublicKey,
                Kind = SshCertificateKind.User,
                KeyId = $"{person}/{session}",
                Principals = [principal],
                Serial = Serial(),
                ValidAfter = now - Skew,
                ValidBefore = now + life,
                Extensions = Permits,
            },
            Keys.Targets);
        return new TargetSigner(certificate, key);
    }

    /// <summary>When this gateway gave the certificate.</summary>
    public static DateTimeOffset IssuedAt(SshCertificate certificate) => certificate.ValidAfter + Skew;

    /// <summary>A certificate for a key of a person, which carries the factor that they showed.</summary>
    /// <param name="until">When it ends; the caller bounds it.</param>
    public SshPublicKey IssueForPerson(SshPublicKey key, string login, MfaProof mfa, DateTimeOffset until) =>
        SshCertificates.Issue(
            new CertificateRequest
            {
                Key = key,
                Kind = SshCertificateKind.User,
                KeyId = login,
                Principals = [login],
                Serial = Serial(),
                ValidAfter = clock.GetUtcNow() - Skew,
                ValidBefore = until,
                Extensions = PersonCertificate.Factor(mfa),
            },
            Keys.People);

    /// <summary>Loads the keys, or makes them. The purpose of one that cannot be opened, or null when all are there.</summary>
    public async Task<string?> LoadAsync(CancellationToken cancellationToken)
    {
        string[] purposes = [AuthorityPurpose.HostKey, AuthorityPurpose.Hosts, AuthorityPurpose.Targets, AuthorityPurpose.People];
        var keys = new List<SshPrivateKey>(purposes.Length);
        foreach (var purpose in purposes)
        {
#pragma warning disable CA2000 // They live as long as the process.
            if (await store.ReadOrMakeAsync(purpose, cancellationToken) is not { } key)
#pragma warning restore CA2000
            {
                return purpose;
            }

            keys.Add(key);
        }

        _keys = new AuthorityKeys(keys[0], keys[1], keys[2], keys[3]);
        return null;
    }

    // Random, so that gateways need not agree on the next one.
    private static ulong Serial() => BinaryPrimitives.ReadUInt64BigEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    private sealed record HostCertificateOf(IReadOnlyList<string> Names, ISshSigner Signer, DateTimeOffset RenewAt);
}
