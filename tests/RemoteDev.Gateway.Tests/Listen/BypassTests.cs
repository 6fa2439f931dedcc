namespace RemoteDev.Gateway.Tests.Listen;

/// <summary>Ways around the first door that others shipped, tried with raw sockets: no client library tidies them up.</summary>
public sealed class BypassTests
{
    [Theory]
    [InlineData("X-Forwarded-For: 10.9.9.9\r\n")]
    [InlineData("x_forwarded_for: 10.9.9.9\r\n")]
    [InlineData("Forwarded: for=10.9.9.9;proto=https\r\n")]
    [InlineData("X-Forwarded-For: 10.9.9.9\r\nX-Forwarded-For: 10.8.8.8\r\nX-Forwarded-Proto: https\r\n")]
    [InlineData("X-Forwarded-Host: git.remotedev.localhost:8443\r\n")]
    [InlineData("X_Forwarded_Host: git.remotedev.localhost:8443\r\n")]
    public async Task ForwardingHeaders_FromOutside_DecideNothing(string headers)
    {
        // CVE-2026-40575, CVE-2025-64484, CVE-2021-39206
        await using var gateway = await ListenHost.StartAsync();

        var answer = await gateway.GetAsync("/", headers: headers);

        Assert.Contains("door=Portal place= source=127.0.0.1 encrypted=False path=/ claims=[]", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("10.1.1.1, 203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.7, 127.0.0.1", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    public async Task TrustedProxy_IsBelieved_UpToTheFirstStranger(string chain, string source)
    {
        await using var gateway = await ListenHost.StartAsync(("RemoteDev:Listen:TrustedProxies:0", "127.0.0.0/8"));

        var answer = await gateway.GetAsync("/", headers: $"X-Forwarded-For: {chain}\r\nX-Forwarded-Proto: https\r\n");

        Assert.Contains($"source={source} encrypted=True path=/ claims=[]", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrustedProxy_ThatWritesNonsense_IsRefused()
    {
        await using var gateway = await ListenHost.StartAsync(("RemoteDev:Listen:TrustedProxies:0", "127.0.0.0/8"));

        Assert.StartsWith("HTTP/1.1 400 ", await gateway.GetAsync("/", headers: "X-Forwarded-For: me, localhost\r\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/a/../b")]
    [InlineData("/..")]
    [InlineData("/a/./b")]
    [InlineData("/a/%2e%2e/b")]
    [InlineData("/a/%2E./b")]
    [InlineData("/a%2fb")]
    [InlineData("/a%5Cb")]
    [InlineData("/a\\b")]
    [InlineData("/a%252fb")]
    [InlineData("/a%252e%252e/b")]
    [InlineData("/a#b")]
    [InlineData("/a?b#c")]
    [InlineData("/a%00b")]
    [InlineData("/a%0d%0ab")]
    [InlineData("/a%7f")]
    [InlineData("/a%zz")]
    [InlineData("/a%2")]
    [InlineData("/a%ff%fe")]
    [InlineData("http://git.remotedev.localhost:8443/a")]
    [InlineData("http://remotedev.localhost:8443/a/../b")]
    public async Task TargetsWithTwoReadings_AreRefused(string target)
    {
        // CVE-2025-54576, CVE-2026-41059, CVE-2023-33189
        await using var gateway = await ListenHost.StartAsync();

        Assert.StartsWith("HTTP/1.1 400 ", await gateway.GetAsync(target), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/a%20b", "/a b")]
    [InlineData("/.well-known/x", "/.well-known/x")]
    [InlineData("/a..b/...c", "/a..b/...c")]
    [InlineData("/%C3%A9", "/\u00c3\u00a9")]
    [InlineData("http://remotedev.localhost:8443/a", "/a")]
    public async Task TargetsWithOneReading_Pass(string target, string path)
    {
        await using var gateway = await ListenHost.StartAsync();

        Assert.Contains($"path={path} ", await gateway.GetAsync(target), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: remotedev.localhost:8443\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!")]
    [InlineData("POST / HTTP/1.1\r\nHost: remotedev.localhost:8443\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: remotedev.localhost:8443\r\nX: a\r\n b\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: remotedev.localhost:8443\r\nX : a\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\nHost: remotedev.localhost:8443\n\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: remotedev.localhost:8443\r\nHost: git.remotedev.localhost:8443\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    public async Task AmbiguousFraming_IsRefused_AndTheConnectionClosed(string request)
    {
        // CVE-2025-55315 and its family: Kestrel refuses these before anybody forwards them.
        await using var gateway = await ListenHost.StartAsync();

        var answer = await gateway.RawAsync(request + "GET /second HTTP/1.1\r\nHost: remotedev.localhost:8443\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("/second", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: 48\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n2;\nxx\r\n47\r\n0\r\n\r\n")]
    public async Task ABodyWithTwoLengths_NeverGivesASecondRequest(string rest)
    {
        // CVE-2025-55315
        await using var gateway = await ListenHost.StartAsync();

        var answer = await gateway.RawAsync(
            $"POST / HTTP/1.1\r\nHost: remotedev.localhost:8443\r\n{rest}"
            + "GET /smuggled HTTP/1.1\r\nHost: remotedev.localhost:8443\r\nConnection: close\r\n\r\n\r\n0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("path=/smuggled", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HeadersWithoutEnd_AreBounded()
    {
        await using var gateway = await ListenHost.StartAsync();

        var answer = await gateway.GetAsync("/", headers: $"X: {new string('a', 40_000)}\r\n");

        Assert.StartsWith("HTTP/1.1 431 ", answer, StringComparison.Ordinal);
    }
}
