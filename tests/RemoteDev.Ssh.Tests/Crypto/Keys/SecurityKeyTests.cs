using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace RemoteDev.Ssh.Tests.Crypto.Keys;

/// <summary>Keys in FIDO tokens: those of OpenSSH's own tests, and some whose private half we hold, held against ssh-keygen.</summary>
public sealed class SecurityKeyTests
{
    private const string Ed25519 = "sk-ssh-ed25519@openssh.com";
    private const string P256 = "sk-ecdsa-sha2-nistp256@openssh.com";
    private const string Purpose = "unittest";
    private const byte Present = 1;
    private const byte Verified = 4;

    /// <summary>The keys and signatures of regress/unittests/sshsig/testdata in openssh-portable, made by a token.</summary>
    [Theory]
    [InlineData(
        Ed25519,
        "AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAIJsaDYXQYruc6bilCYDIK4YSOeG+zmrRO2M9t03//7LHAAAABHNzaDo=",
        "U1NIU0lHAAAAAQAAAEoAAAAac2stc3NoLWVkMjU1MTlAb3BlbnNzaC5jb20AAAAgmxoNhdBiu5zpuKUJgMgrhhI54b7OatE7Yz23Tf//sscAAAAEc3NoOgAAAAh1bml0dGVzdAAAAAAAAAAGc2hhNTEyAAAAZwAAABpzay1zc2gtZWQyNTUxOUBvcGVuc3NoLmNvbQAAAEAi+7eTjW/+LQ2M+sCD+KFtH1n7VFFJon/SZFsxODyV8cWTlFKj617Ys1Ur5TV6uaEXQhck8rBA2oQIHTPANLIPARI0Vng=")]
    [InlineData(
        P256,
        "AAAAInNrLWVjZHNhLXNoYTItbmlzdHAyNTZAb3BlbnNzaC5jb20AAAAIbmlzdHAyNTYAAABBBKDVa5jRcT5V7E6ysmwVi7HJWh7p5D+hebLPakQcpnD2ajJZ6G/4WzuhlYWnclWY63JspDp299Rlhq5AT86/g8AAAAAEc3NoOg==",
        "U1NIU0lHAAAAAQAAAH8AAAAic2stZWNkc2Etc2hhMi1uaXN0cDI1NkBvcGVuc3NoLmNvbQAAAAhuaXN0cDI1NgAAAEEEoNVrmNFxPlXsTrKybBWLsclaHunkP6F5ss9qRBymcPZqMlnob/hbO6GVhadyVZjrcmykOnb31GWGrkBPzr+DwAAAAARzc2g6AAAACHVuaXR0ZXN0AAAAAAAAAAZzaGE1MTIAAAB3AAAAInNrLWVjZHNhLXNoYTItbmlzdHAyNTZAb3BlbnNzaC5jb20AAABIAAAAIHohGwyy8iKT3zwd1TYA9V/Ioo7h/3zCJUtyq/Qigt/HAAAAIGzidTwq7D/kFa7Xjcp/KkdbIs4MfQpfAW/0OciajlpzARI0Vng=")]
    public void AcceptsASignatureThatATokenMade(string type, string blob, string file)
    {
        var key = Blobs.Parse(Convert.FromBase64String(blob));
        var signature = SshSig.SignatureIn(file);
        var signed = SshSig.Signed(Purpose, "This is a test, this is only a test"u8.ToArray());

        Assert.True(key.IsSecurityKey);
        Assert.Equal("ssh:", key.Application);
        Assert.Equal([type], key.Algorithms);
        Assert.True(key.Verify(type, signed, signature, out var use));
        Assert.Equal(new SecurityKeyUse(0x12345678, UserVerified: false), use);
        Assert.False(key.Verify(type, [.. signed, 0], signature, out use));
        Assert.Null(use);
        for (var bit = 0; bit < signature.Length * 8; bit++)
        {
            var broken = signature.ToArray();
            broken[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(key.Verify(type, signed, broken), $"bit {bit}");
        }

        for (var length = 0; length < signature.Length; length++)
        {
            Assert.False(key.Verify(type, signed, signature.AsSpan(0, length)));
        }

        Assert.False(key.Verify(type, signed, [.. signature, 0]));
    }

    [Theory]
    [InlineData(Ed25519)]
    [InlineData(P256)]
    public void SaysCounterAndVerification(string type)
    {
        using var token = new Token(type, "ssh:");
        var data = "data"u8.ToArray();
        Assert.True(token.Public.Verify(type, data, token.Sign(data, Present, 0), out var use));
        Assert.Equal(new SecurityKeyUse(0, UserVerified: false), use);
        Assert.True(token.Public.Verify(type, data, token.Sign(data, Present | Verified, uint.MaxValue), out use));
        Assert.Equal(new SecurityKeyUse(uint.MaxValue, UserVerified: true), use);
    }

    [Theory]
    [InlineData(Ed25519)]
    [InlineData(P256)]
    public void DemandsThatItsOwnerTouchedIt(string type)
    {
        using var token = new Token(type, "ssh:");
        var data = "data"u8.ToArray();
        Assert.False(token.Public.Verify(type, data, token.Sign(data, 0, 1)));
        Assert.False(token.Public.Verify(type, data, token.Sign(data, Verified, 1)));
        Assert.False(token.Public.Verify(type, data, token.Sign(data, 0xfe, 1)));
    }

    [Theory]
    [InlineData(Ed25519)]
    [InlineData(P256)]
    public void FlagsCounterAndApplicationAreSigned(string type)
    {
        using var token = new Token(type, "ssh:");
        var data = "data"u8.ToArray();
        var signature = token.Sign(data, Present, 7);
        Assert.True(token.Public.Verify(type, data, signature));
        Assert.False(token.Public.Verify(type, data, [.. signature[..^5], Present | Verified, 0, 0, 0, 7]));
        Assert.False(token.Public.Verify(type, data, [.. signature[..^4], 0, 0, 0, 8]));

        using var other = new Token(type, "ssh:other", token);
        Assert.Equal("ssh:other", other.Public.Application);
        Assert.False(other.Public.Verify(type, data, signature));
        Assert.True(other.Public.Verify(type, data, other.Sign(data, Present, 7)));
    }

    [Theory]
    [InlineData(Ed25519, "ssh:")]
    [InlineData(P256, "ssh:work laptop")]
    public void OpenSshFindsTheSameSignaturesSound_AndWeDemandTheTouchBesides(string type, string application)
    {
        const string Text = "a text";
        using var token = new Token(type, application);
        var signed = SshSig.Signed(Purpose, Encoding.UTF8.GetBytes(Text));
        foreach (var flags in (byte[])[0, Present, Verified, Present | Verified])
        {
            var signature = token.Sign(signed, flags, 99);
            Assert.True(SshSig.OpenSshAccepts(token.Public, Purpose, Text, signature));
            Assert.Equal((flags & Present) != 0, token.Public.Verify(type, signed, signature));
            Assert.False(SshSig.OpenSshAccepts(token.Public, Purpose, Text, [.. signature[..^1], 98]));
        }
    }

    [Theory]
    [InlineData(Ed25519)]
    [InlineData(P256)]
    public void RefusesThePlainKeysSignature(string type)
    {
        using var token = new Token(type, "ssh:");
        var data = "data"u8.ToArray();
        var plain = token.SignPlainly(data);
        Assert.False(token.Public.Verify(type, data, Blobs.Of(type, plain)));
        Assert.False(token.Public.Verify(type, data, Blobs.Of(type, plain, Present, 1u)));
        Assert.False(token.Public.Verify(token.PlainType, data, Blobs.Of(token.PlainType, plain)));
    }

    [Fact]
    public void RefusesAKeyWithoutApplication()
    {
        Blobs.FaultOf(Blobs.Of(Ed25519, new byte[32]));
        Blobs.FaultOf(Blobs.Of(Ed25519, new byte[32], new byte[] { 0xff, 0xfe }));
        Blobs.FaultOf(Blobs.Of(Ed25519, new byte[31], "ssh:"));
        Blobs.FaultOf(Blobs.Of(P256, "nistp384", new byte[97], "ssh:"));
    }

    /// <summary>A token in software: signs as PROTOCOL.u2f says, with whatever flags it is told.</summary>
    private sealed class Token : IDisposable
    {
        private readonly SshPrivateKey _key;
        private readonly string _type;
        private readonly string _application;

        public Token(string type, string application, Token? twin = null)
        {
            _key = TestKeys.Private(type == Ed25519 ? TestKeys.Ed25519 : TestKeys.P256);
            _type = type;
            _application = application;
            var fields = Blobs.Strings((twin?._key ?? _key).PublicBlob.Span).Skip(1);
            Public = Blobs.Parse(Blobs.Of([type, .. fields, application]));
        }

        public SshPublicKey Public { get; }

        public string PlainType => _key.Algorithms[0];

        public byte[] SignPlainly(byte[] data) => Blobs.Strings(_key.Sign(PlainType, data))[1];

        public byte[] Sign(byte[] data, byte flags, uint counter)
        {
            var message = new byte[69];
            SHA256.HashData(Encoding.UTF8.GetBytes(_application), message);
            message[32] = flags;
            BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(33), counter);
            SHA256.HashData(data, message.AsSpan(37));
            return Blobs.Of(_type, SignPlainly(message), flags, counter);
        }

        public void Dispose() => _key.Dispose();
    }
}
