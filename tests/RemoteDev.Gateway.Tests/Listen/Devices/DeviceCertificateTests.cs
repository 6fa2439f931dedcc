using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace RemoteDev.Gateway.Tests.Listen.Devices;

/// <summary>Client certificates in real handshakes: what proves a device, and what only looks as if.</summary>
public sealed class DeviceCertificateTests
{
    private const string Nothing = "proven=False managed=False";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CertificateOfAnAuthority_ProvesTheDevice(bool rsa)
    {
        var root = new AuthorityForTest("Devices", rsa: rsa);
        await using var house = await DeviceHouse.StartAsync(root.Pem, root.Revoke());

        Assert.Contains("shown=CN=laptop-7 proven=True managed=False", await house.GetAsync(root.Issue()), StringComparison.Ordinal);
        Assert.Contains("proven=True", await house.GetAsync(root.Issue(), HttpVersion.Version20), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutACertificate_ThePageIsServed_AndTheDeviceIsUnknown()
    {
        var root = new AuthorityForTest("Devices");
        await using var house = await DeviceHouse.StartAsync(root.Pem, root.Revoke());

        Assert.Contains($"shown= {Nothing}", await house.GetAsync(null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManagedAuthority_VouchesForManagedDevices_AndTheOthersDoNot()
    {
        var root = new AuthorityForTest("Devices");
        var managed = new AuthorityForTest("Managed", root);
        var other = new AuthorityForTest("Other", root);
        await using var house = await DeviceHouse.StartAsync(root.Pem, list: null, managed.Pem);

        Assert.Contains("proven=True managed=True", await house.GetAsync(managed.Issue()), StringComparison.Ordinal);
        Assert.Contains("proven=True managed=False", await house.GetAsync(other.Issue(), null, "", other.Certificate), StringComparison.Ordinal);
        Assert.Contains(Nothing, await house.GetAsync(other.Issue()), StringComparison.Ordinal);
    }

    public static TheoryData<string> Worthless() => ["another authority", "same name", "itself", "expired", "early", "server", "no usage", "authority", "rogue below"];

    [Theory]
    [MemberData(nameof(Worthless))]
    public async Task WhatIsNotACertificateOfOurs_IsWorthNothing_AndIsStillServed(string kind)
    {
        var root = new AuthorityForTest("Devices");
        var other = new AuthorityForTest("Devices");
        var now = DateTimeOffset.UtcNow;
        X509Certificate2[] sent = [];
        var certificate = kind switch
        {
            "another authority" => new AuthorityForTest("Elsewhere").Issue(),
            "same name" => other.Issue(),
            "itself" => SelfSigned(),
            "expired" => root.Issue(until: now.AddMinutes(-1)),
            "early" => root.Issue(from: now.AddHours(1)),
            "server" => root.Issue(usage: AuthorityForTest.ServerAuthentication),
            "no usage" => root.Issue(usage: null),
            "authority" => root.Issue(authority: true),
            _ => Below(root, out sent),
        };
        await using var house = await DeviceHouse.StartAsync(root.Pem, root.Revoke());

        var answer = await house.GetAsync(certificate, null, "", sent);

        Assert.Contains(Nothing, answer, StringComparison.Ordinal);
        Assert.Contains("door=Portal", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-SSL-Client-Verify: SUCCESS")]
    [InlineData("X-Client-Cert: MIIB")]
    [InlineData("Client-Cert: :MIIB:")]
    [InlineData("X-Forwarded-Client-Cert: Hash=00")]
    [InlineData("SSL-Client-S-DN: CN=laptop-7")]
    [InlineData("X-ARR-ClientCert: MIIB")]
    public async Task NoHeader_ClaimsACertificate(string header)
    {
        var root = new AuthorityForTest("Devices");
        await using var house = await DeviceHouse.StartAsync(root.Pem, root.Revoke());

        var answer = await house.GetAsync(null, null, header);

        Assert.Contains($"claims=[] shown= {Nothing}", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CertificateOfAProxyThatSpeaksForOthers_IsNobodys()
    {
        var root = new AuthorityForTest("Devices");
        await using var house = await DeviceHouse.StartAsync(root.Pem, root.Revoke(), null, ("RemoteDev:Listen:TrustedProxies:0", "127.0.0.0/8"));

        Assert.Contains($"shown= {Nothing}", await house.GetAsync(root.Issue(), null, "X-Forwarded-For: 203.0.113.7"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NextConnection_DoesNotInheritTheCertificate_AndNeverResumes()
    {
        var root = new AuthorityForTest("Devices");
        await using var house = await DeviceHouse.StartAsync(root.Pem, root.Revoke());
        var device = root.Issue();

        for (var i = 0; i < 3; i++)
        {
            Assert.Contains("proven=True", await house.GetAsync(device), StringComparison.Ordinal);
            Assert.Contains(Nothing, await house.GetAsync(null), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task OneConnection_KeepsItsCertificateOverAllItsRequests_AndLosesItWhenItIsRevoked()
    {
        var root = new AuthorityForTest("Devices");
        var device = root.Issue();
        await using var house = await DeviceHouse.StartAsync(root.Pem, root.Revoke());
        using var client = house.Client(device);
        client.DefaultRequestHeaders.Host = ListenHost.Host;
        client.DefaultRequestVersion = HttpVersion.Version20;
        client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        var address = new Uri($"https://remotedev.localhost:{house.Gateway.Port}/");

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.GetStringAsync(address)));
        Assert.All(all, answer => Assert.Contains("proven=True", answer, StringComparison.Ordinal));
        house.Replace(root.Revoke(revoked: device));

        Assert.Contains("proven=False managed=False fault=CN=Devices revoked it", await client.GetStringAsync(address), StringComparison.Ordinal);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=laptop-7", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new System.Security.Cryptography.Oid(AuthorityForTest.ClientAuthentication)], false));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    // A device's certificate that signs another: its holder would be an authority.
    private static X509Certificate2 Below(AuthorityForTest root, out X509Certificate2[] sent)
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var issuer = root.Issue("thief");
        var request = new CertificateRequest("CN=forged", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new System.Security.Cryptography.Oid(AuthorityForTest.ClientAuthentication)], false));
        var generator = X509SignatureGenerator.CreateForECDsa(issuer.GetECDsaPrivateKey()!);
        using var signed = request.Create(issuer.SubjectName, generator, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1), [1, 2, 3]);
        using var whole = signed.CopyWithPrivateKey(key);
        sent = [issuer];
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }
}
