using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RemoteDev.Gateway.Listen.Proxies;

namespace RemoteDev.Gateway.Tests.Listen.Proxies;

/// <summary>The PROXY protocol before HTTP and before TLS, on the real listener.</summary>
public sealed class ProxyProtocolTests
{
    private static readonly (string, string) FromLoopback = ("RemoteDev:Listen:ProxyProtocol:0", "127.0.0.0/8");
    private static readonly (string, string) FromElsewhere = ("RemoteDev:Listen:ProxyProtocol:0", "198.51.100.0/24");
    private static readonly (string, string) Encrypted = ("RemoteDev:PublicOrigin", $"https://{ListenHost.Host}");

    private static byte[] Request(string headers = "") =>
        Encoding.Latin1.GetBytes($"GET / HTTP/1.1\r\nHost: {ListenHost.Host}\r\n{headers}Connection: close\r\n\r\n");

    [Theory]
    [InlineData("203.0.113.7")]
    [InlineData("2001:db8::7")]
    public async Task HeaderOfATrustedProxy_IsTheConnectionsSource(string client)
    {
        await using var gateway = await ListenHost.StartAsync(FromLoopback);

        Assert.Contains($"source={client} ", await SendAsync(gateway, ProxyHeaders.Tcp(client), Request()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Header_SplitAtEachOctet_IsRead()
    {
        await using var gateway = await ListenHost.StartAsync(FromLoopback);
        var header = ProxyHeaders.Checked("203.0.113.7");
        for (var i = 1; i < header.Length; i++)
        {
            Assert.Contains("source=203.0.113.7 ", await SendAsync(gateway, header[..i], header[i..], Request()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Header_BeforeTls_IsRead_AndTheRestIsTls()
    {
        await using var gateway = await ListenHost.StartAsync(FromLoopback, Encrypted);

        Assert.Contains("source=203.0.113.7 encrypted=True", await SendEncryptedAsync(gateway, ProxyHeaders.Tcp("203.0.113.7")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Header_WithinTls_IsNoHeader()
    {
        await using var gateway = await ListenHost.StartAsync(FromElsewhere, Encrypted);

        var answer = await SendEncryptedAsync(gateway, [], ProxyHeaders.Tcp("203.0.113.7"));

        Assert.DoesNotContain("203.0.113.7", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("200 OK", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SpoofedHeader_OfAnUntrustedPeer_IsGarbage()
    {
        await using var gateway = await ListenHost.StartAsync(FromElsewhere);

        var spoofed = await SendAsync(gateway, ProxyHeaders.Tcp("203.0.113.7"), Request());
        var plain = await SendAsync(gateway, Request());

        Assert.DoesNotContain("source=203.0.113.7", spoofed, StringComparison.Ordinal);
        Assert.DoesNotContain("200 OK", spoofed, StringComparison.Ordinal);
        Assert.Contains("source=127.0.0.1 ", plain, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondHeader_IsGarbage()
    {
        await using var gateway = await ListenHost.StartAsync(FromLoopback);

        var answer = await SendAsync(gateway, ProxyHeaders.Tcp("203.0.113.7"), ProxyHeaders.Tcp("203.0.113.8"), Request());

        Assert.DoesNotContain("200 OK", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("203.0.113.8", answer, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ProxyHeaderTests.Malformed), MemberType = typeof(ProxyHeaderTests))]
    public async Task MalformedHeader_OfATrustedProxy_IsClosedWithoutAnAnswer_AndCounted(string why, byte[] bytes)
    {
        await using var gateway = await ListenHost.StartAsync(FromLoopback);

        Assert.True((await SendAsync(gateway, bytes, Request())).Length == 0, why);
        Assert.Equal(1, gateway.Services.GetRequiredService<ProxyFaults>().All);
    }

    [Fact]
    public async Task TrustedProxy_WithoutAHeader_IsNotServed()
    {
        await using var gateway = await ListenHost.StartAsync(FromLoopback);

        Assert.Equal("", await SendAsync(gateway, Request()));
    }

    [Fact]
    public async Task Local_IsTheProxysOwnAddress()
    {
        await using var gateway = await ListenHost.StartAsync(FromLoopback);

        Assert.Contains("source=127.0.0.1 ", await SendAsync(gateway, ProxyHeaders.Local(), Request()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ForwardedHeader_IsJudgedByTheAddressAfterTheProxyHeader()
    {
        // The balancer on loopback is no HTTP proxy; the one in 198.51.100.0/24 behind it is (regressions 14 and 21, CVE-2023-46123).
        await using var gateway = await ListenHost.StartAsync(FromLoopback, ("RemoteDev:Listen:TrustedProxies:0", "198.51.100.0/24"));
        var claim = Request("X-Forwarded-For: 203.0.113.7\r\n");

        Assert.Contains("source=203.0.113.7 ", await SendAsync(gateway, ProxyHeaders.Tcp("198.51.100.4"), claim), StringComparison.Ordinal);
        Assert.Contains("source=192.0.2.9 ", await SendAsync(gateway, ProxyHeaders.Tcp("192.0.2.9"), claim), StringComparison.Ordinal);
        Assert.Contains("source=127.0.0.1 ", await SendAsync(gateway, ProxyHeaders.Local(), claim), StringComparison.Ordinal);
    }

    private static async Task<string> SendAsync(ListenHost gateway, params byte[][] parts)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, gateway.Port, deadline.Token);
        var stream = client.GetStream();
        using var answer = new MemoryStream();
        try
        {
            foreach (var part in parts)
            {
                await stream.WriteAsync(part, deadline.Token);
                await stream.FlushAsync(deadline.Token);
            }

            await stream.CopyToAsync(answer, deadline.Token);
        }
        catch (IOException)
        {
            // Closed on us: what was answered before that counts.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }

    private static async Task<string> SendEncryptedAsync(ListenHost gateway, byte[] before, byte[]? within = null)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, gateway.Port, deadline.Token);
        await client.GetStream().WriteAsync(before, deadline.Token);
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsClientAsync(
#pragma warning disable CA5359 // the gateway's own certificate is not what is tested
            new SslClientAuthenticationOptions { TargetHost = "remotedev.localhost", RemoteCertificateValidationCallback = (_, _, _, _) => true }, deadline.Token);
#pragma warning restore CA5359
        using var answer = new MemoryStream();
        try
        {
            await tls.WriteAsync((byte[])[.. within ?? [], .. Request()], deadline.Token);
            await tls.CopyToAsync(answer, deadline.Token);
        }
        catch (IOException)
        {
            // Closed on us: what was answered before that counts.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }
}
