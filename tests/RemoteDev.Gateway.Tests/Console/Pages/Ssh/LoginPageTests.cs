using System.Net;
using System.Text.Json;
using RemoteDev.Gateway.Console.Portal;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.Console.Pages.Ssh;

/// <summary>The page on which a machine is let in says what is asked, asks for a fresh factor, and vouches in the viewer's own name.</summary>
public sealed class LoginPageTests(ConsoleHost host) : IClassFixture<ConsoleHost>, IDisposable
{
    private readonly SshPrivateKey _key = SshPrivateKey.GenerateEd25519();

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task Says_WhatIsAsked_AndLetsTheMachineIn()
    {
        using var machine = host.Browse(null);
        var begun = await BeginAsync(machine);
        using var browser = host.Browse("dev");
        var page = await browser.ReadAsync(PathOf(begun));
        foreach (var shown in (string[])[Text(begun, "user_code"), "ship-laptop", "as it says itself", _key.PublicKey.Fingerprint, "the same as this browser", "they would work as you", "SSH certificate", "access token for git"])
        {
            Assert.Contains(shown.Replace("+", "&#x2B;", StringComparison.Ordinal), page, StringComparison.Ordinal);
        }

        using var pending = await OutcomeAsync(machine, begun);
        Assert.Equal((HttpStatusCode.BadRequest, "authorization_pending"), (pending.StatusCode, Title(pending)));
        using var soon = await OutcomeAsync(machine, begun);
        Assert.Equal("slow_down", Title(soon));

        using var approved = await browser.PostAsync($"{PathOf(begun)}?handler=Approve", ConsoleBrowser.Filled(page));

        Assert.Contains("Go back to your terminal", await approved.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await browser.ReadAsync(PathOf(begun), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Answers_WithTheCertificateAndWhereToGo()
    {
        using var machine = host.Browse(null);
        var begun = await BeginAsync(machine);
        using var browser = host.Browse("dev");
        using var approved = await browser.PostAsync($"{PathOf(begun)}?handler=Approve", ConsoleBrowser.Filled(await browser.ReadAsync(PathOf(begun))));

        using var outcome = await OutcomeAsync(machine, begun);

        Assert.Equal(HttpStatusCode.OK, outcome.StatusCode);
        var granted = JsonDocument.Parse(await outcome.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(("dev", 2222), (Text(granted, "login"), granted.GetProperty("ssh_port").GetInt32()));
        Assert.True(SshPublicKey.TryParseLine(Text(granted, "ssh_certificate"), out var certificate, out _, out _));
        Assert.Equal("dev", Assert.Single(certificate.Certificate!.Principals));
        Assert.Equal(_key.PublicKey, certificate.Certificate.Key);

        // Always open to dev: the longest there is.
        var life = TimeSpan.FromSeconds(granted.GetProperty("expires_in").GetInt32());
        Assert.InRange(life, SshCertificateReach.Longest - TimeSpan.FromMinutes(5), SshCertificateReach.Longest);
        Assert.Equal(("Bearer", "ssh git", "http://git.remotedev.localhost:8443"), (Text(granted, "token_type"), Text(granted, "scope"), Text(granted, "git_origin")));
        Assert.True((await host.Get<AccessTokens>().FindAsync("dev", Text(granted, "access_token"), IPAddress.Loopback, default)).Passed(out var signIn, out _));
        Assert.Equal(4, signIn.Scope!.Actions.Length);
        Assert.Contains("no-store", outcome.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        using var again = await OutcomeAsync(machine, begun);
        Assert.Equal("expired_token", Title(again));
        Assert.DoesNotContain(Text(granted, "access_token"), TraceText(), StringComparison.Ordinal);
        Assert.DoesNotContain(Text(begun, "device_code"), TraceText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Denies()
    {
        using var machine = host.Browse(null);
        var begun = await BeginAsync(machine);
        using var browser = host.Browse("dev");
        using var denied = await browser.PostAsync($"{PathOf(begun)}?handler=Deny", ConsoleBrowser.Filled(await browser.ReadAsync(PathOf(begun))));
        Assert.Contains("gets nothing", await denied.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var outcome = await OutcomeAsync(machine, begun);
        Assert.Equal("access_denied", Title(outcome));
    }

    [Fact]
    public async Task Takes_ATypedCode_AndSaysWhatIsWrongWithAnother()
    {
        using var machine = host.Browse(null);
        var code = Text(await BeginAsync(machine), "user_code");
        using var browser = host.Browse("dev");

        var form = await browser.ReadAsync("/ssh/login");
        var typed = code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal);
        using var looked = await browser.PostAsync("/ssh/login?handler=Look", ConsoleBrowser.Filled(form, ("Typed", typed)));
        Assert.Equal($"/ssh/login/{code}", looked.Headers.Location?.ToString());
        using var wrong = await browser.PostAsync("/ssh/login?handler=Look", ConsoleBrowser.Filled(form, ("Typed", "123456")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("No machine waits under this code", await browser.ReadAsync("/ssh/login/BBBB-BBBB", HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Traces_WhoeverTriesACodeThatNobodyWaitsUnder()
    {
        using var browser = host.Browse("dev");
        var form = ConsoleBrowser.Filled(await browser.ReadAsync("/account"));

        await browser.ReadAsync("/ssh/login/CCCC-CCCC", HttpStatusCode.NotFound);
        using var approved = await browser.PostAsync("/ssh/login/DDDD-DDDD?handler=Approve", form);
        using var denied = await browser.PostAsync("/ssh/login/FFFF-FFFF?handler=Deny", form);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (approved.StatusCode, denied.StatusCode));
        await Tests.Trace.TraceFixture.FlushAsync(host.Get<RemoteDev.Gateway.Trace.TraceRoom>());
        var refused = TraceText().Split('\n').Where(line => line.Contains("No machine waits under this code", StringComparison.Ordinal)).ToList();
        Assert.All((string[])["CCCC-CCCC", "DDDD-DDDD", "FFFF-FFFF"], code => Assert.Single(refused, line => line.Contains(code, StringComparison.Ordinal)));
        Assert.All(refused, line => Assert.Contains("\"dev\"", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AsksForAFreshFactor_BeforeItShowsAnything()
    {
        using var machine = host.Browse(null);
        var begun = await BeginAsync(machine);
        using var stale = host.Browse("dev", factorAge: TimeSpan.FromMinutes(6));

        using var looked = await stale.GetAsync(PathOf(begun));
        using var posted = await stale.PostAsync($"{PathOf(begun)}?handler=Approve", ConsoleBrowser.Filled(await stale.ReadAsync("/account")));

        Assert.Equal($"/signin/verify?return={Uri.EscapeDataString(PathOf(begun))}", looked.Headers.Location?.ToString());
        Assert.Equal(PathOf(begun), posted.Headers.Location?.ToString());
        using var outcome = await OutcomeAsync(machine, begun);
        Assert.Equal("authorization_pending", Title(outcome));
    }

    [Fact]
    public async Task Refuses_AForeignPage_AndAFormWithoutItsToken()
    {
        using var machine = host.Browse(null);
        var begun = await BeginAsync(machine);
        using var browser = host.Browse("dev");
        var form = ConsoleBrowser.Filled(await browser.ReadAsync(PathOf(begun)));

        using var foreign = await browser.PostAsync($"{PathOf(begun)}?handler=Approve", form, site: "same-site");
        using var bare = await browser.PostAsync($"{PathOf(begun)}?handler=Approve", []);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.BadRequest), (foreign.StatusCode, bare.StatusCode));
        using var outcome = await OutcomeAsync(machine, begun);
        Assert.Equal("authorization_pending", Title(outcome));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static string Title(HttpResponseMessage response)
    {
        using var reader = new StreamReader(response.Content.ReadAsStream());
        return Text(JsonDocument.Parse(reader.ReadToEnd()).RootElement, "error");
    }

    private static string PathOf(JsonElement begun) => new Uri(Text(begun, "verification_uri_complete")).AbsolutePath;

    private static Task<HttpResponseMessage> OutcomeAsync(ConsoleBrowser machine, JsonElement begun) => machine.PostAsync(
        "/oauth/token",
        [
            new("client_id", "remotedev-cli"), new("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), new("device_code", Text(begun, "device_code")),
        ]);

    private async Task<JsonElement> BeginAsync(ConsoleBrowser machine)
    {
        using var response = await machine.PostAsync(
            "/oauth/device_authorization",
            [
                new("client_id", "remotedev-cli"), new("scope", "ssh git"), new("ssh_public_key", _key.PublicKey.ToLine("x@y")), new("machine", "ship-laptop"),
            ]);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private string TraceText() =>
        string.Join('\n', Directory.EnumerateFiles(Path.Combine(host.Data, "trace"), "*.jsonl").SelectMany(Tests.Trace.TraceFixture.Lines));
}
