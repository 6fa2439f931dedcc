using System.Collections.Immutable;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Listen.Devices;

/// <summary>
/// TLS that asks for a client certificate and demands none. The handshake proves that the client has its key; what the certificate is worth
/// is judged later and again. Every connection shakes hands anew: a resumed one would bring a certificate that was proven on another.
/// </summary>
internal sealed class DeviceHandshake
{
    private const int MostSent = 8;

    private readonly SslStreamCertificateContext _served;
    private readonly DeviceAuthorities _authorities;

    public DeviceHandshake(ServedCertificate served, DeviceAuthorities authorities)
    {
        _authorities = authorities;

        // Browsers that are told the authorities offer a certificate of theirs, and ask nobody who has none.
        var trust = OperatingSystem.IsWindows()
            ? null
            : SslCertificateTrust.CreateForX509Collection([.. authorities.Roots, .. authorities.Others], sendTrustInHandshake: true);
        _served = SslStreamCertificateContext.Create(served.Leaf, served.Chain, offline: true, trust);
    }

    public TlsHandshakeCallbackOptions Options => new()
    {
        HandshakeTimeout = TimeSpan.FromSeconds(10),
        OnConnection = context => ValueTask.FromResult(OptionsOf(context.Connection)),
    };

    private SslServerAuthenticationOptions OptionsOf(ConnectionContext connection) => new()
    {
        ServerCertificateContext = _served,
        ClientCertificateRequired = true,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        },
        RemoteCertificateValidationCallback = (_, certificate, chain, _) => Note(connection, certificate, chain),
        AllowRenegotiation = false,
        AllowTlsResume = false,
#pragma warning disable CA5398 // the floor is ours to promise; what lies above it is the platform's to choose
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
#pragma warning restore CA5398
    };

    // Runs within the handshake. It always says yes: without a certificate, or with one that is worth nothing, a person still reaches the page that says so.
    private static bool Note(ConnectionContext connection, X509Certificate? certificate, X509Chain? chain)
    {
        if (certificate is not null)
        {
            var leaf = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
            ImmutableArray<X509Certificate2> sent = chain is null
                ? []
                : [.. chain.ChainPolicy.ExtraStore.Where(one => !one.RawDataMemory.Span.SequenceEqual(leaf.RawDataMemory.Span)).Take(MostSent).Select(one => X509CertificateLoader.LoadCertificate(one.RawDataMemory.Span))];
            connection.Features.Set(DeviceCertificate.Shown(leaf, sent));
        }

        return true;
    }
}
