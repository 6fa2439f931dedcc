using System.Runtime.Versioning;

namespace RemoteDev.Gateway.Tests.Listen;

[SupportedOSPlatform("linux")]
public sealed class ListenRoomTests
{
    // GHSA-j748-h363-wqj8: a host is the same host in any case.
    [Theory]
    [InlineData("remotedev.localhost:8443", "door=Portal place= ")]
    [InlineData("REMOTEDEV.Localhost:8443", "door=Portal place= ")]
    [InlineData("git.remotedev.localhost:8443", "door=Git place= ")]
    [InlineData("payments-dev.remotedev.localhost:8443", "door=Environment place=payments-dev ")]
    [InlineData("Payments-DEV.remotedev.localhost:8443", "door=Environment place=payments-dev ")]
    public async Task Opens_TheDoorOfTheHost_InAnyCase(string host, string told)
    {
        await using var gateway = await ListenHost.StartAsync();

        Assert.Contains(told, await gateway.GetAsync("/a", host), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other.example:8443")]
    [InlineData("remotedev.localhost")]
    [InlineData("remotedev.localhost:8444")]
    [InlineData("remotedev.localhost.:8443")]
    [InlineData("unknown.remotedev.localhost:8443")]
    [InlineData("a.payments-dev.remotedev.localhost:8443")]
    [InlineData("evilremotedev.localhost:8443")]
    [InlineData(".remotedev.localhost:8443")]
    [InlineData("gateway.remotedev.localhost:8443")]
    [InlineData("127.0.0.1:8443")]
    public async Task Misdirects_EveryOtherHost(string host)
    {
        await using var gateway = await ListenHost.StartAsync();

        Assert.StartsWith("HTTP/1.1 421 ", await gateway.GetAsync("/", host), StringComparison.Ordinal);
    }

    // Whoever answers it inside would show what the gateway tells a server about the person.
    [Theory]
    [InlineData("TRACE")]
    [InlineData("TRACK")]
    [InlineData("track")]
    public async Task Refuses_ToBeEchoed(string method)
    {
        await using var gateway = await ListenHost.StartAsync();
        foreach (var host in (string[])["remotedev.localhost:8443", "payments-dev.remotedev.localhost:8443", "git.remotedev.localhost:8443"])
        {
            var answer = await gateway.RawAsync($"{method} / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
            Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
            Assert.Contains("TRACE is not served here.", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Answers503_BeforeStartUpIsComplete()
    {
        // CVE-2024-12289
        await using var gateway = await ListenHost.StartAsync();
        ((Gateway.Listen.Readiness)gateway.Services.GetService(typeof(Gateway.Listen.Readiness))!).Close();

        var answer = await gateway.GetAsync("/");

        Assert.StartsWith("HTTP/1.1 503 ", answer, StringComparison.Ordinal);
        Assert.Contains("Retry-After", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_NoServerName()
    {
        await using var gateway = await ListenHost.StartAsync();

        Assert.DoesNotContain("\nServer:", await gateway.GetAsync("/"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/healthz", "200")]
    [InlineData("/readyz", "200")]
    [InlineData("/", "404")]
    [InlineData("/metrics", "404")]
    public async Task ManagementListener_AnswersHealthAlone(string path, string status)
    {
        await using var gateway = await ListenHost.StartAsync(("RemoteDev:Listen:ManagementAddress", "127.0.0.1:0"));

        var answer = await gateway.RawAsync(
            $"GET {path} HTTP/1.1\r\nHost: {ListenHost.Host}\r\nConnection: close\r\n\r\n", gateway.ManagementPort);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("door=", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task PublicListener_HasNoHealth(string path)
    {
        // CVE-2022-24797
        await using var gateway = await ListenHost.StartAsync();

        Assert.Contains("door=Portal", await gateway.GetAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OperatorSocket_IsForTheGatewaysAccountAlone()
    {
        await using var gateway = await ListenHost.StartAsync();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(gateway.Data, "operator.sock")));
    }
}
