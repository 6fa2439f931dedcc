using System.Security.Cryptography.X509Certificates;
using RemoteDev.Gateway.Listen.Devices;

namespace RemoteDev.Gateway.Listen;

/// <summary>
/// Tells the operator in time that a certificate which this gateway shows, or by which it knows devices, runs out. All of them are read at
/// the start only.
/// </summary>
internal sealed class CertificateReadiness(ServedCertificate? shown, DeviceAuthorities? devices, TimeProvider clock) : IReadinessPart
{
    /// <summary>From so long before its end it is spoken of: longer than it takes an office to buy one.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(21);

    private readonly X509Certificate2[] _all =
        [.. shown is null ? [] : shown.Chain.Prepend(shown.Leaf), .. devices is null ? [] : devices.Roots.Concat(devices.Others)];

    public string? WhyNotReady => null;

    public string? Warning
    {
        get
        {
            var now = clock.GetUtcNow();
            var due = _all.Where(certificate => EndOf(certificate) - now <= Notice).ToList();
            return due.Count == 0
                ? null
                : $"{string.Join("; ", due.Select(certificate => Words(certificate, now)))}; put the successor in its place and start the gateway again";
        }
    }

    private static string Words(X509Certificate2 certificate, DateTimeOffset now) =>
        $"the certificate {certificate.Subject} {(EndOf(certificate) <= now ? "has run out: it ended" : "runs out:")} {EndOf(certificate):u}";

    private static DateTimeOffset EndOf(X509Certificate2 certificate) => new(certificate.NotAfter.ToUniversalTime());
}
