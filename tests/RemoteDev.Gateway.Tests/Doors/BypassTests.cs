using System.Net;
using System.Net.WebSockets;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Contain.WebSockets;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Doors;

/// <summary>Ways around the environment's door, through all its rooms.</summary>
public sealed class BypassTests
{
    private const string Socket = "/stable-53c2f3253bcf32886706fc023e794bbeb253c90f?reconnectionToken=36b24749-6050-4dc6-b532-820bde1a754f&reconnection=false&skipWebSocketFrames=";

    [Theory]
    [InlineData("/_static/a")]
    [InlineData("/")]
    [InlineData("/vscode-remote-resource?path=/etc/passwd")]
    public async Task WithoutATicket_NothingIsForwarded(string path)
    {
        await using var host = await EnvironmentHost.StartAsync();

        using var answer = await host.GetAsync(path);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(host.Inside.Asked);
    }

    // CVE-2026-34457: what a client says it is, or a path that probes like to ask, opens nothing.
    [Theory]
    [InlineData("/healthz", "kube-probe/1.33")]
    [InlineData("/ping", "GoogleHC/1.0")]
    [InlineData("/robots.txt", "ELB-HealthChecker/2.0")]
    [InlineData("/.well-known/acme-challenge/x", "Let's Encrypt validation server")]
    [InlineData("/favicon.ico", "Mozilla/5.0")]
    public async Task NoUserAgentAndNoPath_IsExempt(string path, string agent)
    {
        await using var host = await EnvironmentHost.StartAsync();

        using var answer = await host.GetAsync(path, ("User-Agent", agent));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(host.Inside.Asked);
    }

    [Fact]
    public async Task AForgedTicket_OpensNothing()
    {
        await using var host = await EnvironmentHost.StartAsync();

        using var answer = await host.GetAsync("/_static/a", ("Cookie", $"__Host-rd-env={Gateway.Identify.Sessions.Secret.New().Reveal()}"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(host.Inside.Asked);
    }

    [Theory]
    [InlineData("/vscode-remote-resource?path=/etc/passwd")]
    [InlineData("/stable-53c2f3253bcf32886706fc023e794bbeb253c90f/vscode-remote-resource?path=%2Fsrv%2Fapp%2Fsecret.cs")]
    [InlineData("/vscode-remote-resource?path=/opt/extensions/../../etc/passwd")]
    [InlineData("/proxy/6379/")]
    [InlineData("/absproxy/8080/")]
    [InlineData("/?folder=/etc")]
    [InlineData("/unknown")]
    public async Task WaysOut_AreRefused_AndTraced(string path)
    {
        await using var host = await EnvironmentHost.StartAsync();
        await host.EnterAsync();

        using var answer = await host.GetAsync(path);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(host.Inside.Asked);
        Assert.NotEmpty((await host.House.TracedAsync()).OfType<AccessRefused>());
    }

    [Theory]
    [InlineData("GET", "same-site", "cors", "empty")]
    [InlineData("GET", "same-site", "no-cors", "script")]
    [InlineData("GET", "cross-site", "no-cors", "image")]
    [InlineData("GET", "same-site", "navigate", "iframe")]
    [InlineData("GET", "cross-site", "navigate", "object")]
    [InlineData("POST", "same-site", "navigate", "document")]
    [InlineData("POST", "cross-site", "navigate", "document")]
    public async Task WhatASiblingsPageAsksFor_IsRefused(string method, string site, string mode, string destination)
    {
        await using var host = await EnvironmentHost.StartAsync("web");
        await host.EnterAsync();

        using var answer = await host.SendAsync(
            new HttpMethod(method), "/a", ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", destination));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(host.Inside.Asked);
    }

    [Theory]
    [InlineData("http://evil.remotedev.localhost:8443")]
    [InlineData("null")]
    [InlineData("http://payments-ide.remotedev.localhost")]
    public async Task APost_WithAnotherOrigin_IsRefused(string origin)
    {
        await using var host = await EnvironmentHost.StartAsync("web");
        await host.EnterAsync();

        using var answer = await host.SendAsync(HttpMethod.Post, "/a", ("Origin", origin));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(host.Inside.Asked);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("http://evil.example")]
    [InlineData("http://remotedev.localhost:8443")]
    [InlineData("http://other.remotedev.localhost:8443")]
    [InlineData("https://payments-ide.remotedev.localhost:8443")]
    public async Task AWebSocket_WithoutItsOwnOrigin_IsRefused(string? origin)
    {
        // CVE-2023-26114
        await using var host = await EnvironmentHost.StartAsync();
        await host.EnterAsync();

        await Assert.ThrowsAsync<WebSocketException>(() => host.ConnectAsync(Socket + "false", origin));

        Assert.Empty(host.Inside.Asked);
    }

    [Fact]
    public async Task ASocketWithoutFrames_IsRefused()
    {
        await using var host = await EnvironmentHost.StartAsync();
        await host.EnterAsync();

        await Assert.ThrowsAsync<WebSocketException>(() => host.ConnectAsync(Socket + "true"));

        Assert.Empty(host.Inside.Asked);
    }

    [Fact]
    public async Task ATunnel_NeverReachesTheServerInside()
    {
        await using var host = await EnvironmentHost.StartAsync();
        await host.EnterAsync();
        using var socket = await host.ConnectAsync(Socket + "false");

        await socket.SendAsync(Frames.Control("""{"type":"auth"}"""), WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
        await socket.ReceiveAsync(new byte[200], CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
        await socket.SendAsync(
            Frames.Control("""{"type":"connectionType","desiredConnectionType":3,"args":{"host":"127.0.0.1","port":6379}}"""),
            WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
        await Assert.ThrowsAnyAsync<WebSocketException>(() => socket.ReceiveAsync(new byte[200], CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20)));

        Assert.Single(host.Inside.Received);
        var refused = (await host.House.TracedAsync()).OfType<AccessRefused>().Single(one => one.Action == "forwardPort");
        Assert.Equal(RefusalCode.NotContained, refused.Code);
    }

    [Fact]
    public async Task TheIdesOwnSocket_Passes()
    {
        await using var host = await EnvironmentHost.StartAsync();
        await host.EnterAsync();
        using var socket = await host.ConnectAsync(Socket + "false");

        foreach (var json in (string[])["""{"type":"auth"}""", """{"type":"connectionType","desiredConnectionType":1}""", """{"type":"connectionType","desiredConnectionType":3}"""])
        {
            await socket.SendAsync(Frames.Control(json), WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
            var got = await socket.ReceiveAsync(new byte[200], CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
            Assert.Equal(13 + json.Length, got.Count);
        }
    }

    [Fact]
    public async Task AnotherKindOfUpgrade_IsRefused()
    {
        await using var host = await EnvironmentHost.StartAsync("web");
        await host.EnterAsync();

        using var answer = await host.GetAsync("/", ("Connection", "Upgrade"), ("Upgrade", "h2c"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(host.Inside.Asked);
    }

    [Theory]
    [InlineData("/.remotedev/enter")]
    [InlineData("/.remotedev/x")]
    [InlineData("/.REMOTEDEV/enter")]
    public async Task TheGatewaysOwnPaths_AreNeverForwarded(string path)
    {
        await using var host = await EnvironmentHost.StartAsync("web");
        await host.EnterAsync();

        using var answer = await host.GetAsync(path);

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(host.Inside.Asked);
    }

    [Fact]
    public async Task ANewPolicy_IsAskedOnTheNextRequest()
    {
        await using var host = await EnvironmentHost.StartAsync();
        await host.EnterAsync();
        host.House.Rules.Follow(Tests.Authorize.AuthorizeFixture.Snapshot(3, "@id(\"none\") forbid (principal, action, resource);"));

        using var answer = await host.GetAsync("/_static/a");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(host.Inside.Asked);
    }
}
