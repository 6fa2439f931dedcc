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

    // First the one that ends first: the others will be spoken of when it is replaced.
    private readonly X509Certificate2? _first =
        ((IEnumerable<X509Certificate2>)[.. shown is null ? [] : shown.Chain.Append(shown.Leaf), .. devices is null ? [] : devices.Roots.Concat(devices.Others)])
        .MinBy(EndOf);

    public string? WhyNotReady => null;

    public string? Warning
    {
        get
        {
            if (_first is null || EndOf(_first) - clock.GetUtcNow() is var left && left > Notice)
            {
                return null;
            }

            var words = left <= TimeSpan.Zero ? "has run out: it ended" : "runs out:";
            return $"the certificate {_first.Subject} {words} {EndOf(_first):u}; put its successor in its place and start the gateway again";
        }
    }

    private static DateTimeOffset EndOf(X509Certificate2 certificate) => new(certificate.NotAfter.ToUniversalTime());
}
