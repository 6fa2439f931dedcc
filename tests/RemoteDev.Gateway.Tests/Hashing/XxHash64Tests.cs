using System.IO.Hashing;

namespace RemoteDev.Gateway.Tests.Hashing;

public sealed class XxHash64Tests
{
    /// <summary>The 32-bit prime that xxHash's own sanity check uses as its second seed and to fill its buffer.</summary>
    private const uint SanityPrime32 = 2654435761;

    private const ulong SanityPrime64 = 11400714785074694797;

    [Theory]
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1)]
    public void Hashes_KnownTexts(string text, ulong expected)
        => Assert.Equal(expected, XxHash64.HashToUInt64(System.Text.Encoding.ASCII.GetBytes(text)));

    /// <summary>The vectors of xxHash's sanity check, release 0.8: lengths on both sides of every branch, two seeds.</summary>
    [Theory]
    [InlineData(0, 0, 0xEF46DB3751D8E999)]
    [InlineData(0, SanityPrime32, 0xAC75FDA2929B17EF)]
    [InlineData(1, 0, 0xE934A84ADB052768)]
    [InlineData(1, SanityPrime32, 0x5014607643A9B4C3)]
    [InlineData(4, 0, 0x9136A0DCA57457EE)]
    [InlineData(14, 0, 0x8282DCC4994E35C8)]
    [InlineData(14, SanityPrime32, 0xC3BD6BF63DEB6DF0)]
    [InlineData(222, 0, 0xB641AE8CB691C174)]
    [InlineData(222, SanityPrime32, 0x20CB8AB7AE10C14A)]
    public void Hashes_SanityBuffer(int length, uint seed, ulong expected)
    {
        var buffer = new byte[length];
        var generator = (ulong)SanityPrime32;
        for (var i = 0; i < length; i++)
        {
            buffer[i] = (byte)(generator >> 56);
            generator = unchecked(generator * SanityPrime64);
        }

        Assert.Equal(expected, XxHash64.HashToUInt64(buffer, seed));
    }

    /// <summary>The vectors of the earlier sanity check, and lengths around one stripe that the reference tool printed.</summary>
    [Theory]
    [InlineData(1, 0, 0x4FCE394CC88952D8)]
    [InlineData(1, SanityPrime32, 0x739840CB819FA723)]
    [InlineData(4, 0, 0x9256E58AA397AEF1)]
    [InlineData(8, 0, 0xF74CB1451B32B8CF)]
    [InlineData(14, 0, 0xCFFA8DB881BC3A3D)]
    [InlineData(14, SanityPrime32, 0x5B9611585EFCC9CB)]
    [InlineData(31, 0, 0xAD09D9A6941DD847)]
    [InlineData(32, 0, 0xAF5753D39159EDEE)]
    [InlineData(33, 0, 0x6711CBDD8543BAA8)]
    [InlineData(64, 0, 0x18F5388F1D2BA08C)]
    [InlineData(222, 0, 0x9DD507880DEBB03D)]
    [InlineData(222, SanityPrime32, 0xDC515172B8EE0600)]
    public void Hashes_EarlierSanityBuffer(int length, uint seed, ulong expected)
    {
        var buffer = new byte[length];
        var generator = SanityPrime32;
        for (var i = 0; i < length; i++)
        {
            buffer[i] = (byte)(generator >> 24);
            generator = unchecked(generator * generator);
        }

        Assert.Equal(expected, XxHash64.HashToUInt64(buffer, seed));
    }

    [Fact]
    public void Hash_IsTheNumberMostSignificantByteFirst()
        => Assert.Equal(Convert.FromHexString("44BC2CF5AD770999"), XxHash64.Hash("abc"u8.ToArray()));

    [Fact]
    public void Hash_TakesTheSeed()
        => Assert.Equal(Convert.FromHexString("AC75FDA2929B17EF"), XxHash64.Hash(ReadOnlySpan<byte>.Empty, SanityPrime32));

    [Fact]
    public void Refuses_Null() => Assert.Throws<ArgumentNullException>(() => XxHash64.Hash(null!));
}
