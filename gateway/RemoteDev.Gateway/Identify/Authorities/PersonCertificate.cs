using System.Globalization;
using RemoteDev.Gateway.Journey;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Identify.Authorities;

/// <summary>What a certificate that the gateway gave to a person says of the factor that they showed for it.</summary>
internal static class PersonCertificate
{
    private const string Method = "mfa-method@remotedev";
    private const string At = "mfa-at@remotedev";

    /// <summary>As extensions: nobody but the gateway is meant to obey them.</summary>
    public static IReadOnlyList<SshCertificateOption> Factor(MfaProof mfa) =>
    [
        SshCertificateOption.WithText(Method, mfa.Method),
        SshCertificateOption.WithText(At, mfa.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>The factor, or null when it says none. Whether anybody may believe it, <c>CertificateCheck</c> says.</summary>
    public static MfaProof? FactorOf(SshCertificate certificate)
    {
        if (Text(certificate, Method) is not { Length: > 0 } method
            || !long.TryParse(Text(certificate, At), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return null;
        }

        return new MfaProof(method, DateTimeOffset.FromUnixTimeSeconds(seconds));
    }

    private static string? Text(SshCertificate certificate, string name) =>
        certificate.Extensions.FirstOrDefault(option => option.Name == name) is { } option && option.TryReadText(out var text) ? text : null;
}
