using RemoteDev.Gateway.Tests.Replicas;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Contain;
using RemoteDev.Gateway.Doors.Environment;
using RemoteDev.Gateway.Forward;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Listen;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.Tests.Authorize;
using RemoteDev.Gateway.Tests.Catalog;
using RemoteDev.Gateway.Tests.Contain.Assertions;
using RemoteDev.Gateway.Tests.Listen;

namespace RemoteDev.Gateway.Tests.Doors;

/// <summary>
/// All rooms of the environment's door on a real Kestrel, in front of a real server inside, with Ada signed in. The policy is
/// the fixture's: she may browse, up to 1 MiB a day, and take nothing out by any other way.
/// </summary>
internal sealed class EnvironmentHost : IAsyncDisposable
{
    public const string Origin = "http://payments-ide.remotedev.localhost:8443";
    public const string Host = "payments-ide.remotedev.localhost:8443";
    public const string Portal = "http://remotedev.localhost:8443";

    private readonly WebApplication _app;
    private readonly TemporaryFolder _data;
    private readonly CatalogFixture _people;

    private EnvironmentHost(WebApplication app, TemporaryFolder data, AuthorizeFixture house, CatalogFixture people, SessionTickets tickets, Inside inside)
    {
        (_app, _data, _people, House, Tickets, Inside) = (app, data, people, house, tickets, inside);
        Port = new Uri(app.Urls.First(url => url.StartsWith("http://127", StringComparison.Ordinal))).Port;
#pragma warning disable CA2000 // the client owns its handler
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false })
#pragma warning restore CA2000
        {
            BaseAddress = new Uri($"http://127.0.0.1:{Port}"),
            Timeout = TimeSpan.FromSeconds(30),
        };
    }

    public AuthorizeFixture House { get; }

    public SessionTickets Tickets { get; }

    public Inside Inside { get; }

    public int Port { get; }

    public HttpClient Client { get; }

    public AccessSession Session { get; private set; } = null!;

    public string Cookie { get; private set; } = "";

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

#pragma warning disable CA2000 // the host that is returned disposes all of it
    public static async Task<EnvironmentHost> StartAsync(string kind = "code-server", string policy = AuthorizeFixture.PolicyText)
    {
        var inside = await Inside.StartAsync();
        var data = new TemporaryFolder();
        var house = new AuthorizeFixture();
        var plain = AuthorizeFixture.Snapshot(2, policy);
        var entry = plain.Environments["payments-ide"] with
        {
            Kind = kind, Upstream = inside.Address, Workspace = "/srv/app", ExtensionFolders = ["/opt/extensions"],
        };
        var catalog = new CatalogSnapshot
        {
            Version = 2, Vendors = plain.Vendors, Projects = plain.Projects, People = plain.People, Repositories = plain.Repositories,
            Windows = plain.Windows, Policy = plain.Policy, Bundle = plain.Bundle,
            Environments = System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(
                [KeyValuePair.Create("payments-ide", entry)], StringComparer.Ordinal),
        };
        house.Rules.Follow(catalog);
        var people = await CatalogFixture.EmptyAsync();
        CatalogEdit[] edits = [new CatalogEdit.PutVendor(plain.Vendors["acme"]), new CatalogEdit.PutPerson(plain.People["ada"])];
        Assert.IsType<EditOutcome.Applied>(await people.Room.EditAsync(edits, Actor.TheOperator, null, CancellationToken.None));

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["RemoteDev:PublicOrigin"] = Portal,
            ["RemoteDev:Data"] = data.Path,
            ["RemoteDev:Listen:Addresses:0"] = "127.0.0.1:0",
        });
        var tickets = new SessionTickets(house.Clock);
        builder.Services.AddSingleton<TimeProvider>(house.Clock);
        builder.Services.AddSingleton(house.Trace);
        builder.Services.AddSingleton(house.Room);
        builder.Services.AddSingleton(tickets);
        builder.Services.AddSingleton(AssertionsForTest.Keys(house.Clock));
        builder.Services.AddSingleton<StepUpRoom>();
        builder.Services.AddSingleton<Func<CatalogSnapshot>>(() => house.Rules.Now(house.Clock.GetUtcNow()).Rules.Catalog);
        builder.Services.AddSingleton(new IdentifyRoom(null!, tickets, people.Room, null!, Alone.Watch(house.Clock)));
        builder.AddListen().AddContain().AddForward().AddEnvironmentDoor();
        var app = builder.Build();
        app.UseListen().UseEnvironmentDoor();
        await app.StartAsync();
        return new EnvironmentHost(app, data, house, people, tickets, inside);
    }
#pragma warning restore CA2000

    /// <summary>Ada enters: the session is open and the cookie in hand.</summary>
    public async Task EnterAsync()
    {
        Session = await House.EnterAsync();
        var nonce = Secret.New();
        Assert.True(Tickets.IssueEntryCode(Session, nonce.Hash).Passed(out var code, out _));
        Assert.True(Tickets.Redeem(code.Reveal(), "payments-ide", nonce.Reveal()).Passed(out var ticket, out _));
        Cookie = $"{SessionTickets.CookieName}={ticket.Reveal()}";
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, headers);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
#pragma warning disable CA2000 // the answer holds its request, and the test disposes the answer
        var request = new HttpRequestMessage(method, path) { Headers = { Host = Host } };
#pragma warning restore CA2000
        if (Cookie.Length > 0)
        {
            request.Headers.Add("Cookie", Cookie);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public async Task<ClientWebSocket> ConnectAsync(string path, string? origin = Origin, bool compressed = false)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Host", Host);
        socket.Options.SetRequestHeader("Cookie", Cookie);
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        if (compressed)
        {
            socket.Options.DangerousDeflateOptions = new WebSocketDeflateOptions();
        }

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{Port}{path}"), deadline.Token);
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await Inside.DisposeAsync();
        House.Dispose();
        _people.Dispose();
        _data.Dispose();
    }
}
