using System.Numerics;
using RemoteDev.Ssh.Crypto.Keys;

namespace RemoteDev.Ssh.Tests.Crypto.Keys;

public sealed class Ed25519Tests
{
    private const string Name = "ssh-ed25519";

    /// <summary>RFC 8032 section 7.1, tests 1 to 3.</summary>
    [Theory]
    [InlineData("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82", "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void SignsAndVerifiesAsRfc8032Says(string seed, string point, string message, string signature)
    {
        using var key = new Ed25519PrivateKey(Convert.FromHexString(seed));
        var data = Convert.FromHexString(message);
        var made = key.SignCore(Name, data);
        Assert.Equal(signature, Convert.ToHexStringLower(made));
        Assert.Equal(Convert.FromHexString(point), Blobs.Strings(key.PublicFields())[0]);

        var blob = Blobs.Of(Name, Convert.FromHexString(point));
        Assert.True(Blobs.Parse(blob).Verify(Name, data, Blobs.Of(Name, made)));
        Assert.False(Blobs.Parse(blob).Verify(Name, [.. data, 0], Blobs.Of(Name, made)));
    }

    [Fact]
    public void RefusesEveryFlippedBitOfASignature()
    {
        using var key = SshPrivateKey.GenerateEd25519();
        var data = "data"u8.ToArray();
        var signature = key.Sign(Name, data);
        for (var bit = 0; bit < signature.Length * 8; bit++)
        {
            var broken = signature.ToArray();
            broken[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(key.PublicKey.Verify(Name, data, broken), $"bit {bit}");
        }
    }

    [Fact]
    public void RefusesSignaturesOfEveryOtherLength()
    {
        using var key = SshPrivateKey.GenerateEd25519();
        var sound = Blobs.Strings(key.Sign(Name, "data"u8))[1];
        for (var length = 0; length <= 130; length++)
        {
            byte[] octets = [.. sound, .. new byte[80]];
            Assert.Equal(length == 64, key.PublicKey.Verify(Name, "data"u8, Blobs.Of(Name, octets[..length])));
        }
    }

    /// <summary>RFC 8032 section 5.1.7: S is below the order of the group, or anybody could write a second signature from a first.</summary>
    [Fact]
    public void RefusesASignatureThatIsNotReduced()
    {
        using var key = SshPrivateKey.GenerateEd25519();
        var sound = Blobs.Strings(key.Sign(Name, "data"u8))[1];
        var order = (BigInteger.One << 252) + BigInteger.Parse("27742317777372353535851937790883648493", null);
        var second = (new BigInteger(sound.AsSpan(32), isUnsigned: true) + order).ToByteArray(isUnsigned: true);
        byte[] forged = [.. sound[..32], .. second];
        Assert.Equal(64, forged.Length);
        Assert.False(key.PublicKey.Verify(Name, "data"u8, Blobs.Of(Name, forged)));
    }

    [Fact]
    public void KeysAreNeverMadeTwice()
    {
        using var first = SshPrivateKey.GenerateEd25519();
        using var second = SshPrivateKey.GenerateEd25519();
        Assert.NotEqual(first.PublicKey, second.PublicKey);
        Assert.NotEqual(first.ToString(), second.ToString(), StringComparer.Ordinal);
        Assert.False(first.PublicKey.Verify(Name, "data"u8, second.Sign(Name, "data"u8)));
    }
}
