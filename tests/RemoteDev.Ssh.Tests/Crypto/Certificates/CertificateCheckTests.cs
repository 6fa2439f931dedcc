using System.Net;
using RemoteDev.Ssh.Tests.Crypto.Keys;

namespace RemoteDev.Ssh.Tests.Crypto.Certificates;

public sealed class CertificateCheckTests : IDisposable
{
    private readonly SshPrivateKey _authority = SshPrivateKey.GenerateEd25519();

    private CertificateCheck Check => new()
    {
        Authorities = [_authority.PublicKey],
        Kind = SshCertificateKind.User,
        Principal = "alice",
        Now = DateTimeOffset.FromUnixTimeSeconds(1_500),
    };

    [Fact]
    public void ASoundOneIsGood() => Assert.Null(Check.FaultOf(Blobs.Parse(new RawCertificate().Write(_authority))));

    [Fact]
    public void APlainKeyIsNone() => Assert.Equal(CertificateFaultKind.NotACertificate, Check.FaultOf(_authority.PublicKey)?.Kind);

    [Fact]
    public void AnotherAuthorityIsNotTrusted()
    {
        using var other = SshPrivateKey.GenerateEd25519();
        Assert.Equal(CertificateFaultKind.UnknownAuthority, KindOf(new RawCertificate().Write(other)));
        Assert.Equal(CertificateFaultKind.UnknownAuthority, KindOf(new RawCertificate().Write(_authority), Check with { Authorities = [] }));
        Assert.Equal(CertificateFaultKind.BadSignature, KindOf(new RawCertificate { SignatureKey = _authority.PublicBlob.ToArray() }.Write(other)));
        Assert.Equal(CertificateFaultKind.UnknownAuthority, KindOf(new RawCertificate { SignatureKey = other.PublicBlob.ToArray() }.Write(_authority)));
    }

    /// <summary>A key that vouches for itself is vouched for by nobody.</summary>
    [Fact]
    public void ASelfSignedOneIsNotTrusted()
    {
        using var key = TestKeys.Private(TestKeys.Ed25519);
        Assert.Equal(CertificateFaultKind.UnknownAuthority, KindOf(new RawCertificate().Write(key)));
    }

    /// <summary>CVE-2025-49825: a certificate is no authority, neither as the one that is trusted nor as the one that signed.</summary>
    [Fact]
    public void ACertificateIsNeverAnAuthority()
    {
        using var holder = TestKeys.Private(TestKeys.Ed25519);
        var holders = Blobs.Parse(new RawCertificate().Write(_authority));

        // The holder signs for somebody else, and names its certificate as the authority.
        var nested = new RawCertificate { SignatureKey = holders.Blob.ToArray() }.Write(holder);
        Assert.Equal("the certificate was signed with a certificate, which can be no authority", Blobs.FaultOf(nested));

        // The certificate stands among the authorities: that does not make the key within one.
        var byHolder = new RawCertificate().Write(holder);
        Assert.Equal(CertificateFaultKind.UnknownAuthority, KindOf(byHolder, Check with { Authorities = [holders] }));
        Assert.Equal(CertificateFaultKind.UnknownAuthority, KindOf(byHolder, Check with { Authorities = [holders, _authority.PublicKey] }));
        Assert.Null(KindOf(byHolder, Check with { Authorities = [holder.PublicKey] }));

        using var alsoAuthority = SshPrivateKey.GenerateEd25519();
        var signer = new SshCertificateSigner(holders, holder);
        Assert.Throws<ArgumentException>(() => SshCertificates.Issue(Request(), signer));
        Assert.Throws<ArgumentException>(() => SshCertificates.Issue(Request() with { Key = holders }, alsoAuthority));
    }

    /// <summary>Certificates in certificates, as deep as they fit, are refused at the first.</summary>
    [Fact]
    public void NestedCertificates_AreNotFollowed()
    {
        var blob = new RawCertificate().Write(_authority);
        while (blob.Length < 15_000)
        {
            blob = new RawCertificate { SignatureKey = blob, Signature = _ => [] }.Write(_authority);
        }

        Assert.Equal("the certificate was signed with a certificate, which can be no authority", Blobs.FaultOf(blob));
    }

    [Theory]
    [InlineData(999, CertificateFaultKind.NotYetValid)]
    [InlineData(1_000, null)]
    [InlineData(1_999, null)]
    [InlineData(2_000, CertificateFaultKind.Expired)]
    [InlineData(253_402_300_799, CertificateFaultKind.Expired)]
    public void HoldsFromItsFirstSecond_UntilBeforeItsLast(long now, CertificateFaultKind? expected)
        => Assert.Equal(expected, KindOf(new RawCertificate().Write(_authority), Check with { Now = DateTimeOffset.FromUnixTimeSeconds(now) }));

    [Fact]
    public void TimesBeyondTheCalendar_AreItsEnd()
    {
        Assert.Null(KindOf(new RawCertificate { ValidAfter = 0, ValidBefore = ulong.MaxValue }.Write(_authority)));
        Assert.Null(KindOf(new RawCertificate { ValidBefore = 1ul << 60 }.Write(_authority), Check with { Now = DateTimeOffset.MaxValue }));
        Assert.Equal(CertificateFaultKind.NotYetValid, KindOf(new RawCertificate { ValidAfter = ulong.MaxValue, ValidBefore = ulong.MaxValue }.Write(_authority)));
        Assert.Equal(CertificateFaultKind.Expired, KindOf(new RawCertificate { ValidAfter = 0, ValidBefore = 0 }.Write(_authority)));
        Assert.Equal(CertificateFaultKind.Expired, KindOf(new RawCertificate { ValidAfter = 0, ValidBefore = 1_000 }.Write(_authority)));
    }

    [Theory]
    [InlineData("alice", null)]
    [InlineData("Alice", CertificateFaultKind.WrongPrincipal)]
    [InlineData("alic", CertificateFaultKind.WrongPrincipal)]
    [InlineData("alice ", CertificateFaultKind.WrongPrincipal)]
    [InlineData("*", CertificateFaultKind.WrongPrincipal)]
    [InlineData("", CertificateFaultKind.WrongPrincipal)]
    public void UserNamesAreComparedLetterByLetter(string name, CertificateFaultKind? expected)
        => Assert.Equal(expected, KindOf(new RawCertificate { Principals = Blobs.Of("bob", "alice") }.Write(_authority), Check with { Principal = name }));

    [Fact]
    public void APatternIsJustAName()
        => Assert.Equal(CertificateFaultKind.WrongPrincipal, KindOf(new RawCertificate { Principals = Blobs.Of("*", "al*") }.Write(_authority)));

    [Fact]
    public void AnUnknownCriticalOption_MakesItUseless()
    {
        var blob = new RawCertificate { CriticalOptions = Blobs.Of("force-command", Blobs.Of("true"), "verify-required", "") }.Write(_authority);
        Assert.Equal(
            new CertificateFault(CertificateFaultKind.UnknownCriticalOption, "the certificate's critical option force-command is not understood here"),
            Check.FaultOf(Blobs.Parse(blob)));
        Assert.Equal(CertificateFaultKind.UnknownCriticalOption, KindOf(blob, Check with { ObeyedOptions = ["force-command"] }));
        Assert.Null(KindOf(blob, Check with { ObeyedOptions = ["force-command", "verify-required"] }));
        Assert.Equal(CertificateFaultKind.UnknownCriticalOption, KindOf(new RawCertificate { CriticalOptions = Blobs.Of("Source-Address", "") }.Write(_authority)));
        Assert.Null(KindOf(new RawCertificate { Extensions = Blobs.Of("whatever@example.com", "x") }.Write(_authority)));
    }

    [Theory]
    [InlineData("10.0.0.0/8", "10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "11.1.2.3", false)]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("192.0.2.1,10.0.0.0/8", "10.255.255.255", true)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("2001:db8::/32", "2001:db8:1::5", true)]
    [InlineData("2001:db8::/32", "2001:db9::5", false)]
    [InlineData("::1", "::1", true)]
    [InlineData("::1/127", "::1", false)]
    [InlineData("10.0.0.0/8,::1/127", "10.0.0.1", false)]
    [InlineData("2001:DB8::1", "2001:db8::1", true)]
    [InlineData("0.0.0.0/0", "203.0.113.9", true)]
    [InlineData("0.0.0.0/0", "::1", false)]
    [InlineData("::/0", "203.0.113.9", false)]
    [InlineData("192.0.2.128/25", "192.0.2.127", false)]
    [InlineData("192.0.2.128/25", "192.0.2.128", true)]
    [InlineData("192.0.2.1,", "192.0.2.1", false)]
    [InlineData("", "192.0.2.1", false)]
    [InlineData("192.0.2.1,nonsense", "192.0.2.1", false)]
    [InlineData("192.0.2.1/33", "192.0.2.1", false)]
    [InlineData("192.0.2.1/24", "192.0.2.1", false)]
    [InlineData("192.0.2.0/-1", "192.0.2.1", false)]
    [InlineData("192.0.2.0/024", "192.0.2.1", false)]
    [InlineData("192.0.2.0/+24", "192.0.2.1", false)]
    [InlineData("192.0.2.0/", "192.0.2.0", false)]
    [InlineData("!192.0.2.2", "192.0.2.1", false)]
    [InlineData("192.0.2.*", "192.0.2.1", false)]
    [InlineData(" 192.0.2.1", "192.0.2.1", false)]
    [InlineData("127.1", "127.0.0.1", false)]
    [InlineData("0177.0.0.1", "127.0.0.1", false)]
    [InlineData("2130706433", "127.0.0.1", false)]
    [InlineData("fe80::1%1", "fe80::1", false)]
    [InlineData("[::1]", "::1", false)]
    public void SourceAddresses_AreAddressesAndBlocks(string list, string address, bool allowed)
    {
        var blob = new RawCertificate { CriticalOptions = Blobs.Of("source-address", Blobs.Of(list)) }.Write(_authority);
        Assert.Equal(
            allowed ? null : CertificateFaultKind.WrongSourceAddress,
            KindOf(blob, Check with { SourceAddress = IPAddress.Parse(address) }));
    }

    [Fact]
    public void WithoutAnAddress_ACertificateBoundToOneIsRefused()
    {
        Assert.Equal(CertificateFaultKind.WrongSourceAddress, KindOf(new RawCertificate { CriticalOptions = Blobs.Of("source-address", Blobs.Of("0.0.0.0/0")) }.Write(_authority)));
        var unreadable = new RawCertificate { CriticalOptions = Blobs.Of("source-address", "0.0.0.0/0") }.Write(_authority);
        Assert.Equal(CertificateFaultKind.WrongSourceAddress, KindOf(unreadable, Check with { SourceAddress = IPAddress.Loopback }));
    }

    [Fact]
    public void RefusesEveryFlippedBit()
    {
        var sound = new RawCertificate { CriticalOptions = Blobs.Of("source-address", Blobs.Of("0.0.0.0/0")), Extensions = Blobs.Of("permit-pty", "") }.Write(_authority);
        var check = Check with { SourceAddress = IPAddress.Loopback };
        Assert.Null(KindOf(sound, check));
        for (var bit = 0; bit < sound.Length * 8; bit++)
        {
            var broken = sound.ToArray();
            broken[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(!SshPublicKey.TryParse(broken, out var key, out _) || check.FaultOf(key) is not null, $"bit {bit}");
        }
    }

    /// <summary>ssh-rsa is SHA-1; a signature in another format than its key signs in is none.</summary>
    [Fact]
    public void RefusesSignaturesInTheWrongFormat()
    {
        using var rsa = TestKeys.Private(TestKeys.Rsa);
        var check = Check with { Authorities = [rsa.PublicKey] };
        Assert.Null(KindOf(new RawCertificate { Signature = data => rsa.Sign("rsa-sha2-256", data) }.Write(rsa), check));
        Assert.Equal(CertificateFaultKind.BadSignature, KindOf(new RawCertificate { Signature = data => Blobs.Of("ssh-rsa", Blobs.Strings(rsa.Sign("rsa-sha2-512", data))[1]) }.Write(rsa), check));
        Assert.Equal(CertificateFaultKind.BadSignature, KindOf(new RawCertificate { Signature = data => Blobs.Of("rsa-sha2-256", Blobs.Strings(rsa.Sign("rsa-sha2-512", data))[1]) }.Write(rsa), check));
        Assert.Equal(CertificateFaultKind.BadSignature, KindOf(new RawCertificate { Signature = _ => [] }.Write(rsa), check));
        Assert.Equal(CertificateFaultKind.BadSignature, KindOf(new RawCertificate { Signature = _ => _authority.PublicBlob.ToArray() }.Write(rsa), check));
    }

    public void Dispose() => _authority.Dispose();

    private static CertificateRequest Request() => new()
    {
        Key = TestKeys.Public(TestKeys.P256),
        Kind = SshCertificateKind.User,
        KeyId = "alice",
        Principals = ["alice"],
        ValidAfter = DateTimeOffset.UnixEpoch,
        ValidBefore = DateTimeOffset.MaxValue,
    };

    private CertificateFaultKind? KindOf(byte[] blob, CertificateCheck? check = null) => (check ?? Check).FaultOf(Blobs.Parse(blob))?.Kind;
}
