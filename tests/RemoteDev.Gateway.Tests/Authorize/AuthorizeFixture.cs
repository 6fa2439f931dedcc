using RemoteDev.Gateway.Tests.Replicas;
using System.Collections.Frozen;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using RemoteDev.Gateway.Authorize;
using RemoteDev.Gateway.Authorize.Decisions;
using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Trace;
using RemoteDev.Gateway.Trace;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Tests.Authorize;

/// <summary>
/// The Authorize room over a small catalogue: Ada of Acme may work on payments-ide while the window "evening" is open (Saturdays 20:00 to
/// 22:00 in Lagos, which is 19:00 to 21:00 UTC; the clock starts at 20:00 UTC on Saturday 2026-11-21).
/// </summary>
internal sealed class AuthorizeFixture : IDisposable
{
    public const string PolicyText = """
        @id("work") @reason("Acme works in the evening.") @mfa("8h") @idle("20m") @session("2h") @egress("1MiB/day")
        permit (principal in RemoteDev::Vendor::"acme", action == RemoteDev::Action::"browse", resource in RemoteDev::Project::"payments")
        when { context.openWindows.contains(RemoteDev::Window::"evening") };

        @id("push") @reason("Inside may push.")
        permit (principal in RemoteDev::Vendor::"acme", action == RemoteDev::Action::"gitPush", resource in RemoteDev::Project::"payments")
        when { context.origin == "inside" };
        """;

    private readonly TraceFixture _trace = new();

    public AuthorizeFixture(Surroundings? surroundings = null, ITraceDisk? disk = null)
    {
        // The trace keeps real time: a commit that is under way while a test jumps an hour would count as lost.
        Trace = _trace.Room(disk, time: TimeProvider.System);
        Trace.Start();
        Rules = new RulesInForce(Snapshot(1), Clock, surroundings ?? Surroundings.Unknown);
        Live = new LiveSessions(Trace, Clock, NullLogger<LiveSessions>.Instance);
        var opening = new SessionOpening(Live, Rules, Trace, Clock);
        Room = new AuthorizeRoom(Rules, Live, opening, Trace, Clock);
#pragma warning disable CA2000 // What is not started runs nothing and holds nothing.
        Judge = new SessionJudge(Live, Rules, Alone.Watch(Clock), Trace, Clock, NullLogger<SessionJudge>.Instance);
#pragma warning restore CA2000
    }

    public ManualClock Clock => _trace.Clock;

    public TraceRoom Trace { get; }

    public RulesInForce Rules { get; }

    public LiveSessions Live { get; }

    public AuthorizeRoom Room { get; }

    public SessionJudge Judge { get; }

    public SignIn SignIn { get; private set; } = null!;

    public static CatalogSnapshot Snapshot(long version, string policy = PolicyText, bool suspended = false, string hours = "20:00-22:00", string window = "evening") => new()
    {
        Version = version,
        Vendors = Named([new VendorEntry("acme", "Acme", null)], v => v.Name),
        Projects = Named([new ProjectEntry("payments", "Payments")], p => p.Name),
        People = Named([new PersonEntry("ada", "Ada", "ada@acme.example", "acme", [], suspended, "Africa/Lagos", [])], p => p.Login),
        Environments = Named(
            [new EnvironmentEntry("payments-ide", "payments", "Payments IDE", "code-server", "internal", new Uri("http://127.0.0.1:9"), null, [], [])],
            e => e.Name),
        Repositories = Named(
            [new RepositoryEntry("payments", "app", "App", "internal", new Uri("http://127.0.0.1:9/payments/app.git"), ["main"])], r => r.FullName),
        Windows = Named([Window(window, hours)], w => w.Name),
        Policy = new PolicyEntry(version, policy, "", "", "ines", DateTimeOffset.UnixEpoch),
        Bundle = PolicyBundle.Load(PolicyEntry.TextFile, policy, names: null).Bundle ?? PolicyBundle.Empty,
    };

    /// <summary>Ada, signed in now from the given address with a second factor just shown.</summary>
    public Verified Ada(string source = "192.0.2.7", AccessSession? session = null, string? workload = null, DeviceCertificate? device = null)
    {
        if (session is null && SignIn is null)
        {
            SignIn = new SignIn("sign-in-1", "ada", IPAddress.Parse(source), Clock.GetUtcNow(), Clock.GetUtcNow().AddHours(12));
            SignIn.Strengthen(new MfaProof("totp", Clock.GetUtcNow()));
        }

        var door = workload is not null ? Door.Git : session is null ? Door.Portal : Door.Environment;
        var connection = Connection.Accept("c1", door, session?.Place ?? "", IPAddress.Parse(source), encrypted: true, Clock.GetUtcNow(), device);
        var identified = (session, workload) switch
        {
            (null, _) => Identified.BySignIn(connection, SignIn!),
            (_, null) => Identified.BySession(connection, session),
            _ => Identified.ByWorkload(connection, session, workload, DateTimeOffset.UnixEpoch),
        };
        return Verified.With(identified, identified.SignIn.Mfa!);
    }

    /// <summary>Ada inside payments-ide.</summary>
    public async Task<AccessSession> EnterAsync(string source = "192.0.2.7", DeviceCertificate? device = null)
    {
        var step = await Room.EnterEnvironmentAsync(Ada(source, device: device), "payments-ide", CancellationToken.None);
        return step.Passed(out var permitted, out var refusal) ? permitted.Session : throw new InvalidOperationException(refusal.Reason);
    }

    public async Task<IReadOnlyList<AuditEvent>> TracedAsync()
    {
        await TraceFixture.FlushAsync(Trace);
        return [.. _trace.Entries().Select(e => e.Event)];
    }

    public void Dispose() => _trace.Dispose();

    private static WindowEntry Window(string name, string hours)
    {
        var text = new WindowText { Name = name, Zone = "Africa/Lagos", Weekly = [new WeeklyText("Sat", hours)] };
        return new WindowEntry(text, WindowDefinition.Read(text).Definition!);
    }

    private static FrozenDictionary<string, T> Named<T>(IEnumerable<T> entries, Func<T, string> name) =>
        entries.ToFrozenDictionary(name, StringComparer.Ordinal);
}
