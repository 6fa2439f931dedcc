using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RemoteDev.Gateway.Tests.Listen.Devices;

/// <summary>An authority that a test makes: a root, or one below it.</summary>
internal sealed class AuthorityForTest
{
    public const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    public const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    public static readonly DateTimeOffset Start = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public AuthorityForTest(string name, AuthorityForTest? over = null, bool rsa = false)
    {
        using var rsaKey = RSA.Create(2048);
        using var curveKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = rsa
            ? new CertificateRequest($"CN={name}", rsaKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest($"CN={name}", curveKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        if (over is null)
        {
            Certificate = request.CreateSelfSigned(Start, Start.AddYears(40));
        }
        else
        {
            using var signed = request.Create(over.Certificate.SubjectName, over.Generator(), Start, Start.AddYears(39), RandomNumberGenerator.GetBytes(12));
            Certificate = rsa ? signed.CopyWithPrivateKey(rsaKey) : signed.CopyWithPrivateKey(curveKey);
        }
    }

    public X509Certificate2 Certificate { get; }

    public string Pem => Certificate.ExportCertificatePem() + "\n";

    /// <summary>A certificate for a device; by default one that is good for long.</summary>
    public X509Certificate2 Issue(
        string name = "laptop-7", DateTimeOffset? from = null, DateTimeOffset? until = null, string? usage = ClientAuthentication, bool authority = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | (authority ? X509KeyUsageFlags.KeyCertSign : X509KeyUsageFlags.None), true));
        if (usage is not null)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        }

        using var signed = request.Create(
            Certificate.SubjectName, Generator(), from ?? Start.AddDays(1), until ?? Start.AddYears(38), RandomNumberGenerator.GetBytes(12));
        using var whole = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>A revocation list, in force from yesterday on unless it is said otherwise.</summary>
    public byte[] Revoke(DateTimeOffset? until = null, DateTimeOffset? from = null, params X509Certificate2[] revoked)
    {
        var builder = new CertificateRevocationListBuilder();
        foreach (var one in revoked)
        {
            builder.AddEntry(one);
        }

        var akid = X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, true, false);
        return builder.Build(
            Certificate.SubjectName, Generator(), 7, until ?? DateTimeOffset.UtcNow.AddDays(7), HashAlgorithmName.SHA256, akid, from ?? DateTimeOffset.UtcNow.AddDays(-1));
    }

    private X509SignatureGenerator Generator() => Certificate.GetRSAPrivateKey() is { } rsa
        ? X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1)
        : X509SignatureGenerator.CreateForECDsa(Certificate.GetECDsaPrivateKey()!);
}
