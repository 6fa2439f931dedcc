using System.Text;

namespace RemoteDev.Ssh.Tests.Crypto.Keys;

/// <summary>Key, algorithm, format and octets must agree.</summary>
public sealed class SignatureTests
{
    private const string Purpose = "test";
    private const string Text = "a text of many words";

    private static readonly string[] EveryAlgorithm =
    [
        "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "rsa-sha2-256", "rsa-sha2-512", "ssh-rsa", "ssh-dss", "",
        "ssh-ed25519-cert-v01@openssh.com", "rsa-sha2-512-cert-v01@openssh.com", "ssh-rsa-cert-v01@openssh.com", "sk-ssh-ed25519@openssh.com",
    ];

    public static TheoryData<string> Names => TestKeys.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void OpenSshAcceptsOurSignatures_UnderEveryAlgorithm(string name)
    {
        using var key = TestKeys.Private(name);
        foreach (var algorithm in key.Algorithms)
        {
            var signature = key.Sign(algorithm, SshSig.Signed(Purpose, Encoding.UTF8.GetBytes(Text)));
            Assert.True(SshSig.OpenSshAccepts(key.PublicKey, Purpose, Text, signature), algorithm);
            Assert.False(SshSig.OpenSshAccepts(key.PublicKey, Purpose, Text + ".", signature), algorithm);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void WeAcceptOpenSshsSignatures(string name)
    {
        using var keygen = new SshKeygen();
        keygen.Write("key", TestKeys.Pem(name));
        keygen.Write("text", Text);
        keygen.Run("-Y", "sign", "-f", "key", "-n", Purpose, "text");
        var signature = SshSig.SignatureIn(keygen.Read("text.sig"));
        var format = Encoding.ASCII.GetString(Blobs.Strings(signature)[0]);
        var signed = SshSig.Signed(Purpose, Encoding.UTF8.GetBytes(Text));
        var key = TestKeys.Public(name);

        Assert.True(key.Verify(format, signed, signature, out var use));
        Assert.Null(use);
        Assert.False(key.Verify(format, [.. signed, 0], signature));
        Assert.False(key.Verify(format, [], signature));
        Assert.All(EveryAlgorithm, other => Assert.Equal(other == format, key.Verify(other, signed, signature)));
    }

    /// <summary>Required behaviour 7: rsa-sha2-512 promised and rsa-sha2-256 given is no signature.</summary>
    [Fact]
    public void TheSignatureIsInTheFormatThatTheAlgorithmPromised()
    {
        using var key = TestKeys.Private(TestKeys.Rsa);
        var data = "data"u8.ToArray();
        var sha256 = key.Sign("rsa-sha2-256", data);
        var sha512 = key.Sign("rsa-sha2-512", data);
        Assert.Equal(["rsa-sha2-512", "rsa-sha2-256"], key.PublicKey.Algorithms);
        Assert.True(key.PublicKey.Verify("rsa-sha2-256", data, sha256));
        Assert.True(key.PublicKey.Verify("rsa-sha2-512", data, sha512));
        Assert.False(key.PublicKey.Verify("rsa-sha2-512", data, sha256));
        Assert.False(key.PublicKey.Verify("rsa-sha2-256", data, sha512));
        Assert.False(key.PublicKey.Verify("rsa-sha2-512", data, Blobs.Of("rsa-sha2-512", Blobs.Strings(sha256)[1])));
    }

    /// <summary>SHA-1 is refused as an algorithm and as a format, even when the octets would verify.</summary>
    [Fact]
    public void RefusesSha1()
    {
        using var key = TestKeys.Private(TestKeys.Rsa);
        var octets = Blobs.Strings(key.Sign("rsa-sha2-512", "data"u8))[1];
        Assert.DoesNotContain("ssh-rsa", key.PublicKey.Algorithms, StringComparer.Ordinal);
        Assert.False(key.PublicKey.Verify("ssh-rsa", "data"u8, Blobs.Of("ssh-rsa", octets)));
        Assert.False(key.PublicKey.Verify("rsa-sha2-512", "data"u8, Blobs.Of("ssh-rsa", octets)));
        Assert.Throws<ArgumentException>(() => key.Sign("ssh-rsa", "data"u8));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void RefusesASignatureThatIsCutAnywhere_OrGoesOn(string name)
    {
        using var key = TestKeys.Private(name);
        var algorithm = key.Algorithms[0];
        var signature = key.Sign(algorithm, "data"u8);
        for (var length = 0; length < signature.Length; length++)
        {
            Assert.False(key.PublicKey.Verify(algorithm, "data"u8, signature.AsSpan(0, length)));
        }

        Assert.True(key.PublicKey.Verify(algorithm, "data"u8, signature));
        Assert.False(key.PublicKey.Verify(algorithm, "data"u8, [.. signature, 0]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void RefusesAnotherKeysSignature(string name)
    {
        using var key = TestKeys.Private(name);
        foreach (var other in (string[])[TestKeys.Ed25519, TestKeys.P256, TestKeys.P384, TestKeys.P521, TestKeys.Rsa])
        {
            using var signer = TestKeys.Private(other);
            var signature = signer.Sign(signer.Algorithms[0], "data"u8);
            Assert.Equal(other == name, key.PublicKey.Verify(signer.Algorithms[0], "data"u8, signature));
            var renamed = Blobs.Of(key.Algorithms[0], Blobs.Strings(signature)[1]);
            Assert.Equal(other == name, key.PublicKey.Verify(key.Algorithms[0], "data"u8, renamed));
        }
    }

    /// <summary>RFC 8332 section 3: the signature is as long as the modulus.</summary>
    [Fact]
    public void RefusesRsaSignaturesOfAnotherLength()
    {
        using var key = TestKeys.Private(TestKeys.Rsa);
        var octets = Blobs.Strings(key.Sign("rsa-sha2-512", "data"u8))[1];
        Assert.False(Verifies([0, .. octets]));
        Assert.False(Verifies(octets[1..]));
        Assert.False(Verifies([]));
        Assert.False(Verifies(new byte[octets.Length]));
        Assert.False(Verifies([.. Enumerable.Repeat((byte)255, octets.Length)]));
        Assert.True(Verifies(octets));

        bool Verifies(byte[] signature) => key.PublicKey.Verify("rsa-sha2-512", "data"u8, Blobs.Of("rsa-sha2-512", signature));
    }

    [Theory]
    [InlineData(TestKeys.P256)]
    [InlineData(TestKeys.P384)]
    [InlineData(TestKeys.P521)]
    public void RefusesEcdsaSignaturesWithAnotherSpelling(string name)
    {
        using var key = TestKeys.Private(name);
        var numbers = Blobs.Strings(Blobs.Strings(key.Sign(key.Algorithms[0], "data"u8))[1]);
        var (r, s) = (numbers[0], numbers[1]);
        Assert.True(Verifies(Blobs.Of(r, s)));
        Assert.False(Verifies(Blobs.Of(s, r)));
        Assert.False(Verifies(Blobs.Of((byte[])[0, .. r], s)));
        Assert.False(Verifies(Blobs.Of(r, (byte[])[0, .. s])));
        Assert.False(Verifies(Blobs.Of(Array.Empty<byte>(), s)));
        Assert.False(Verifies(Blobs.Of(r, Array.Empty<byte>())));
        Assert.False(Verifies(Blobs.Of(Array.Empty<byte>(), Array.Empty<byte>())));
        Assert.False(Verifies(Blobs.Of((byte[])[0x80, .. r.AsSpan(1)], s)));
        Assert.False(Verifies(Blobs.Of((byte[])[1, .. new byte[66]], s)));
        Assert.False(Verifies(Blobs.Of(r)));
        Assert.False(Verifies([.. Blobs.Of(r, s), 0]));

        bool Verifies(byte[] signature) => key.PublicKey.Verify(key.Algorithms[0], "data"u8, Blobs.Of(key.Algorithms[0], signature));
    }

    /// <summary>Numbers of a signature that begin with zeros are shorter; about one in a hundred is.</summary>
    [Fact]
    public void AcceptsShortNumbersInEcdsaSignatures()
    {
        using var key = TestKeys.Private(TestKeys.P256);
        var shorter = 0;
        for (var i = 0; i < 2000 && shorter < 3; i++)
        {
            var signature = key.Sign("ecdsa-sha2-nistp256", "data"u8);
            if (Blobs.Strings(Blobs.Strings(signature)[1]).Exists(number => number.Length < 32))
            {
                shorter++;
                Assert.True(key.PublicKey.Verify("ecdsa-sha2-nistp256", "data"u8, signature));
            }
        }

        Assert.InRange(shorter, 1, 3);
    }
}
