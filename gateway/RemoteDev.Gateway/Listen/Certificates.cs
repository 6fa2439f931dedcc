using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RemoteDev.Gateway.Listen;

/// <summary>The certificate the public listeners show: the operator's own, or a self-signed one for names below localhost.</summary>
internal static class Certificates
{
    private static readonly TimeSpan DevelopmentLife = TimeSpan.FromDays(365);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(14);

    /// <summary>The operator's certificate with the chain it came with, or null and a fault.</summary>
    public static ServedCertificate? Load(ListenOptions options, OptionFaults faults, DateTimeOffset now)
    {
        const string key = $"{RoomOptions.Root}:Listen:{nameof(options.CertificatePath)}";
        try
        {
            var served = IsPem(options.CertificatePath) ? FromPem(options) : FromPfx(options);
            if (!served.Leaf.HasPrivateKey)
            {
                faults.Add(key, "holds no private key; name it in CertificateKeyPath.");
                return null;
            }

            if (now.UtcDateTime > served.Leaf.NotAfter.ToUniversalTime())
            {
                faults.Add(key, $"expired at {served.Leaf.NotAfter.ToUniversalTime():u}.");
                return null;
            }

            return served;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            faults.Add(key, $"cannot be read: {unreadable.Message}");
            return null;
        }
    }

    /// <summary>The development certificate kept in the data folder, made anew when it is absent, foreign or about to expire.</summary>
    public static ServedCertificate Development(GatewayOptions gateway, string domain, DateTimeOffset now)
    {
        var path = gateway.InData("development-certificate.pfx");
        if (File.Exists(path))
        {
            var kept = X509CertificateLoader.LoadPkcs12FromFile(path, null);
            if (kept.NotAfter.ToUniversalTime() - RenewBefore > now.UtcDateTime && kept.MatchesHostname($"portal.{domain}") && kept.MatchesHostname(domain))
            {
                return new ServedCertificate(kept, []);
            }

            kept.Dispose();
        }

        using var made = SelfSigned(domain, now);
        var bytes = made.Export(X509ContentType.Pkcs12);
        var ours = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            ours.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(path, ours))
        {
            file.Write(bytes);
        }

        return new ServedCertificate(X509CertificateLoader.LoadPkcs12(bytes, null), []);
    }

    private static bool IsPem(string path)
    {
        using var reader = new StreamReader(path);
        var head = new char[64];
        var read = reader.ReadBlock(head);
        return head.AsSpan(0, read).Contains("-----BEGIN", StringComparison.Ordinal);
    }

    private static ServedCertificate FromPem(ListenOptions options)
    {
        var key = options.CertificateKeyPath.Length > 0 ? options.CertificateKeyPath : options.CertificatePath;
        using var read = X509Certificate2.CreateFromPemFile(options.CertificatePath, key);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(options.CertificatePath);

        // SslStream wants a key that outlives the PEM objects; a round through PKCS#12 gives it one on every platform.
        var leaf = X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
        return new ServedCertificate(leaf, Others(chain, leaf));
    }

    private static ServedCertificate FromPfx(ListenOptions options)
    {
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(options.CertificatePath, options.CertificatePassword);
        var leaf = all.FirstOrDefault(one => one.HasPrivateKey) ?? all[0];
        return new ServedCertificate(leaf, Others(all, leaf));
    }

    private static X509Certificate2Collection Others(X509Certificate2Collection all, X509Certificate2 leaf) =>
        [.. all.Where(one => one.Thumbprint != leaf.Thumbprint)];

    private static X509Certificate2 SelfSigned(string domain, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={domain}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(domain);
        names.AddDnsName($"*.{domain}");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        return request.CreateSelfSigned(now.AddHours(-1), now + DevelopmentLife);
    }
}
