using System.Net;
using RemoteDev.Ssh.Crypto.Certificates;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh;

/// <summary>
/// What a certificate must be good for. The check is the whole of it but one thing: that whoever shows the certificate has its key, which
/// a signature with it proves.
/// </summary>
public sealed record CertificateCheck
{
    private static readonly string[] AlwaysObeyed = [SshCertificateOption.SourceAddress];

    /// <summary>
    /// The keys that may vouch. A certificate among them counts for nothing: it may not vouch for others (CVE-2025-49825).
    /// </summary>
    public required IReadOnlyCollection<SshPublicKey> Authorities { get; init; }

    /// <summary>Whether a user or a host is to be vouched for.</summary>
    public required SshCertificateKind Kind { get; init; }

    /// <summary>The user name, compared letter by letter, or the host name, whose case does not count. There are no patterns.</summary>
    public required string Principal { get; init; }

    /// <summary>Now.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Where the holder comes from; without it, a certificate that is bound to addresses is refused.</summary>
    public IPAddress? SourceAddress { get; init; }

    /// <summary>
    /// Names of critical options that the caller will see to itself, beside <see cref="SshCertificateOption.SourceAddress"/>, which is
    /// checked here. Every other one makes the certificate useless.
    /// </summary>
    public IReadOnlyCollection<string> ObeyedOptions { get; init; } = [];

    /// <summary>What is wrong with the certificate; null for a good one.</summary>
    public CertificateFault? FaultOf(SshPublicKey key)
    {
        if (key.Certificate is not { } certificate)
        {
            return new CertificateFault(CertificateFaultKind.NotACertificate, "the key is no certificate");
        }

        if (!Authorities.Any(authority => authority.Certificate is null && authority.Equals(certificate.SignatureKey)))
        {
            return new CertificateFault(
                CertificateFaultKind.UnknownAuthority,
                $"the certificate's authority {certificate.SignatureKey.Fingerprint} is not trusted");
        }

        return HasSoundSignature(certificate)
            ? FaultOfUse(certificate)
            : new CertificateFault(CertificateFaultKind.BadSignature, "the certificate was not signed by the authority that it names");
    }

    // The signature's own format names the algorithm; the key decides whether it may be used.
    private static bool HasSoundSignature(SshCertificate certificate)
    {
        var reader = new SshReader(certificate.Signature.Span);
        return reader.TryReadName(out var format)
            && certificate.SignatureKey.Verify(format, certificate.Signed.Span, certificate.Signature.Span);
    }

    private CertificateFault? FaultOfUse(SshCertificate certificate)
    {
        if (certificate.Kind != Kind)
        {
            return new CertificateFault(CertificateFaultKind.WrongKind, Kind == SshCertificateKind.User
                ? "the certificate is for a host, and a user's is needed"
                : "the certificate is for a user, and a host's is needed");
        }

        if (Now < certificate.ValidAfter)
        {
            return new CertificateFault(
                CertificateFaultKind.NotYetValid, $"the certificate is not valid before {certificate.ValidAfter:u}");
        }

        if (Now >= certificate.ValidBefore && certificate.ValidBefore != DateTimeOffset.MaxValue)
        {
            return new CertificateFault(CertificateFaultKind.Expired, $"the certificate expired at {certificate.ValidBefore:u}");
        }

        var comparer = Kind == SshCertificateKind.Host ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        if (!certificate.Principals.Contains(Principal, comparer))
        {
            return new CertificateFault(CertificateFaultKind.WrongPrincipal, certificate.Principals.Count == 0
                ? "the certificate names no principal, which is taken for nobody"
                : "the certificate is for other principals");
        }

        return FaultOfOptions(certificate);
    }

    private CertificateFault? FaultOfOptions(SshCertificate certificate)
    {
        foreach (var option in certificate.CriticalOptions)
        {
            if (!AlwaysObeyed.Contains(option.Name, StringComparer.Ordinal) && !ObeyedOptions.Contains(option.Name, StringComparer.Ordinal))
            {
                return new CertificateFault(
                    CertificateFaultKind.UnknownCriticalOption, $"the certificate's critical option {option.Name} is not understood here");
            }

            if (option.Name == SshCertificateOption.SourceAddress
                && !(option.TryReadText(out var list) && SourceAddressList.Contains(list, SourceAddress)))
            {
                return new CertificateFault(CertificateFaultKind.WrongSourceAddress, "the certificate may not be used from this address");
            }
        }

        return null;
    }
}
