using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.Tests.Identify;
using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RemoteDev.Gateway.Authorize;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console;
using RemoteDev.Gateway.Contain.Egress;
using RemoteDev.Gateway.Contain.Outbound;
using RemoteDev.Gateway.Contain.Ssh;
using RemoteDev.Gateway.Contain.Ssh.Connectors;
using RemoteDev.Gateway.Doors.Scim;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Listen.Ssh;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.Trace;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Tests.Console;

/// <summary>
/// The portal with all its real rooms behind it, on a port of its own. Only Listen is stood in for: a request counts as one
/// that came through the portal's door, unless it says <c>X-Test-Door</c>.
/// </summary>
public sealed class ConsoleHost : IAsyncLifetime
{
    internal const string Policy = """
        @id("admins-administer") @reason("Administrators run the gateway") @mfa("8h")
        permit (principal in RemoteDev::Role::"admin", action in RemoteDev::Action::"administer", resource == RemoteDev::Gateway::"gateway");

        @id("security-watches") @reason("Security reads the trace and ends sessions") @mfa("8h")
        permit (principal in RemoteDev::Role::"security",
          action in [RemoteDev::Action::"watchSession", RemoteDev::Action::"endSession", RemoteDev::Action::"readTrace", RemoteDev::Action::"exportEvidence"],
          resource == RemoteDev::Gateway::"gateway");

        @id("acme-always") @reason("Acme works on Payments around the clock") @mfa("8h") @egress("50MiB/day")
        permit (principal in RemoteDev::Vendor::"acme", action in RemoteDev::Action::"connect", resource == RemoteDev::Environment::"payments-ide")
        when { context.openWindows.contains(RemoteDev::Window::"always") };

        @id("acme-office") @reason("Acme works on Ledger in Lagos office hours") @mfa("8h")
        permit (principal in RemoteDev::Vendor::"acme", action in RemoteDev::Action::"connect", resource == RemoteDev::Environment::"ledger-ide")
        when { context.openWindows.contains(RemoteDev::Window::"never") };
        """;

    internal const string Tests = """
        cases:
          - name: an administrator manages people
            person: ada
            at: Tue 09:30 Africa/Lagos
            action: managePeople
            resource: gateway
            expect: permit
          - name: a developer does not
            person: dev
            at: Tue 09:30 Africa/Lagos
            action: managePeople
            resource: gateway
            expect: deny
        """;

    private readonly string _data = Directory.CreateTempSubdirectory("console").FullName;
    private WebApplication? _app;

    internal string Data => _data;

    /// <summary>Whether it has an SSH door to send people to.</summary>
    internal bool HasSshDoor { get; init; } = true;

    internal Uri Origin { get; private set; } = new("http://127.0.0.1");

    internal CatalogRoom Catalog => Get<CatalogRoom>();

    internal static Actor Operator { get; } = new("operator", "operator-socket", null, null);

    internal T Get<T>()
        where T : notnull => _app!.Services.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "RemoteDev.Gateway", ContentRootPath = _data });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["RemoteDev:Data"] = _data,
            ["RemoteDev:PublicOrigin"] = "http://remotedev.localhost:8443",
            ["RemoteDev:Trace:CommitDeadline"] = "00:01:00",
        });
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.AddTrace();
        builder.AddReplicas();
        builder.AddCatalog();
        builder.AddIdentify();
        builder.AddStepUp();
        builder.AddAuthorize();
        Assert.True(GatewayOrigins.TryParse("http://remotedev.localhost:8443", out var origins, out _));
        builder.Services.AddSingleton(origins);
        builder.Services.AddSingleton<EgressLedger>();
        builder.Services.AddSingleton<IOutboundHttp, UpstreamPool>();
        builder.AddReminders();
        if (HasSshDoor)
        {
            builder.Configuration["RemoteDev:Ssh:PublicHost"] = "dev.example.com";
            builder.Configuration["RemoteDev:Ssh:PublicPort"] = "2222";
            builder.Configuration["RemoteDev:Ssh:Addresses:0"] = "127.0.0.1:0";
        }

        builder.AddRoomOptions<SshListenOptions>(SshListenOptions.Section, SshListenOptions.Check);
        builder.Services.AddSingleton<SshAddress>();
        builder.Services.AddSingleton<LiveConnectors>();
        builder.Services.AddSingleton<SshTargets>();
        builder.Services.AddSingleton<TargetCheck>();
        builder.AddScimDoor();
        builder.AddConsole();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Use((context, next) =>
        {
            var door = context.Request.Headers["X-Test-Door"] == "environment" ? Door.Environment : Door.Portal;
            context.Features.Set(Connection.Accept(
                context.TraceIdentifier, door, door == Door.Portal ? "" : "payments-ide", IPAddress.Loopback, encrypted: false, DateTimeOffset.UtcNow));
            return next(context);
        });
        _app.UseScimDoor();
        _app.UseConsole();
        await _app.StartAsync();
        Origin = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await EditAsync([.. Seed()]);
    }

    public async Task DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        Directory.Delete(_data, recursive: true);
    }

    internal async Task EditAsync(params CatalogEdit[] edits)
    {
        var outcome = await Catalog.EditAsync(edits, Operator, null, CancellationToken.None);
        Assert.True(outcome is EditOutcome.Applied, outcome is EditOutcome.Refused refused ? string.Join("; ", refused.Faults) : outcome.ToString());
    }

    /// <summary>Signs a person in, as password and authenticator would have, and answers the value of the cookie.</summary>
    /// <summary>A sign-in of the person with a factor just shown.</summary>
    internal Gateway.Journey.SignIn SignInOf(string login)
    {
        var (_, signIn) = Get<SignInSessions>().Open(login, IPAddress.Loopback, replaces: null);
        signIn.Strengthen(new MfaProof("totp", DateTimeOffset.UtcNow));
        return signIn;
    }

    internal string SignIn(string login, bool withFactor = true, TimeSpan factorAge = default)
    {
        var (cookie, signIn) = Get<SignInSessions>().Open(login, IPAddress.Loopback, replaces: null);
        if (withFactor)
        {
            signIn.Strengthen(new MfaProof("totp", DateTimeOffset.UtcNow - factorAge));
        }

        return cookie.Reveal();
    }

    /// <summary>A browser of that person; of nobody when null.</summary>
    /// <param name="factorAge">How long ago they showed the second factor.</param>
    internal ConsoleBrowser Browse(string? login, bool withFactor = true, TimeSpan factorAge = default) =>
        new(Origin, login is null ? null : SignIn(login, withFactor, factorAge));

    /// <summary>Describes how that environment is reached by SSH, with a key of nobody's.</summary>
    internal async Task ReachBySshAsync(string environment)
    {
        using var key = RemoteDev.Ssh.SshPrivateKey.GenerateEd25519();
        var entry = Catalog.Current.Environments[environment] with { Ssh = new SshTarget("dev", [key.PublicKey.ToLine()], [], "127.0.0.1:9") };
        await EditAsync(new CatalogEdit.PutEnvironment(entry));
    }

    private static IEnumerable<CatalogEdit> Seed()
    {
        yield return new CatalogEdit.PutVendor(new VendorEntry("acme", "Acme Software", null));
        yield return new CatalogEdit.PutVendor(new VendorEntry("acme-lagos", "Acme Lagos", "acme"));
        yield return new CatalogEdit.PutRole(new RoleEntry("admin", "Administrator", Administrative: true));
        yield return new CatalogEdit.PutRole(new RoleEntry("security", "Security", Administrative: true));
        yield return new CatalogEdit.PutRole(new RoleEntry("developer", "Developer", Administrative: false));
        yield return Person("ada", "Ada Admin", null, "admin", "Europe/Berlin");
        yield return Person("uma", "Uma Second", null, "admin", "Europe/Berlin");
        yield return Person("sam", "Sam Security", null, "security", "America/New_York");
        yield return Person("dev", "Dayo Developer", "acme-lagos", "developer", "Africa/Lagos");
        yield return new CatalogEdit.PutProject(new ProjectEntry("payments", "Payments"));
        yield return Environment("payments-ide", "Payments IDE");
        yield return Environment("ledger-ide", "Ledger IDE");
        yield return new CatalogEdit.PutRepository(new RepositoryEntry(
            "payments", "app", "Payments app", "internal", new Uri("http://127.0.0.1:9/git/payments/app.git"), ["main"]));
        yield return new CatalogEdit.PutWindow(new WindowText { Name = "always", Zone = "Africa/Lagos", Weekly = [new WeeklyText("daily", "all day")] });
        yield return new CatalogEdit.PutWindow(new WindowText { Name = "never", Zone = "Africa/Lagos", Openings = [new DateText("2199-12-30")] });
        yield return new CatalogEdit.SavePolicy(Policy, Tests);
    }

    private static CatalogEdit.PutPerson Person(string login, string name, string? vendor, string role, string zone) =>
        new(new PersonEntry(login, name, $"{login}@example.com", vendor, [role], false, zone, ImmutableArray<AttestationEntry>.Empty));

    private static CatalogEdit.PutEnvironment Environment(string name, string displayName) =>
        new(new EnvironmentEntry(name, "payments", displayName, "code-server", "internal", new Uri("http://127.0.0.1:9"), null, [], ["127.0.0.1/32"]));
}
