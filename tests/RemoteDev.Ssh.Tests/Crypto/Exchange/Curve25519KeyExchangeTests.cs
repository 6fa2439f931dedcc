using RemoteDev.Ssh.Crypto.Exchange;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Crypto.Exchange;

public sealed class Curve25519KeyExchangeTests
{
    /// <summary>The points of low order and their spellings that are not reduced: with each the result would be zero for every key.</summary>
    public static TheoryData<string> LowOrderPoints =>
    [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ];

    [Theory]
    [InlineData("curve25519-sha256")]
    [InlineData("curve25519-sha256@libssh.org")]
    public void BothEndsGetOneSecret_AsANumber(string name)
    {
        for (var round = 0; round < 20; round++)
        {
            using var client = KeyExchanges.Create(name)!;
            using var server = KeyExchanges.Create(name)!;
            Assert.True(server.TryRespond(client.Start(), out var share, out var serverSecret));
            Assert.True(client.TryFinish(share, out var clientSecret));

            Assert.Equal(serverSecret, clientSecret);
            var reader = new SshReader(serverSecret);
            Assert.True(reader.TryReadPositive(32, out _));
            Assert.True(reader.AtEnd);
        }
    }

    /// <summary>Regression 7 (CVE-2026-73430, CVE-2023-28113, CVE-2026-73429).</summary>
    [Theory]
    [MemberData(nameof(LowOrderPoints))]
    public void RefusesPointsOfLowOrder_AtBothEnds(string point)
    {
        var share = Convert.FromHexString(point);
        using var server = KeyExchanges.Create(KeyExchanges.Curve25519)!;
        using var client = KeyExchanges.Create(KeyExchanges.Curve25519)!;
        Assert.False(server.TryRespond(share, out _, out var secret));
        Assert.Empty(secret);
        client.Start();
        Assert.False(client.TryFinish(share, out secret));
        Assert.Empty(secret);
    }

    [Fact]
    public void RefusesSharesOfEveryOtherLength()
    {
        using var exchange = KeyExchanges.Create(KeyExchanges.Curve25519)!;
        for (var length = 0; length <= 70; length++)
        {
            var share = Enumerable.Repeat((byte)9, length).ToArray();
            Assert.Equal(length == 32, exchange.TryRespond(share, out _, out _));
            Assert.Equal(length == 32, exchange.TryFinish(share, out _));
        }
    }

    [Fact]
    public void NoTwoExchangesShowTheSameShare()
    {
        using var first = KeyExchanges.Create(KeyExchanges.Curve25519)!;
        using var second = KeyExchanges.Create(KeyExchanges.Curve25519)!;
        Assert.NotEqual(first.Start(), second.Start());
        Assert.Equal(first.Start(), first.Start());
    }

    [Fact]
    public void AgreesOnNothingAfterItWasDisposed()
    {
        var exchange = new Curve25519KeyExchange();
        exchange.Dispose();
        exchange.Dispose();
        Assert.Throws<ObjectDisposedException>(exchange.Start);
        Assert.Throws<ObjectDisposedException>(() => exchange.TryFinish([9, .. new byte[31]], out _));
    }

    [Theory]
    [InlineData("diffie-hellman-group14-sha1")]
    [InlineData("ecdh-sha2-nistp256")]
    [InlineData("ext-info-s")]
    [InlineData("Curve25519-SHA256")]
    [InlineData("")]
    public void CreatesNothingElse(string name)
    {
        using var exchange = KeyExchanges.Create(name);
        Assert.Null(exchange);
    }

    [Fact]
    public void CreatesEveryNameOnItsList() => Assert.All(KeyExchanges.Names, name =>
    {
        using var exchange = KeyExchanges.Create(name);
        Assert.NotNull(exchange);
    });
}
