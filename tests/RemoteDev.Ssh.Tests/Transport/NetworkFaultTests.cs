using RemoteDev.Ssh.Crypto.Ciphers;
using RemoteDev.Ssh.Transport.Exchange;

namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>
/// A network that loses or changes octets anywhere in the first exchange: a fault at both ends, never a connection, never a wait.
/// </summary>
public sealed class NetworkFaultTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fails_WhereverTheConnectionIsCut(bool towardsServer)
    {
        var length = await HandshakeLengthAsync(towardsServer);
        for (var offset = 0; offset < length; offset++)
        {
            await using var pair = new TransportPair();
            Direction(pair, towardsServer).CutAt = offset;
            var opened = pair.OpenAsync();

            var (client, server) = await opened.WaitAsync(Patience);
            Assert.NotNull(towardsServer ? server : client);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fails_WhereverAnOctetIsChanged(bool towardsServer)
    {
        var length = await HandshakeLengthAsync(towardsServer);
        for (var offset = 0; offset < length; offset++)
        {
            var time = new ManualTime();
            await using var pair = new TransportPair(time: time);
            Direction(pair, towardsServer).FlipAt = offset;
            var opened = pair.OpenAsync();

            // A length that grew waits for octets that never come, and ends with the login grace.
            while (await Task.WhenAny(opened, Task.Delay(TimeSpan.FromMilliseconds(50))) != opened)
            {
                time.Advance(TimeSpan.FromMinutes(2));
            }

            var (client, server) = await opened;
            if (client is null && server is null)
            {
                // Padding before the first keys is nobody's, and the packet behind NEWKEYS was not read yet.
                Assert.Equal(pair.Server.SessionId.ToArray(), pair.Client.SessionId.ToArray());
            }
            else if (client is null)
            {
                Assert.NotNull(await pair.Client.RunAsync(pair.ClientHandler, default).WaitAsync(Patience));
            }
            else if (server is null)
            {
                Assert.NotNull(await pair.Server.RunAsync(pair.ServerHandler, default).WaitAsync(Patience));
            }
        }
    }

    private static OneWayStream Direction(TransportPair pair, bool towardsServer) => towardsServer ? pair.Streams.ToServer : pair.Streams.ToClient;

    private static async Task<long> HandshakeLengthAsync(bool towardsServer)
    {
        await using var pair = new TransportPair();
        Assert.Equal((null, null), await pair.OpenAsync());
        var behindNewKeys = towardsServer ? 0 : SealedLength.Of(PacketCiphers.Aes256Gcm, ExtInfo.ToPayload(TestOptions.Server.SignatureAlgorithms).Length);
        return Direction(pair, towardsServer).Written - behindNewKeys;
    }
}
