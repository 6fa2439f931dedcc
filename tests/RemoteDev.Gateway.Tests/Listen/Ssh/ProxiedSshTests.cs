using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Listen;
using RemoteDev.Gateway.Listen.Proxies;
using RemoteDev.Gateway.Listen.Ssh;
using RemoteDev.Gateway.Tests.Listen.Proxies;

namespace RemoteDev.Gateway.Tests.Listen.Ssh;

/// <summary>The PROXY protocol before the SSH door, on the real listener.</summary>
public sealed class ProxiedSshTests
{
    [Fact]
    public async Task Client_IsWhomTheHeaderNames_AndTheBytesAfterItAreTheDoors()
    {
        await using var house = await House.StartAsync("127.0.0.0/8");

        using var client = await house.ConnectAsync(ProxyHeaders.Tcp("203.0.113.7"), [.. "SSH-2.0-x\r\n"u8]);

        Assert.Equal(("203.0.113.7", "SSH-2.0-x\r\n"), await house.ServedAsync());
    }

    [Fact]
    public async Task Header_SplitAtEachOctet_IsRead()
    {
        await using var house = await House.StartAsync("127.0.0.0/8");
        var header = ProxyHeaders.Tcp("2001:db8::7");
        for (var i = 1; i < header.Length; i++)
        {
#pragma warning disable CA2000 // each round disposes its own
            using var client = await house.ConnectAsync(header[..i], header[i..], [.. "SSH-2.0-x\r\n"u8]);
#pragma warning restore CA2000
            Assert.Equal(("2001:db8::7", "SSH-2.0-x\r\n"), await house.ServedAsync());
        }
    }

    [Theory]
    [MemberData(nameof(ProxyHeaderTests.Malformed), MemberType = typeof(ProxyHeaderTests))]
    public async Task MalformedHeader_IsClosed_AndTheDoorNeverHearsOfIt(string why, byte[] bytes)
    {
        await using var house = await House.StartAsync("127.0.0.0/8");

        using var refused = await house.ConnectAsync(bytes, [.. "SSH-2.0-x\r\n"u8]);
        Assert.True(await IsClosedAsync(refused), why);
        using var next = await house.ConnectAsync(ProxyHeaders.Tcp("203.0.113.8"), [.. "SSH-2.0-y\r\n"u8]);

        Assert.Equal(("203.0.113.8", "SSH-2.0-y\r\n"), await house.ServedAsync());
        Assert.Equal(1, house.Faults.All);
    }

    [Fact]
    public async Task HeaderOfAnUntrustedPeer_IsTheDoorsGarbage_AndChangesNoAddress()
    {
        await using var house = await House.StartAsync("198.51.100.0/24");

        using var client = await house.ConnectAsync(ProxyHeaders.Tcp("203.0.113.7"));

        var (source, first) = await house.ServedAsync();
        Assert.Equal("127.0.0.1", source);
        Assert.StartsWith("\r\n\r\n\0\r\nQUIT", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strangers_AreCountedByTheClient_NotByTheProxy()
    {
        // Regression 21: a limit by address is by the address that is really behind the connection.
        await using var house = await House.StartAsync("127.0.0.0/8", perSource: 2);
        var open = new List<TcpClient>();
        try
        {
            foreach (var client in (string[])["203.0.113.1", "203.0.113.1", "203.0.113.2", "203.0.113.3"])
            {
                open.Add(await house.ConnectAsync(ProxyHeaders.Tcp(client), [.. "SSH-2.0-x\r\n"u8]));
                Assert.Equal(client, (await house.ServedAsync()).Source);
            }

            using var third = await house.ConnectAsync(ProxyHeaders.Tcp("203.0.113.1"), [.. "SSH-2.0-x\r\n"u8]);
            Assert.True(await IsClosedAsync(third));
        }
        finally
        {
            open.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task Proxy_ThatNeverSaysForWhom_CannotHoldMoreThanTheWhole()
    {
        await using var house = await House.StartAsync("127.0.0.0/8", most: 2);
        using var first = await house.ConnectAsync([]);
        using var second = await house.ConnectAsync([]);

        // Half of the places are given for certain, the rest by chance, and beyond them there is none.
        using var third = await house.ConnectAsync([]);

        Assert.True(await IsClosedAsync(third));
    }

    private static async Task<bool> IsClosedAsync(TcpClient client)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            return await client.Client.ReceiveAsync(new byte[1], deadline.Token) == 0;
        }
        catch (SocketException)
        {
            // Reset, perhaps already while the greeting was sent: a stream would not be given any more.
            return true;
        }
    }

    private sealed class House : ISshDoor, IAsyncDisposable
    {
        private readonly SshListener _listener;
        private readonly SshAddress _address;
        private readonly System.Threading.Channels.Channel<(string, string)> _served = System.Threading.Channels.Channel.CreateUnbounded<(string, string)>();

        private House(string proxies, int most, int perSource)
        {
            var found = new OptionFaults();
            var plan = ListenPlan.Read(new GatewayOptions { PublicOrigin = "http://remotedev.localhost:8443" }, new ListenOptions { ProxyProtocol = [proxies] }, found);
            Assert.Empty(found.All);
            var options = new SshListenOptions { Addresses = ["127.0.0.1:0"], MaxUnauthenticated = most, MaxUnauthenticatedPerSource = perSource };
            var readiness = new Readiness();
            readiness.Open();
            Faults = new ProxyFaults(TimeProvider.System, NullLogger<ProxyFaults>.Instance);
            _address = new SshAddress(options, plan!.Origins);
            _listener = new SshListener(
                options, _address, this, readiness, new ProxyPeers(plan, Faults, TimeProvider.System), TimeProvider.System, NullLogger<SshListener>.Instance);
        }

        public ProxyFaults Faults { get; }

        public static async Task<House> StartAsync(string proxies, int most = 100, int perSource = 10)
        {
            var house = new House(proxies, most, perSource);
            await house._listener.StartAsync(CancellationToken.None);
            return house;
        }

        public async Task<TcpClient> ConnectAsync(params byte[][] parts)
        {
            var client = new TcpClient { NoDelay = true };
            await client.ConnectAsync(IPAddress.Loopback, _address.Port);
            foreach (var part in parts)
            {
                try
                {
                    await client.GetStream().WriteAsync(part);
                }
                catch (IOException)
                {
                    // Closed on us, which the test asks about.
                }
            }

            return client;
        }

        public async Task<(string Source, string First)> ServedAsync()
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            return await _served.Reader.ReadAsync(deadline.Token);
        }

        public async Task ServeAsync(Connection connection, Stream stream, IDisposable stranger, CancellationToken cancellationToken)
        {
            var first = new byte[256];
            var count = await stream.ReadAsync(first, cancellationToken);
            await _served.Writer.WriteAsync((connection.Source.ToString(), System.Text.Encoding.Latin1.GetString(first, 0, count)), cancellationToken);

            // A stranger stays one until the peer goes.
            try
            {
                while (await stream.ReadAsync(first, cancellationToken) > 0)
                {
                }
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _listener.StopAsync(CancellationToken.None);
            _listener.Dispose();
        }
    }
}
