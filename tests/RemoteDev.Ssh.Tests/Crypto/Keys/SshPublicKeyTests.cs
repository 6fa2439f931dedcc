using System.Security.Cryptography;

namespace RemoteDev.Ssh.Tests.Crypto.Keys;

public sealed class SshPublicKeyTests
{
    public static TheoryData<string> Names => TestKeys.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void ReadsTheLineThatOpenSshWrites_AndWritesItAgain(string name)
    {
        Assert.True(SshPublicKey.TryParseLine(TestKeys.Line(name) + "\n", out var key, out var comment, out var fault));
        Assert.Equal($"a key of {name}", comment);
        Assert.Equal("", fault);
        Assert.Equal(TestKeys.Line(name), key.ToLine(comment));
        Assert.Equal(TestKeys.Line(name)[..^(comment.Length + 1)], key.ToLine());
        Assert.Null(key.Certificate);
        Assert.Null(key.Application);
        Assert.False(key.IsSecurityKey);
        Assert.Same(key, key.Plain);
        Assert.Equal(key, TestKeys.Public(name));
        Assert.Equal(key.GetHashCode(), TestKeys.Public(name).GetHashCode());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FingerprintsAreThoseThatOpenSshPrints(string name)
    {
        using var keygen = new SshKeygen();
        keygen.Write("key.pub", TestKeys.Line(name));
        Assert.Equal(keygen.Run("-l", "-f", "key.pub").Split(' ')[1], TestKeys.Public(name).Fingerprint);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void RefusesABlobThatIsCutAnywhere_OrGoesOn(string name)
    {
        var blob = TestKeys.Public(name).Blob.ToArray();
        for (var length = 0; length < blob.Length; length++)
        {
            Blobs.FaultOf(blob[..length]);
        }

        Assert.Equal("something follows the key", Blobs.FaultOf([.. blob, 0]));
    }

    [Fact]
    public void RefusesKeysThatAreTooWeak()
    {
        Assert.False(SshPublicKey.TryParseLine(TestKeys.Line(TestKeys.ShortRsa), out _, out _, out var fault));
        Assert.Equal("the RSA key has 2048 bits: 3072 are needed", fault);
        var number = new byte[128];
        number[0] = 1;
        Assert.Equal("DSA keys are too weak: they are refused", Blobs.FaultOf(Blobs.Of("ssh-dss", number, number[..20], number, number)));
    }

    [Theory]
    [InlineData("ssh-unknown")]
    [InlineData("ssh-ed25519 ")]
    [InlineData("SSH-ED25519")]
    [InlineData("ssh-ed448")]
    [InlineData("rsa-sha2-512")]
    [InlineData("ssh-dss-cert-v01@openssh.com")]
    [InlineData("webauthn-sk-ecdsa-sha2-nistp256@openssh.com")]
    [InlineData("")]
    public void RefusesTypesThatAreNone(string type) => Blobs.FaultOf(Blobs.Of(type, new byte[32]));

    [Fact]
    public void RefusesEd25519KeysOfEveryOtherLength()
    {
        for (var length = 0; length <= 70; length++)
        {
            var blob = Blobs.Of("ssh-ed25519", new byte[length]);
            Assert.Equal(length == 32, SshPublicKey.TryParse(blob, out _, out _));
        }
    }

    [Theory]
    [InlineData(TestKeys.P256)]
    [InlineData(TestKeys.P384)]
    [InlineData(TestKeys.P521)]
    public void RefusesPointsThatAreNotOnTheCurve(string name)
    {
        var fields = Blobs.Strings(TestKeys.Public(name).Blob.Span);
        var (type, curve, point) = (fields[0], fields[1], fields[2]);
        Blobs.Parse(Blobs.Of(type, curve, point));

        const string Fault = "the ECDSA key is not a point of its curve";
        byte[] moved = [.. point[..^1], (byte)(point[^1] ^ 1)];
        byte[] compressed = [(byte)(2 + (point[^1] & 1)), .. point[1..((point.Length + 1) / 2)]];
        byte[] hybrid = [(byte)(6 + (point[^1] & 1)), .. point[1..]];
        Assert.Equal(Fault, Blobs.FaultOf(Blobs.Of(type, curve, moved)));
        Assert.Equal(Fault, Blobs.FaultOf(Blobs.Of(type, curve, compressed)));
        Assert.Equal(Fault, Blobs.FaultOf(Blobs.Of(type, curve, hybrid)));
        Assert.Equal(Fault, Blobs.FaultOf(Blobs.Of(type, curve, new byte[] { 0 })));
        Assert.Equal(Fault, Blobs.FaultOf(Blobs.Of(type, curve, new byte[point.Length])));
        Assert.Equal(Fault, Blobs.FaultOf(Blobs.Of(type, curve, (byte[])[4, .. new byte[point.Length - 1]])));
        Assert.Equal(Fault, Blobs.FaultOf(Blobs.Of(type, curve, (byte[])[4, .. Enumerable.Repeat((byte)255, point.Length - 1)])));
        Assert.Equal(Fault, Blobs.FaultOf(Blobs.Of(type, curve, point[..^1])));
        Assert.Equal(Fault, Blobs.FaultOf(Blobs.Of(type, curve, (byte[])[.. point, 0])));
    }

    [Fact]
    public void RefusesAnEcdsaKeyWhoseTypeNamesAnotherCurve()
    {
        var fields = Blobs.Strings(TestKeys.Public(TestKeys.P256).Blob.Span);
        Blobs.FaultOf(Blobs.Of("ecdsa-sha2-nistp384", fields[1], fields[2]));
        Blobs.FaultOf(Blobs.Of(fields[0], "nistp384", fields[2]));
        Blobs.FaultOf(Blobs.Of("ecdsa-sha2-nistp384", "nistp384", fields[2]));
    }

    [Fact]
    public void RefusesRsaNumbersThatMakeNoKey()
    {
        var fields = Blobs.Strings(TestKeys.Public(TestKeys.Rsa).Blob.Span);
        var (exponent, modulus) = (fields[1], fields[2]);
        Blobs.Parse(Blobs.Of("ssh-rsa", exponent, modulus));

        byte[] even = [.. modulus[..^1], (byte)(modulus[^1] & 0xfe)];
        Assert.Equal("the numbers of the RSA key make no key", Blobs.FaultOf(Blobs.Of("ssh-rsa", new byte[] { 1 }, modulus)));
        Assert.Equal("the numbers of the RSA key make no key", Blobs.FaultOf(Blobs.Of("ssh-rsa", Array.Empty<byte>(), modulus)));
        Assert.Equal("the numbers of the RSA key make no key", Blobs.FaultOf(Blobs.Of("ssh-rsa", new byte[] { 1, 0, 0 }, modulus)));
        Assert.Equal("the numbers of the RSA key make no key", Blobs.FaultOf(Blobs.Of("ssh-rsa", exponent, even)));
        Assert.Equal("the numbers of the RSA key make no key", Blobs.FaultOf(Blobs.Of("ssh-rsa", modulus, modulus)));
        Assert.Equal("the RSA key has 0 bits: 3072 are needed", Blobs.FaultOf(Blobs.Of("ssh-rsa", exponent, Array.Empty<byte>())));
        Assert.Equal("the RSA key has 3071 bits: 3072 are needed", Blobs.FaultOf(Blobs.Of("ssh-rsa", exponent, (byte[])[0x7f, .. modulus[2..]])));
        Assert.Equal("the RSA key has 8193 bits: no more than 8192 are accepted", Blobs.FaultOf(Blobs.Of("ssh-rsa", exponent, (byte[])[1, .. new byte[1023], 1])));
        Assert.Equal("the RSA key is malformed", Blobs.FaultOf(Blobs.Of("ssh-rsa", exponent, modulus[1..])));
        Assert.Equal("the RSA key is malformed", Blobs.FaultOf(Blobs.Of("ssh-rsa", exponent, (byte[])[0, .. modulus])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ssh-ed25519")]
    [InlineData("ssh-ed25519 ????")]
    [InlineData("ssh-ed25519 AAAA")]
    [InlineData("restrict {0}")]
    [InlineData("{0}\n{0}")]
    [InlineData("ssh-rsa {1}")]
    [InlineData("# {0}")]
    public void RefusesLinesThatAreNoKey(string line)
    {
        var sound = TestKeys.Line(TestKeys.Ed25519);
        var text = line.Replace("{0}", sound, StringComparison.Ordinal).Replace("{1}", sound.Split(' ')[1], StringComparison.Ordinal);
        Assert.False(SshPublicKey.TryParseLine(text, out var key, out var comment, out var fault));
        Assert.Null(key);
        Assert.Equal("", comment);
        Assert.NotEmpty(fault);
    }

    [Fact]
    public void ReadsALineWithoutComment_AndOneWithBlanksAndTabs()
    {
        var parts = TestKeys.Line(TestKeys.Ed25519).Split(' ', 3);
        Assert.True(SshPublicKey.TryParseLine($"{parts[0]} {parts[1]}", out var bare, out var none, out _));
        Assert.Equal("", none);
        Assert.True(SshPublicKey.TryParseLine($"  {parts[0]}\t {parts[1]}  two words \r\n", out var spaced, out var comment, out _));
        Assert.Equal("two words", comment);
        Assert.Equal(bare, spaced);
    }

    [Fact]
    public void RefusesABlobThatIsTooLong()
        => Blobs.FaultOf(Blobs.Of("ssh-ed25519", RandomNumberGenerator.GetBytes(20_000)));
}
