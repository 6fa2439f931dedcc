using System.Globalization;
using RemoteDev.Ssh.Tests.Crypto.Keys;

namespace RemoteDev.Ssh.Tests.Crypto.Certificates;

/// <summary>Certificates that ssh-keygen signed, and what it says of ours.</summary>
public sealed class OpenSshCertificateTests
{
    private static readonly DateTimeOffset Begin = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Begin.AddHours(8);

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var name in TestKeys.Names)
            {
                pairs.Add(name, TestKeys.Ed25519);
                if (name != TestKeys.Ed25519)
                {
                    pairs.Add(TestKeys.P384, name);
                }
            }

            pairs.Add(TestKeys.Rsa, TestKeys.Rsa);
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void WeAcceptOpenSshsUserCertificates(string subject, string authority)
    {
        var certificate = SignedByOpenSsh(
            subject,
            authority,
            ["-n", "alice,bob", "-z", "18446744073709551615", "-V", "20300102030405Z:20300102110405Z", "-O", "source-address=10.0.0.0/8,::1", "-O", "no-pty"]);
        var said = certificate.Certificate!;

        Assert.Equal(TestKeys.Public(subject), said.Key);
        Assert.Equal(said.Key, certificate.Plain);
        Assert.Equal(said.Key.Fingerprint, certificate.Fingerprint);
        Assert.Equal(TestKeys.Public(authority), said.SignatureKey);
        Assert.Equal(ulong.MaxValue, said.Serial);
        Assert.Equal(SshCertificateKind.User, said.Kind);
        Assert.Equal("somebody's key", said.KeyId);
        Assert.Equal(["alice", "bob"], said.Principals);
        Assert.Equal(Begin, said.ValidAfter);
        Assert.Equal(End, said.ValidBefore);
        Assert.Equal("source-address", Assert.Single(said.CriticalOptions).Name);
        Assert.DoesNotContain(SshCertificateOption.Flag("permit-pty"), said.Extensions);
        Assert.Contains(said.Extensions, option => option.Name == "permit-port-forwarding" && option.Data.IsEmpty);

        var check = new CertificateCheck
        {
            Authorities = [TestKeys.Public(authority)],
            Kind = SshCertificateKind.User,
            Principal = "bob",
            Now = Begin,
            SourceAddress = System.Net.IPAddress.Parse("10.1.2.3"),
        };
        Assert.Null(check.FaultOf(certificate));
        Assert.Equal(CertificateFaultKind.WrongSourceAddress, (check with { SourceAddress = System.Net.IPAddress.Parse("11.1.2.3") }).FaultOf(certificate)?.Kind);
        Assert.Equal(CertificateFaultKind.WrongPrincipal, (check with { Principal = "carol" }).FaultOf(certificate)?.Kind);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void WeAcceptOpenSshsHostCertificates(string subject, string authority)
    {
        var certificate = SignedByOpenSsh(subject, authority, ["-h", "-n", "box.example", "-V", "always:forever"]);
        var check = new CertificateCheck
        {
            Authorities = [TestKeys.Public(authority)],
            Kind = SshCertificateKind.Host,
            Principal = "BOX.example",
            Now = DateTimeOffset.UnixEpoch,
        };
        Assert.Equal(DateTimeOffset.MaxValue, certificate.Certificate!.ValidBefore);
        Assert.Null(check.FaultOf(certificate));
        Assert.Null((check with { Now = DateTimeOffset.MaxValue }).FaultOf(certificate));
        Assert.Equal(CertificateFaultKind.WrongKind, (check with { Kind = SshCertificateKind.User }).FaultOf(certificate)?.Kind);
        Assert.Equal(CertificateFaultKind.WrongPrincipal, (check with { Principal = "example" }).FaultOf(certificate)?.Kind);
    }

    /// <summary>To OpenSSH's format no principals are everybody; here they are nobody.</summary>
    [Theory]
    [InlineData(SshCertificateKind.User)]
    [InlineData(SshCertificateKind.Host)]
    public void NoPrincipals_AreNobody(SshCertificateKind kind)
    {
        var certificate = SignedByOpenSsh(TestKeys.Ed25519, TestKeys.P256, kind == SshCertificateKind.Host ? ["-h"] : []);
        Assert.Empty(certificate.Certificate!.Principals);
        foreach (var principal in (string[])["alice", "", "*"])
        {
            var check = new CertificateCheck { Authorities = [TestKeys.Public(TestKeys.P256)], Kind = kind, Principal = principal, Now = Begin };
            Assert.Equal(
                new CertificateFault(CertificateFaultKind.WrongPrincipal, "the certificate names no principal, which is taken for nobody"),
                check.FaultOf(certificate));
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void OpenSshReadsOurs(string subject, string authority)
    {
        using var ca = TestKeys.Private(authority);
        var certificate = SshCertificates.Issue(
            new CertificateRequest
            {
                Key = TestKeys.Public(subject),
                Kind = SshCertificateKind.User,
                KeyId = "alice@session-1",
                Principals = ["devuser", "other"],
                ValidAfter = Begin,
                ValidBefore = End,
                Serial = 42,
                CriticalOptions = [SshCertificateOption.WithText("source-address", "127.0.0.1/32"), SshCertificateOption.WithText("force-command", "true")],
                Extensions = [SshCertificateOption.Flag("permit-pty"), SshCertificateOption.Flag("permit-agent-forwarding")],
            },
            ca);

        using var keygen = new SshKeygen();
        keygen.Write("cert.pub", certificate.ToLine("a comment"));
        var lines = keygen.Run("-L", "-f", "cert.pub").Split('\n').Select(line => line.Trim()).ToList();
        Assert.Contains($"Type: {certificate.Type} user certificate", lines, StringComparer.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("Public key:", StringComparison.Ordinal) && line.EndsWith(certificate.Fingerprint, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Signing CA:", StringComparison.Ordinal)
            && line.EndsWith($"{ca.PublicKey.Fingerprint} (using {ca.Algorithms[0]})", StringComparison.Ordinal));
        Assert.Contains("Key ID: \"alice@session-1\"", lines, StringComparer.Ordinal);
        Assert.Contains("Serial: 42", lines, StringComparer.Ordinal);
        Assert.Contains("Valid: from 2030-01-02T03:04:05 to 2030-01-02T11:04:05", lines, StringComparer.Ordinal);
        Assert.Equal(
            ["Principals:", "devuser", "other", "Critical Options:", "force-command true", "source-address 127.0.0.1/32", "Extensions:", "permit-agent-forwarding", "permit-pty"],
            lines.SkipWhile(line => line != "Principals:").Where(line => line.Length > 0),
            StringComparer.Ordinal);
    }

    [Fact]
    public void OpenSshReadsOurs_ForAHostAndForEver()
    {
        using var ca = SshPrivateKey.GenerateEd25519();
        var certificate = SshCertificates.Issue(
            new CertificateRequest
            {
                Key = TestKeys.Public(TestKeys.P384),
                Kind = SshCertificateKind.Host,
                KeyId = "box",
                Principals = ["box.example"],
                ValidAfter = DateTimeOffset.MinValue,
                ValidBefore = DateTimeOffset.MaxValue,
            },
            ca);
        using var keygen = new SshKeygen();
        keygen.Write("cert.pub", certificate.ToLine());
        var printed = keygen.Run("-L", "-f", "cert.pub");
        Assert.Contains("host certificate", printed, StringComparison.Ordinal);
        Assert.Contains("Valid: forever", printed, StringComparison.Ordinal);
        Assert.Contains("Critical Options: (none)", printed, StringComparison.Ordinal);
    }

    /// <summary>OpenSSH takes a signature by the certified key as that of the certificate's holder.</summary>
    [Theory]
    [MemberData(nameof(Pairs))]
    public void OpenSshAcceptsTheHolderOfOurCertificate(string subject, string authority)
    {
        using var ca = TestKeys.Private(authority);
        using var key = TestKeys.Private(subject);
        var now = DateTimeOffset.UtcNow;
        var certificate = SshCertificates.Issue(
            new CertificateRequest
            {
                Key = key.PublicKey,
                Kind = SshCertificateKind.User,
                KeyId = "alice",
                Principals = ["alice"],
                ValidAfter = now.AddMinutes(-5),
                ValidBefore = now.AddMinutes(5),
            },
            ca);
        using var keygen = new SshKeygen();
        var signed = SshSig.Signed("test", "text"u8.ToArray());
        keygen.Write("allowed", string.Create(CultureInfo.InvariantCulture, $"alice cert-authority {ca.PublicKey.ToLine()}\n"));
        keygen.Write("sig", SshSig.Armor(certificate, "test", key.Sign(key.Algorithms[0], signed)));
        var (exitCode, output) = keygen.TryRun("text", "-Y", "verify", "-f", "allowed", "-I", "alice", "-n", "test", "-s", "sig");
        Assert.True(exitCode == 0, output);
    }

    private static SshPublicKey SignedByOpenSsh(string subject, string authority, string[] arguments)
    {
        using var keygen = new SshKeygen();
        keygen.Write("ca", TestKeys.Pem(authority));
        keygen.Write("key.pub", TestKeys.Line(subject) + "\n");
        keygen.Run(["-q", "-s", "ca", "-I", "somebody's key", .. arguments, "key.pub"]);
        Assert.True(SshPublicKey.TryParseLine(keygen.Read("key-cert.pub"), out var key, out _, out var fault), fault);
        return key;
    }
}
