using System.Net;
using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Tests.Console.Pages.Portal;

public sealed class OpenPageTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private const string Start = "0; url=http://payments-ide.remotedev.localhost:8443/.remotedev/start";

    [Fact]
    public async Task Lists_OnlyWhatConcernsThePerson()
    {
        using var dev = host.Browse("dev");
        var page = await dev.ReadAsync("/");
        Assert.Contains("Payments IDE", page, StringComparison.Ordinal);
        Assert.Contains("http://payments-ide.remotedev.localhost:8443/.remotedev/start", page, StringComparison.Ordinal);
        using var sam = host.Browse("sam");
        Assert.DoesNotContain("Payments IDE", await sam.ReadAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_HowToGetInBySsh()
    {
        await host.ReachBySshAsync("payments-ide");
        using var dev = host.Browse("dev");
        var page = WebUtility.HtmlDecode(await dev.ReadAsync("/"));
        Assert.Contains("ssh -p 2222 payments-ide@dev.example.com", page, StringComparison.Ordinal);
        Assert.Contains("@cert-authority [dev.example.com]:2222,payments-ide ssh-ed25519 ", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sends_ForANonceFirst()
    {
        using var dev = host.Browse("dev");
        using var response = await dev.GetAsync("/open/payments-ide");
        Assert.Equal(Start, Assert.Single(response.Headers.GetValues("Refresh")));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("<script>")]
    public async Task Refuses_NonceThatIsNone(string nonce)
    {
        using var dev = host.Browse("dev");
        using var response = await dev.GetAsync($"/open/payments-ide?nonce={Uri.EscapeDataString(nonce)}");
        Assert.Equal(Start, Assert.Single(response.Headers.GetValues("Refresh")));
    }

    [Fact]
    public async Task Opens_Session_WithACodeForThisBrowserOnly()
    {
        using var dev = host.Browse("dev");
        var nonce = Secret.New();
        using var response = await dev.GetAsync($"/open/payments-ide?nonce={nonce.Hash}&return=//evil.example");
        var address = new Uri(Assert.Single(response.Headers.GetValues("Refresh"))["0; url=".Length..]);
        Assert.Equal("payments-ide.remotedev.localhost", address.Host);
        Assert.Equal("/.remotedev/enter", address.AbsolutePath);
        Assert.EndsWith("return=%2F", address.Query, StringComparison.Ordinal);
        Assert.Contains(host.Get<LiveSessions>().All, session => session is { Login: "dev", Kind: SessionKind.Environment, Place: "payments-ide" });

        var code = address.Query["?code=".Length..address.Query.IndexOf('&', StringComparison.Ordinal)];
        var tickets = host.Get<SessionTickets>();
        Assert.False(tickets.Redeem(code, "payments-ide", Secret.New().Reveal()).Passed(out _, out _));
        Assert.False(tickets.Redeem(code, "payments-ide", nonce.Reveal()).Passed(out _, out _));
    }

    [Theory]
    [InlineData("dev", "ledger-ide")]
    [InlineData("sam", "payments-ide")]
    public async Task Refuses_WhatPolicyDoesNotPermit(string login, string environment)
    {
        using var browser = host.Browse(login);
        var page = await browser.ReadAsync($"/open/{environment}?nonce={Secret.New().Hash}", HttpStatusCode.Forbidden);
        Assert.DoesNotContain(".remotedev/enter", page, StringComparison.Ordinal);
        Assert.DoesNotContain(host.Get<LiveSessions>().All, session => session.Login == login && session.Place == environment);
    }

    [Fact]
    public async Task Refuses_UnknownEnvironment()
    {
        using var dev = host.Browse("dev");
        await dev.ReadAsync("/open/nowhere", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Sends_StrangerToSignIn_AndBack()
    {
        using var nobody = host.Browse(null);
        using var response = await nobody.GetAsync("/open/payments-ide?nonce=x");
        Assert.Equal("/signin?return=%2Fopen%2Fpayments-ide%3Fnonce%3Dx", response.Headers.Location?.OriginalString);
    }
}
