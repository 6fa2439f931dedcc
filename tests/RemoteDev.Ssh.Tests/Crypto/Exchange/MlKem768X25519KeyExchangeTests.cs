using System.Security.Cryptography;
using RemoteDev.Ssh.Crypto.Exchange;

namespace RemoteDev.Ssh.Tests.Crypto.Exchange;

/// <summary>
/// ML-KEM needs OpenSSL 3.5. Where it is older, what these tests hold is that the exchange is neither offered nor made; that both ends agree,
/// and that broken shares are refused, was then not run. No peer but ourselves has been tried either way.
/// </summary>
public sealed class MlKem768X25519KeyExchangeTests
{
    private const string Name = "mlkem768x25519-sha256";
    private const int ClientShareLength = 1184 + 32;
    private const int ServerShareLength = 1088 + 32;

    [Fact]
    public void IsOfferedFirst_WhereItCanBeDone_AndNowhereElse()
    {
        using var exchange = KeyExchanges.Create(Name);
        Assert.Equal(MLKem.IsSupported, exchange is not null);
        Assert.Equal(MLKem.IsSupported ? Name : KeyExchanges.Curve25519, KeyExchanges.Names[0]);
        Assert.Equal(MLKem.IsSupported ? 3 : 2, KeyExchanges.Names.Count);
    }

    [Fact]
    public void BothEndsAgree_OrItCannotBeStarted()
    {
        using var client = new MlKem768X25519KeyExchange();
        using var server = new MlKem768X25519KeyExchange();
        if (!MLKem.IsSupported)
        {
            Assert.Throws<PlatformNotSupportedException>(client.Start);
            return;
        }

        var clientShare = client.Start();
        Assert.Equal(ClientShareLength, clientShare.Length);
        Assert.True(server.TryRespond(clientShare, out var serverShare, out var serverSecret));
        Assert.Equal(ServerShareLength, serverShare.Length);
        Assert.True(client.TryFinish(serverShare, out var clientSecret));
        Assert.Equal(serverSecret, clientSecret);
        Assert.Equal([0, 0, 0, 32], serverSecret[..4]);
        Assert.Equal(36, serverSecret.Length);

        Assert.False(server.TryRespond([.. clientShare[..1184], .. new byte[32]], out _, out _));
        Assert.False(server.TryRespond([.. Enumerable.Repeat((byte)255, 1184), .. clientShare[1184..]], out _, out _));
        Assert.False(client.TryFinish([.. serverShare[..1088], .. new byte[32]], out _));
        Assert.True(client.TryFinish([.. new byte[1088], .. serverShare[1088..]], out var other));
        Assert.NotEqual(serverSecret, other);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    [InlineData(ServerShareLength - 1)]
    [InlineData(ServerShareLength + 1)]
    [InlineData(ClientShareLength - 1)]
    [InlineData(ClientShareLength + 1)]
    public void RefusesSharesOfAnotherLength(int length)
    {
        using var exchange = new MlKem768X25519KeyExchange();
        Assert.False(exchange.TryRespond(new byte[length], out var share, out var secret));
        Assert.Empty(share);
        Assert.Empty(secret);
        Assert.False(exchange.TryFinish(new byte[length], out secret));
        Assert.Empty(secret);
    }
}
