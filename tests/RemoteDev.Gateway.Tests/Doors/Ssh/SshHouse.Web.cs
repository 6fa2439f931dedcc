using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using RemoteDev.Gateway.Authorize;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <content>The doors of HTTP: Ada's browser, her tokens, and an environment with pages.</content>
public sealed partial class SshHouse
{
    internal const string Portal = "remotedev.localhost:8443";
    internal const string GitHost = "git." + Portal;
    internal const string Web = "payments-web";
    internal const string WebHost = Web + "." + Portal;

    private static readonly HttpClient Client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false });

    internal int HttpPort =>
        new Uri(Get<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(address => address.StartsWith("http://127", StringComparison.Ordinal))).Port;

    /// <summary>Adds the environment with pages, which are served there.</summary>
    internal Task PutWebAsync(Uri upstream) =>
        EditAsync(new CatalogEdit.PutEnvironment(new EnvironmentEntry(Web, "payments", "Payments web", "web", "internal", upstream, null, [], [])));

    /// <summary>Asks one of the doors.</summary>
    internal async Task<HttpResponseMessage> AskAsync(HttpMethod method, string host, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, $"http://127.0.0.1:{HttpPort}{path}") { Content = content, Headers = { Host = host } };
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value), name);
        }

        return await Client.SendAsync(request);
    }

    /// <summary>Ada, signed in in her browser.</summary>
    internal Verified InBrowser()
    {
        Assert.True(TokenHash.TryOf(Cookie, out var cookie));
        var signIn = Get<SignInSessions>().Find(cookie)!;
        var connection = Connection.Accept("c", Door.Portal, "", IPAddress.Loopback, encrypted: false, DateTimeOffset.UtcNow);
        return Verified.With(Identified.BySignIn(connection, signIn), signIn.Mfa!);
    }

    /// <summary>Her browser enters the environment with pages.</summary>
    /// <returns>The session, and the cookie as the browser sends it.</returns>
    internal async Task<(AccessSession Session, string Cookie)> EnterWebAsync()
    {
        var step = await Get<AuthorizeRoom>().EnterEnvironmentAsync(InBrowser(), Web, default);
        Assert.True(step.Passed(out var permitted, out var refusal), refusal?.Reason);
        var nonce = Secret.New();
        Assert.True(Get<SessionTickets>().IssueEntryCode(permitted.Session, nonce.Hash).Passed(out var code, out _));
        Assert.True(Get<SessionTickets>().Redeem(code.Reveal(), Web, nonce.Reveal()).Passed(out var ticket, out refusal), refusal?.Reason);
        return (permitted.Session, $"{SessionTickets.CookieName}={ticket.Reveal()}");
    }

    /// <summary>A socket of a page there.</summary>
    internal async Task<ClientWebSocket> WebSocketAsync(string cookie)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Host", WebHost);
        socket.Options.SetRequestHeader("Cookie", cookie);
        socket.Options.SetRequestHeader("Origin", $"http://{WebHost}");
        using var deadline = new CancellationTokenSource(RunningProgram.Patience);
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{HttpPort}/ws"), deadline.Token);
        return socket;
    }

    /// <summary>An access token of hers, as git sends it.</summary>
    internal async Task<string> TokenAsync(params string[] actions)
    {
        Assert.True(TokenScope.TryMake([.. actions], null, null, null, out var scope));
        var wanted = new NewAccessToken($"t{Guid.NewGuid():N}", scope, DateTimeOffset.UtcNow.AddDays(1));
        Assert.True((await Get<AccessTokenDesk>().IssueAsync(wanted, InBrowser(), askedFrom: null, default)).Passed(out var issued, out var refusal), refusal?.Reason);
        return "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"ada:{issued.Value}"));
    }
}
