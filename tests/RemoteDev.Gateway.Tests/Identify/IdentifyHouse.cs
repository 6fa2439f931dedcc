using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Invitations;
using RemoteDev.Gateway.Identify.Passwords;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.StepUp.Enrolment;
using RemoteDev.Gateway.StepUp.Recovery;
using RemoteDev.Gateway.StepUp.Totp;
using RemoteDev.Gateway.Tests.Catalog.Database;
using RemoteDev.Gateway.Tests.StepUp.Enrolment;
using RemoteDev.Gateway.Tests.Trace;
using RemoteDev.Gateway.Trace;

namespace RemoteDev.Gateway.Tests.Identify;

/// <summary>The rooms up to StepUp as they run: real database, real trace, real data protection, in a folder of their own.</summary>
internal sealed class IdentifyHouse : IAsyncDisposable
{
    public const string Portal = "http://remotedev.localhost:8443";
    public const string Password = "eleven purple sandwiches";

    public static readonly IPAddress Home = IPAddress.Parse("192.0.2.7");
    public static readonly IPAddress Elsewhere = IPAddress.Parse("198.51.100.9");
    public static readonly Actor Operator = new("operator", "operator-socket", null, null);

    private readonly WebApplication _app;
    private int _closed;

    private IdentifyHouse(WebApplication app, string folder, ManualClock clock, UnreliableDatabase database)
    {
        Database = database;
        _app = app;
        Folder = folder;
        Clock = clock;
        Scope = app.Services.CreateScope();
    }

    public string Folder { get; }

    public ManualClock Clock { get; }

    public IServiceScope Scope { get; }

    /// <summary>Between the catalogue, the accounts and their database.</summary>
    public UnreliableDatabase Database { get; }

    /// <summary>Where it listens.</summary>
    public Uri Origin => new(_app.Urls.Single());

    public SignInSessions SignIns => Get<SignInSessions>();

    public SessionTickets Tickets => Get<SessionTickets>();

    public IdentifyRoom Room => Get<IdentifyRoom>();

    public CatalogRoom Catalog => Get<CatalogRoom>();

    public static async Task<IdentifyHouse> OpenAsync(
        string? folder = null,
        Action<WebApplicationBuilder>? more = null,
        Action<WebApplication>? use = null,
        ManualClock? clock = null,
        IEnumerable<KeyValuePair<string, string?>>? settings = null)
    {
        folder ??= Directory.CreateTempSubdirectory("remotedev-identify-").FullName;
        clock ??= new ManualClock(new DateTimeOffset(2026, 11, 21, 20, 0, 0, TimeSpan.Zero));
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "RemoteDev.Gateway" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["RemoteDev:Data"] = folder,
            ["RemoteDev:PublicOrigin"] = Portal,

            // The disk that the tests share may be slow.
            ["RemoteDev:Trace:CommitDeadline"] = "00:01:00",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.AddTrace();
        builder.AddReplicas();
        builder.AddCatalog();
        builder.AddIdentify();
        builder.AddStepUp();
        Assert.True(GatewayOrigins.TryParse(Portal, out var origins, out _));
        builder.Services.AddSingleton(origins);
        builder.Services.RemoveAll<TimeProvider>();
        builder.Services.AddSingleton<TimeProvider>(clock);

        // The trace waits for a real disk; a clock that jumps would look to it like a disk that hangs.
        builder.Services.RemoveAll<TraceRoom>();
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<TraceRoom>(services, TimeProvider.System));

        // The work factor has a test of its own; here it would only cost time.
        builder.Services.PostConfigure<PasswordHasherOptions>(options => options.IterationCount = 1000);
        var database = new UnreliableDatabase();
        builder.Services.ConfigureDbContext<CatalogContext>(options => options.AddInterceptors(database), ServiceLifetime.Singleton);
        builder.Services.ConfigureDbContext<AccountContext>(options => options.AddInterceptors(database), ServiceLifetime.Singleton);
        more?.Invoke(builder);
        var house = new IdentifyHouse(builder.Build(), folder, clock, database);
        use?.Invoke(house._app);
        await house._app.StartAsync();
        if (house.Catalog.Current.Version == 0)
        {
            await house.FillAsync();
        }

        return house;
    }

    /// <summary>Another gateway of the same house: the same database, keys and clock, its own trace and memory.</summary>
    public async Task<IdentifyHouse> OpenBesideAsync(Action<WebApplicationBuilder>? more = null)
    {
        var folder = Directory.CreateTempSubdirectory("remotedev-beside-").FullName;
        File.Copy(Path.Combine(Folder, "master.key"), Path.Combine(folder, "master.key"));
#pragma warning disable CA1416 // Debian
        File.SetUnixFileMode(Path.Combine(folder, "master.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
#pragma warning restore CA1416
        return await OpenAsync(
            folder, more, clock: Clock, settings: [new("RemoteDev:Database:ConnectionString", $"Data Source={Path.Combine(Folder, "gateway.db")}")]);
    }

    public T Get<T>()
        where T : notnull => Scope.ServiceProvider.GetRequiredService<T>();

    public async Task EditAsync(params CatalogEdit[] edits) =>
        Assert.IsType<EditOutcome.Applied>(await Catalog.EditAsync(edits, Operator, null, CancellationToken.None));

    public Task SuspendAsync(string login) => EditAsync(new CatalogEdit.SetSuspended(login, Suspended: true, "Test."));

    /// <summary>The token of a new invitation, cut out of its link.</summary>
    public async Task<string> InviteAsync(string login)
    {
        var step = await Get<InvitationDesk>().IssueAsync(login, Operator, Portal, CancellationToken.None);
        Assert.True(step.Passed(out var issue, out var refusal), refusal?.Reason);
        return issue.Link[(issue.Link.LastIndexOf('/') + 1)..];
    }

    /// <summary>Enrols a person from end to end.</summary>
    public async Task<EnrolledPerson> EnrolAsync(string login) => await EnrolByAsync(login, await InviteAsync(login));

    /// <summary>Enrols by an invitation that was made.</summary>
    public async Task<EnrolledPerson> EnrolByAsync(string login, string token)
    {
        var desk = Get<EnrolmentDesk>();
        var begun = Assert.IsType<EnrolmentOutcome.Begun>(await desk.BeginAsync(token, Password, CancellationToken.None));
        var pending = (await Get<PendingEnrolments>().OfAsync(begun.Cookie.Reveal()))!;
        var outcome = await desk.ConfirmAsync(pending, CodeNow(pending.Key), new SignInClient(Home), CancellationToken.None);
        var cookie = Assert.IsType<EnrolmentOutcome.Enrolled>(outcome).Cookie;
        var signIn = SignIns.Find(cookie.Hash)!;
        return new EnrolledPerson(login, pending.Key, cookie, signIn, Get<FreshRecoveryCodes>().Find(signIn)!.Codes);
    }

    public string CodeNow(TotpKey key, int stepsAhead = 0) =>
        TotpCode.At(key.Bytes, TotpCode.StepAt(Clock.GetUtcNow()) + stepsAhead);

    /// <summary>Lets the next time step begin, so that a fresh code exists.</summary>
    public void NextStep() => Clock.Advance(TotpCode.Step);

    public async Task<(Secret Cookie, SignIn SignIn)> PasswordAsync(string login, TokenHash? before = null)
    {
        var outcome = await TryPasswordAsync(login, Password, before: before);
        Assert.True(outcome is SignInOutcome.Opened, outcome.ToString());
        var opened = (SignInOutcome.Opened)outcome;
        return (opened.Cookie, opened.SignIn);
    }

    /// <summary>Each time as a request of its own: what it reads of accounts it reads anew.</summary>
    public async Task<SignInOutcome> TryPasswordAsync(string login, string password, IPAddress? source = null, TokenHash? before = null)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PasswordSignIn>()
            .TryAsync(login, password, new SignInClient(source ?? Home, before), CancellationToken.None);
    }

    public Task<FactorOutcome> TryCodeAsync(Secret cookie, string code, IPAddress? source = null) =>
        Get<FactorCheck>().TryAsync(cookie.Hash, code, source ?? Home, CancellationToken.None);

    public static Connection At(Door door, string place = "", IPAddress? source = null) =>
        Connection.Accept("c1", door, place, source ?? Home, encrypted: false, DateTimeOffset.UnixEpoch);

    public static HttpRequest RequestWith(string name, string value)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.Cookie = $"{name}={value}";
        return request;
    }

    public Step<Identified> FromPortal(Secret cookie) =>
        Room.FromPortal(At(Door.Portal), RequestWith(IdentifyRoom.CookieName, cookie.Reveal()));

    /// <summary>An open session of an environment, entered by a browser.</summary>
    public (AccessSession Session, Secret Ticket) Enter(SignIn signIn, string place)
    {
        var session = new AccessSession(Guid.NewGuid().ToString("N"), SessionKind.Environment, place, signIn, Home, Clock.GetUtcNow());
        var nonce = Secret.New();
        Assert.True(Tickets.IssueEntryCode(session, nonce.Hash).Passed(out var code, out _));
        Assert.True(Tickets.Redeem(code.Reveal(), place, nonce.Reveal()).Passed(out var ticket, out _));
        return (session, ticket);
    }

    /// <summary>The events of one kind traced so far, in order.</summary>
    public IReadOnlyList<T> Traced<T>()
        where T : AuditEvent =>
        [.. Directory.EnumerateFiles(Path.Combine(Folder, "trace"), "*.jsonl").Order(StringComparer.Ordinal)
            .SelectMany(TraceFixture.EntriesOf).Select(entry => entry.Event).OfType<T>()];

    /// <summary>Everything traced so far, as the lines of the files.</summary>
    public string Traced() => string.Join('\n', Directory.EnumerateFiles(Path.Combine(Folder, "trace"), "*.jsonl").SelectMany(TraceFixture.Lines));

    /// <summary>Waits until what was traced before is on the disk.</summary>
    public async Task FlushTraceAsync() =>
        Assert.True(await Get<TraceRoom>().OpenAsync(new Gateway.Trace.Events.InvitationAccepted { Login = "nobody" }, CancellationToken.None));

    /// <summary>Stops it as a restart would; the folder stays.</summary>
    public async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        Database.ComeBack();
        Scope.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private Task FillAsync() => EditAsync(
        new CatalogEdit.PutVendor(new VendorEntry("acme", "Acme", null)),
        new CatalogEdit.PutRole(new RoleEntry("developer", "Developer", Administrative: false)),
        new CatalogEdit.PutRole(new RoleEntry("admin", "Administrator", Administrative: true)),
        new CatalogEdit.PutPerson(PersonOf("ada", "acme", "developer")),
        new CatalogEdit.PutPerson(PersonOf("ben", "acme", "developer")),
        new CatalogEdit.PutPerson(PersonOf("root1", null, "admin")),
        new CatalogEdit.PutProject(new ProjectEntry("payments", "Payments")),
        new CatalogEdit.PutEnvironment(EnvironmentOf("payments-dev")),
        new CatalogEdit.PutEnvironment(EnvironmentOf("ledger-dev")));

    private static PersonEntry PersonOf(string login, string? vendor, string role) =>
        new(login, login, $"{login}@example.com", vendor, [role], Suspended: false, "Africa/Lagos", []);

    private static EnvironmentEntry EnvironmentOf(string name) =>
        new(name, "payments", name, "code-server", "internal", new Uri("http://127.0.0.1:9"), null, [], ["10.0.0.0/8", "fd00::/8"]);
}
