using RemoteDev.Ssh.Crypto.Exchange;

namespace RemoteDev.Ssh.Tests.Crypto.Exchange;

public sealed class X25519Tests
{
    /// <summary>RFC 7748 section 5.2: a scalar and a point; the second point has its unused top bit set.</summary>
    [Theory]
    [InlineData("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4", "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c", "C3DA55379DE9C6908E94EA4DF28D084F32ECCF03491C71F754B4075577A28552")]
    [InlineData("4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d", "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493", "95CBDE9476E8907D7AADE45CB4B873F88B595A68799FA152E6F8F7647AAC7957")]
    public void MultipliesAsRfc7748Says(string scalar, string point, string expected)
    {
        using var pair = new X25519(Convert.FromHexString(scalar));
        var shared = new byte[X25519.Length];
        Assert.True(pair.TryAgree(Convert.FromHexString(point), shared));
        Assert.Equal(expected, Convert.ToHexString(shared));
    }

    /// <summary>RFC 7748 section 5.2: a thousand times over.</summary>
    [Fact]
    public void MultipliesAThousandTimesAsRfc7748Says()
    {
        byte[] scalar = [9, .. new byte[31]];
        byte[] point = [9, .. new byte[31]];
        var shared = new byte[X25519.Length];
        for (var i = 0; i < 1000; i++)
        {
            using var pair = new X25519(scalar);
            Assert.True(pair.TryAgree(point, shared));
            (scalar, point, shared) = (shared, scalar, point);
        }

        Assert.Equal("684CF59BA83309552800EF566F2F4D3C1C3887C49360E3875F2EB94D99532C51", Convert.ToHexString(scalar));
    }

    /// <summary>RFC 7748 section 6.1.</summary>
    [Fact]
    public void BothEndsAgree_AsRfc7748Says()
    {
        using var first = new X25519(Convert.FromHexString("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"));
        using var second = new X25519(Convert.FromHexString("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
        var publicKey = new byte[X25519.Length];
        var shared = new byte[X25519.Length];

        first.WritePublicKey(publicKey);
        Assert.Equal("8520F0098930A754748B7DDCB43EF75A0DBF3A0D26381AF4EBA4A98EAA9B4E6A", Convert.ToHexString(publicKey));
        Assert.True(second.TryAgree(publicKey, shared));
        Assert.Equal("4A5D9D5BA4CE2DE1728E3BF480350F25E07E21C947D19E3376F09B3C1E161742", Convert.ToHexString(shared));

        second.WritePublicKey(publicKey);
        Assert.Equal("DE9EDB7D7B7DC1B4D35B61C2ECE435373F8343C85B78674DADFC7E146F882B4F", Convert.ToHexString(publicKey));
        Assert.True(first.TryAgree(publicKey, shared));
        Assert.Equal("4A5D9D5BA4CE2DE1728E3BF480350F25E07E21C947D19E3376F09B3C1E161742", Convert.ToHexString(shared));
    }
}
