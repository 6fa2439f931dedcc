using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Tests.StepUp.Ssh;
using System.Net;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.StepUp.Ssh;

namespace RemoteDev.Gateway.Tests.Console.Pages.Ssh;

/// <summary>The page on which a sign-in over SSH is approved says all of it, and works for its own person with a fresh factor only.</summary>
public sealed class ApprovePageTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private const string Fingerprint = "SHA256:AAAABBBBCCCCDDDD";

    [Fact]
    public async Task Says_WhatWaits_AndOpensIt()
    {
        var (signIn, path) = Begin("dev", IPAddress.Parse("203.0.113.77"));
        using var browser = host.Browse("dev");
        var page = await browser.ReadAsync(path);
        foreach (var shown in (string[])[Fingerprint, "203.0.113.77", "not the address of this browser", "ledger-vm", "Approve only what you have started"])
        {
            Assert.Contains(shown, page, StringComparison.Ordinal);
        }

        using var response = await browser.PostAsync($"{path}?handler=Approve", ConsoleBrowser.Filled(page));

        Assert.Contains("press Enter", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(host.Get<SshApprovals>().TryTake(signIn));
        Assert.NotNull(signIn.Mfa);
        await browser.ReadAsync(path, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Denies()
    {
        var (signIn, path) = Begin("dev", IPAddress.Loopback);
        using var browser = host.Browse("dev");
        var page = await browser.ReadAsync(path);
        Assert.Contains("the same as this browser", page, StringComparison.Ordinal);

        using var response = await browser.PostAsync($"{path}?handler=Deny", ConsoleBrowser.Filled(page));

        Assert.Contains("Denied", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(signIn.HasEnded);
    }

    [Fact]
    public async Task Shows_AnotherPersonNothing()
    {
        var (signIn, path) = Begin("dev", IPAddress.Loopback);
        using var dev = host.Browse("dev");
        using var other = host.Browse("sam");
        var page = await other.ReadAsync(path, HttpStatusCode.NotFound);
        Assert.DoesNotContain(Fingerprint, page, StringComparison.Ordinal);

        // With an antiforgery token of their own.
        using var response = await other.PostAsync($"{path}?handler=Approve", ConsoleBrowser.Filled(await other.ReadAsync("/account")));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.False(host.Get<SshApprovals>().TryTake(signIn));
        await dev.ReadAsync(path);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AsksForAFreshFactor_BeforeItShowsAnything(bool withFactor)
    {
        var (signIn, path) = Begin("dev", IPAddress.Loopback);
        using var stale = host.Browse("dev", withFactor, TimeSpan.FromMinutes(6));

        using var response = await stale.GetAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal($"/signin/verify?return={Uri.EscapeDataString(path)}", response.Headers.Location?.ToString());
        if (withFactor)
        {
            using var posted = await stale.PostAsync($"{path}?handler=Approve", ConsoleBrowser.Filled(await stale.ReadAsync("/account")));
            Assert.Equal(path, posted.Headers.Location?.ToString());
        }

        Assert.False(host.Get<SshApprovals>().TryTake(signIn));
    }

    [Fact]
    public async Task SendsStrangersToSignIn_AndBack()
    {
        var (_, path) = Begin("dev", IPAddress.Loopback);
        using var nobody = host.Browse(null);
        using var response = await nobody.GetAsync(path);
        Assert.Equal($"/signin?return={Uri.EscapeDataString(path)}", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Refuses_AForeignPage_AndAFormWithoutItsToken()
    {
        var (signIn, path) = Begin("dev", IPAddress.Loopback);
        using var browser = host.Browse("dev");
        var form = ConsoleBrowser.Filled(await browser.ReadAsync(path));

        using var foreign = await browser.PostAsync($"{path}?handler=Approve", form, site: "same-site");
        using var bare = await browser.PostAsync($"{path}?handler=Approve", []);

        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
        Assert.False(host.Get<SshApprovals>().TryTake(signIn));
    }

    private (RemoteDev.Gateway.Journey.SignIn SignIn, string Path) Begin(string login, IPAddress from)
    {
        var (_, signIn) = host.Get<SignInSessions>().Open(login, from, replaces: null);
        var link = host.Get<SshApprovals>().Begin(signIn, Fingerprint, from, "ledger-vm");
        return (signIn, new Uri(link!).AbsolutePath);
    }
}
