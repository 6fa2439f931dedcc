using System.Net;
using System.Net.WebSockets;
using Microsoft.IdentityModel.JsonWebTokens;
using RemoteDev.Gateway.Contain.Assertions;
using RemoteDev.Gateway.Contain.Egress;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Doors;

public sealed class EnvironmentDoorTests
{
    private static readonly (string, string)[] Navigation = [("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document"), ("Sec-Fetch-Site", "none"), ("Accept", "text/html")];

    [Fact]
    public async Task Forwards_WhatIsPermitted_AndTracesIt()
    {
        await using var host = await EnvironmentHost.StartAsync();
        await host.EnterAsync();

        using var answer = await host.GetAsync("/_static/a%20b?x=1");

        Assert.Equal("GET /_static/a%20b?x=1", await answer.Content.ReadAsStringAsync());
        var traced = Assert.Single((await host.House.TracedAsync()).OfType<RequestForwarded>());
        Assert.Equal(("GET", 200, "browse", 22L), (traced.Method, traced.Status, traced.Action, traced.BytesOut));
    }

    [Fact]
    public async Task Tells_TheServerInside_WhoIsAsking_InItsOwnWordsOnly()
    {
        await using var host = await EnvironmentHost.StartAsync();
        await host.EnterAsync();

        using var answer = await host.GetAsync("/_static/a", (SessionAssertions.HeaderName, "forged"), ("X_RemoteDev_Assertion", "forged"), ("x-remotedev-user", "root"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(host.Inside.Asked.TryDequeue(out var asked));
        var token = new JsonWebToken(Assert.Single(asked[SessionAssertions.HeaderName].ToArray()));
        Assert.Equal(("ada", host.Session.Id, "ES256"), (token.Subject, token.GetPayloadValue<string>("sid"), token.Alg));
        Assert.DoesNotContain(asked, header => header.Value.Any(value => value is "forged" or "root"));
    }

    [Fact]
    public async Task SendsANavigation_ToThePortal_WithANonceOfThisOrigin()
    {
        await using var host = await EnvironmentHost.StartAsync();

        using var first = await host.GetAsync("/?folder=/srv/app", Navigation);
        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        using var second = await host.GetAsync(first.Headers.Location!.OriginalString, Navigation);

        var cookie = Assert.Single(second.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-rd-nonce=", cookie, StringComparison.Ordinal);
        Assert.All(new[] { "secure", "httponly", "path=/" }, part => Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase));
        Assert.StartsWith($"{EnvironmentHost.Portal}/open/payments-ide?nonce=", second.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.EndsWith("&return=%2F%3Ffolder%3D%2Fsrv%2Fapp", second.Headers.Location.OriginalString, StringComparison.Ordinal);
        Assert.DoesNotContain(cookie.Split('=', ';')[1], second.Headers.Location.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LetsIn_TheBrowserWithTheNonce_Once()
    {
        await using var host = await EnvironmentHost.StartAsync();
        var session = await host.House.EnterAsync();
        var nonce = Gateway.Identify.Sessions.Secret.New();
        Assert.True(host.Tickets.IssueEntryCode(session, nonce.Hash).Passed(out var code, out _));
        var enter = $"/.remotedev/enter?code={code.Reveal()}&return=%2F%3Ffolder%3D%2Fsrv%2Fapp";

        using var first = await host.GetAsync(enter, [.. Navigation, ("Cookie", $"__Host-rd-nonce={nonce.Reveal()}")]);
        using var again = await host.GetAsync(enter, [.. Navigation, ("Cookie", $"__Host-rd-nonce={nonce.Reveal()}")]);

        Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);
        Assert.Equal("/?folder=/srv/app", first.Headers.Location!.OriginalString);
        Assert.Contains(first.Headers.GetValues("Set-Cookie"), line => line.StartsWith("__Host-rd-env=", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
        Assert.False(again.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task ThePage_GetsTheScriptAndThePolicy_AndGivesNothingAway()
    {
        await using var host = await EnvironmentHost.StartAsync();
        await host.EnterAsync();

        using var answer = await host.GetAsync("/?folder=/srv/app", Navigation);

        Assert.Contains("<head><script src=\"/.remotedev/session.js\" defer></script><title>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var policies = answer.Headers.GetValues("Content-Security-Policy").ToArray();
        Assert.Contains(policies, one => one.Contains($"connect-src 'self' ws://{EnvironmentHost.Host} ", StringComparison.Ordinal));
        Assert.Contains(policies, one => one.Contains("frame-ancestors 'self'", StringComparison.Ordinal));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.Equal("app=1; Path=/", Assert.Single(answer.Headers.GetValues("Set-Cookie")));
        Assert.All(
            new[] { "Access-Control-Allow-Origin", "Clear-Site-Data", "Strict-Transport-Security" },
            name => Assert.False(answer.Headers.Contains(name), name));
    }

    [Fact]
    public async Task TheServerInside_SeesNoneOfTheGatewaysSecrets_AndTheRightHost()
    {
        await using var host = await EnvironmentHost.StartAsync();
        await host.EnterAsync();
        host.Inside.Asked.Clear();

        using var answer = await host.GetAsync("/healthz", ("Cookie", "app=1"), ("X-Forwarded-For", "10.9.9.9"), ("X_Forwarded_Host", "evil.example"));

        Assert.True(host.Inside.Asked.TryDequeue(out var asked));
        Assert.Equal("app=1", asked.Cookie.ToString());
        Assert.Equal(EnvironmentHost.Host, asked.Host.ToString());
        Assert.Equal("127.0.0.1", asked["X-Forwarded-For"].ToString());
        Assert.Equal(EnvironmentHost.Host, asked["X-Forwarded-Host"].ToString());
        Assert.DoesNotContain(asked.Keys, key => key.Contains('_', StringComparison.Ordinal));
    }

    // pomerium#1279, CVE-2026-55435: no stream outlives its session.
    [Fact]
    public async Task CutsAStream_WhenTheSessionEnds_AndSaysWhy()
    {
        await using var host = await EnvironmentHost.StartAsync();
        await host.EnterAsync();
        using var endless = await host.GetAsync("/_static/endless");
        var body = await endless.Content.ReadAsStreamAsync();
        Assert.Equal(10, await body.ReadAtLeastAsync(new byte[64], 10));

        var why = new Refusal(RefusalCode.WindowClosed, "The window evening has closed.") { WindowZone = "Africa/Lagos", OpensAt = host.House.Clock.GetUtcNow().AddDays(7) };

        // Nothing but this call can cut it: the house's clock stands.
        Assert.True(host.House.Live.End(host.Session.Id, EndReason.WindowClosed, why));
        await Assert.ThrowsAnyAsync<IOException>(async () => await body.ReadExactlyAsync(new byte[1]).AsTask().WaitAsync(TimeSpan.FromSeconds(10)));

        using var page = await host.GetAsync("/?folder=/srv/app", Navigation);
        var html = await page.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Contains("The window evening has closed.", html, StringComparison.Ordinal);
        Assert.Contains("Africa/Lagos", html, StringComparison.Ordinal);
        using var state = await host.GetAsync("/.remotedev/session/state", ("Sec-Fetch-Site", "same-origin"));
        Assert.Contains("\"isEnd\":true,\"text\":\"The window evening has closed.\"", await state.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TellsThePage_BeforeTheCut()
    {
        await using var host = await EnvironmentHost.StartAsync();
        await host.EnterAsync();
        using var events = await host.GetAsync("/.remotedev/session/events", ("Sec-Fetch-Site", "same-origin"));
        using var reader = new StreamReader(await events.Content.ReadAsStreamAsync());
        Assert.Equal("retry: 2000", await reader.ReadLineAsync());

        host.Session.Notify(new SessionNotice(IsEnd: false, "Soon.", host.House.Clock.GetUtcNow().AddMinutes(1), null, null));
        host.House.Live.End(host.Session.Id, EndReason.EndedByAdmin, new Refusal(RefusalCode.SessionEnded, "Ended by security."));

        var rest = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.True(rest.IndexOf("Soon.", StringComparison.Ordinal) < rest.IndexOf("Ended by security.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/_static/big")]
    [InlineData("/_static/known")]
    public async Task CutsABody_ThatPassesTheBudget_AndTellsWhenItResets(string path)
    {
        await using var host = await EnvironmentHost.StartAsync();
        await host.EnterAsync();

        using var got = new MemoryStream();
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using var answer = await host.GetAsync(path);
            await answer.Content.CopyToAsync(got).WaitAsync(TimeSpan.FromSeconds(20));
        });

        Assert.InRange(got.Length, 0, 1 << 20);
        Assert.InRange(host.Session.BytesOut, (1 << 20) - (128 << 10), 1 << 20);
        var ledger = host.Get<EgressLedger>();
        var account = ledger.Account("ada", "payments-ide");
        Assert.True(account.TryCharge((1 << 20) - account.Used(ledger.Today), ledger.Today, null));
        using var page = await host.GetAsync("/_static/known", ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Site", "none"));
        Assert.Contains("It starts anew at 00:00 UTC.", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var traced = (await host.House.TracedAsync()).OfType<EgressExceeded>().First();
        Assert.Equal(("day", 1L << 20, "payments-ide"), (traced.Scope, traced.Budget, traced.Place));
    }

    [Fact]
    public async Task RefusesWithAPage_WhenTheBudgetIsSpent()
    {
        await using var host = await EnvironmentHost.StartAsync(policy: AuthHouse.WithBudget("20B/day"));
        await host.EnterAsync();

        using var answer = await host.GetAsync("/?folder=/srv/app", Navigation);
        using var small = await host.GetAsync("/_static/abcdefgh");

        Assert.Equal(HttpStatusCode.Forbidden, small.StatusCode);
        Assert.Contains("20 B a day", await small.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaysThatTheEnvironmentIsSilent()
    {
        await using var host = await EnvironmentHost.StartAsync();
        await host.EnterAsync();
        await host.Inside.DisposeAsync();

        using var answer = await host.GetAsync("/?folder=/srv/app", Navigation);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal("5", Assert.Single(answer.Headers.GetValues("Retry-After")));
        Assert.Contains("does not answer", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    // pomerium#1327, CVE-2026-55435: a WebSocket does not outlive what it was opened by.
    [Fact]
    public async Task AWebSocket_IsTracedBeforeItsFirstByte_Metered_AndCut()
    {
        await using var host = await EnvironmentHost.StartAsync("web");
        await host.EnterAsync();
        using var socket = await host.ConnectAsync("/ws", compressed: true);
        Assert.Contains((await host.House.TracedAsync()).OfType<StreamOpened>(), one => one.Kind == StreamKind.WebSocket);
        Assert.False(socket.HttpResponseHeaders!.ContainsKey("Sec-WebSocket-Extensions"));

        await socket.SendAsync(new byte[1000], WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
        var got = await socket.ReceiveAsync(new byte[2000], CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(1000, got.Count);
        Assert.InRange(host.Session.BytesOut, 1000, 1100);

        host.House.Live.End(host.Session.Id, EndReason.Suspended, new Refusal(RefusalCode.Suspended, "Suspended."));
        await Assert.ThrowsAnyAsync<WebSocketException>(() => socket.ReceiveAsync(new byte[1], CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10)));
        await Assert.ThrowsAnyAsync<WebSocketException>(() => host.ConnectAsync("/ws"));

        // The end is recorded by the forwarding side, which hears of the cut on its own thread.
        var ended = (await host.House.TracedAsync()).OfType<StreamEnded>().FirstOrDefault(one => one.Kind == StreamKind.WebSocket);
        for (var tries = 0; ended is null && tries < 100; tries++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50));
            ended = (await host.House.TracedAsync()).OfType<StreamEnded>().FirstOrDefault(one => one.Kind == StreamKind.WebSocket);
        }

        Assert.Equal(EndReason.Suspended, ended?.Reason);
    }
}
