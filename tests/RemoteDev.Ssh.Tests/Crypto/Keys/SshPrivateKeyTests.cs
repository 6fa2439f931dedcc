using System.Security.Cryptography;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Crypto.Keys;

public sealed class SshPrivateKeyTests
{
    private const string Damaged = "the private key is damaged";
    private const string Mismatch = "the private key is damaged, or its halves do not belong together";

    public static TheoryData<string> Names => TestKeys.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void ReadsTheFileThatOpenSshWrites(string name)
    {
        using var key = TestKeys.Private(name);
        Assert.Equal(TestKeys.Line(name), key.PublicKey.ToLine(key.Comment));
        Assert.Equal(key.PublicKey.Blob, key.PublicBlob);
        Assert.Equal(key.PublicKey.Algorithms, key.Algorithms);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void OpenSshReadsTheFileThatWeWrite(string name)
    {
        using var key = TestKeys.Private(name);
        var pem = key.WritePem("ours");
        using var keygen = new SshKeygen();
        keygen.Write("key", pem);
        Assert.Equal(key.PublicKey.ToLine("ours"), keygen.Run("-y", "-f", "key").TrimEnd());

        Assert.True(SshPrivateKey.TryRead(pem, out var again, out var fault), fault);
        using (again)
        {
            Assert.Equal(key.PublicKey, again.PublicKey);
            Assert.Equal("ours", again.Comment);
            Assert.True(key.PublicKey.Verify(again.Algorithms[0], "data"u8, again.Sign(again.Algorithms[0], "data"u8)));
        }
    }

    [Fact]
    public void OpenSshReadsAKeyThatWeMade()
    {
        using var key = SshPrivateKey.GenerateEd25519();
        using var keygen = new SshKeygen();
        keygen.Write("key", key.WritePem());
        Assert.Equal(key.PublicKey.ToLine(), keygen.Run("-y", "-f", "key").TrimEnd());
    }

    [Fact]
    public void RefusesAFileWithAPassphrase()
    {
        using var keygen = new SshKeygen();
        keygen.Run("-q", "-t", "ed25519", "-N", "a passphrase", "-f", "key");
        Assert.Equal("the private key is encrypted with a passphrase: ssh-keygen -p -f FILE -N '' takes it off", FaultOf(keygen.Read("key")));
    }

    [Fact]
    public void RefusesOtherFormats()
    {
        using var rsa = RSA.Create(3072);
        Assert.Contains("ssh-keygen -p -f FILE", FaultOf(rsa.ExportRSAPrivateKeyPem()), StringComparison.Ordinal);
        Assert.Contains("ssh-keygen -p -f FILE", FaultOf(rsa.ExportPkcs8PrivateKeyPem()), StringComparison.Ordinal);
        Assert.Contains("BEGIN OPENSSH PRIVATE KEY", FaultOf(""), StringComparison.Ordinal);
        Assert.Contains("BEGIN OPENSSH PRIVATE KEY", FaultOf(TestKeys.Line(TestKeys.Ed25519)), StringComparison.Ordinal);
        Assert.Contains("BEGIN OPENSSH PRIVATE KEY", FaultOf(new string('A', 70_000)), StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesKeysThatAreTooWeak()
    {
        Assert.Equal("the RSA key has 2048 bits: 3072 are needed", FaultOf(TestKeys.Pem(TestKeys.ShortRsa)));
        Assert.Equal("DSA keys are too weak: they are refused", FaultOf(Encode(Envelope(Blobs.Of("ssh-dss"), Blobs.Of(7u, 7u, "ssh-dss", "")))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void RefusesAFileThatIsCutAnywhere(string name)
    {
        var file = Decode(TestKeys.Pem(name));
        for (var length = 0; length < file.Length; length++)
        {
            Assert.NotEmpty(FaultOf(Encode(file[..length])));
        }

        Assert.Equal(Damaged, FaultOf(Encode([.. file, 0])));
    }

    /// <summary>A broken number of an RSA key would give signatures away that tell its factors.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void NoFlippedBitMakesAnotherKeyOfIt(string name)
    {
        var original = TestKeys.Public(name);
        var file = Decode(TestKeys.Pem(name));
        for (var at = 0; at < file.Length; at += 7)
        {
            var broken = file.ToArray();
            broken[at] ^= 0x10;
            if (SshPrivateKey.TryRead(Encode(broken), out var key, out _))
            {
                using (key)
                {
                    Assert.Equal(original, key.PublicKey);
                    Assert.True(original.Verify(key.Algorithms[0], "data"u8, key.Sign(key.Algorithms[0], "data"u8)), $"octet {at}");
                }
            }
        }
    }

    [Fact]
    public void RefusesHalvesThatDoNotBelongTogether()
    {
        using var first = SshPrivateKey.GenerateEd25519();
        using var second = SshPrivateKey.GenerateEd25519();
        var mixed = Decode(first.WritePem());
        var other = second.PublicBlob.Span;
        var at = mixed.AsSpan().IndexOf(first.PublicBlob.Span);
        other.CopyTo(mixed.AsSpan(at));
        Assert.Equal(Mismatch, FaultOf(Encode(mixed)));

        // The same in all three places where the public half stands: what signs is still the first.
        var point = first.PublicBlob.Span[^32..];
        while (mixed.AsSpan().IndexOf(point) is >= 0 and var next)
        {
            other[^32..].CopyTo(mixed.AsSpan(next));
        }

        Assert.Equal(Mismatch, FaultOf(Encode(mixed)));
    }

    [Fact]
    public void RefusesAKeyThatIsInAToken()
    {
        var secret = Blobs.Of(7u, 7u, "sk-ssh-ed25519@openssh.com", new byte[32], "ssh:", (byte)1, new byte[10], Array.Empty<byte>(), "");
        Assert.Equal(
            "the private key is in a security key: only that can sign",
            FaultOf(Encode(Envelope(Blobs.Of("sk-ssh-ed25519@openssh.com", new byte[32], "ssh:"), secret))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void SignsNothingAfterItWasDisposed(string name)
    {
        var key = TestKeys.Private(name);
        key.Dispose();
        key.Dispose();
        Assert.ThrowsAny<ObjectDisposedException>(() => key.Sign(key.Algorithms[0], "data"u8));
        Assert.ThrowsAny<ObjectDisposedException>(() => key.WritePem());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ThreadsMayShareIt(string name)
    {
        using var key = TestKeys.Private(name);
        var bad = 0;
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var data = BitConverter.GetBytes(i);
            var signature = key.Sign(key.Algorithms[0], data);
            if (!key.PublicKey.Verify(key.Algorithms[0], data, signature))
            {
                Interlocked.Increment(ref bad);
            }
        });
        Assert.Equal(0, bad);
    }

    private static string FaultOf(string pem)
    {
        var read = SshPrivateKey.TryRead(pem, out var key, out var fault);
        key?.Dispose();
        Assert.False(read);
        Assert.Null(key);
        return fault;
    }

    private static byte[] Decode(string pem)
        => Convert.FromBase64String(string.Concat(pem.Split('\n').Where(line => !line.StartsWith('-'))));

    private static string Encode(byte[] file) => PemEncoding.WriteString("OPENSSH PRIVATE KEY", file);

    private static byte[] Envelope(byte[] publicBlob, byte[] secret)
    {
        using var writer = SshWriter.Blob();
        writer.WriteOctets("openssh-key-v1\0"u8);
        writer.WriteOctets(Blobs.Of("none", "none", "", 1u, publicBlob, secret));
        return writer.ToArray();
    }
}
