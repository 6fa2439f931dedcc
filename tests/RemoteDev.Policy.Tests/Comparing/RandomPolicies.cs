using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using NodaTime;
using RemoteDev.Policy.Comparing;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Obligations;
using RemoteDev.Policy.Tests.Windows;
using RemoteDev.Policy.Windows;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Tests.Comparing;

/// <summary>Small worlds, policies over all of the vocabulary, and requests that hit their edges, from a seed.</summary>
[SuppressMessage("Security", "CA5394", Justification = "Test data that comes back with its seed.")]
internal sealed class RandomPolicies(int seed)
{
    public static readonly Instant Monday = Instant.FromUtc(2026, 10, 19, 0, 0);

    private static readonly string[] Principals =
    [
        "principal", "principal", "principal in RemoteDev::Vendor::\"acme\"", "principal in RemoteDev::Vendor::\"tools\"",
        "principal in RemoteDev::Role::\"lead\"", "principal == RemoteDev::User::\"p1\"", "principal is RemoteDev::User in RemoteDev::Role::\"dev\"",
    ];

    private static readonly string[] ActionScopes =
    [
        "action", "action", "action in RemoteDev::Action::\"connect\"", "action in RemoteDev::Action::\"takeOut\"",
        "action in [RemoteDev::Action::\"bringIn\", RemoteDev::Action::\"gitForcePush\"]", "action == RemoteDev::Action::\"openTerminal\"",
        "action == RemoteDev::Action::\"gitPush\"",
    ];

    private static readonly string[] Resources =
    [
        "resource", "resource", "resource in RemoteDev::Project::\"one\"", "resource == RemoteDev::Environment::\"e1\"",
        "resource in RemoteDev::Repository::\"one/app\"", "resource is RemoteDev::Environment",
    ];

    private static readonly string[] Conditions =
    [
        "context.openWindows.contains(RemoteDev::Window::\"w1\")",
        "context.openWindows.contains(RemoteDev::Window::\"w2\")",
        "context.openWindows.containsAny([RemoteDev::Window::\"w1\", RemoteDev::Window::\"w3\"])",
        "context.openWindows == []",
        "context.origin == \"inside\"",
        "context.protocol == \"ssh\"",
        "[\"http\", \"git\"].contains(context.protocol)",
        "context.device.managed",
        "context.device.certificate || context.device.managed",
        "context.mfa.age < duration(\"15m\")",
        "context.mfa.age <= duration(\"1h\")",
        "context.mfa.method == \"passkey\"",
        "context.source.ip.isInRange(ip(\"10.0.0.0/8\"))",
        "context.source.ip.isLoopback()",
        "context.source.networks.contains(\"office\")",
        "context.source has country && context.source.country == \"NG\"",
        "context.source has country && [\"NG\", \"KE\"].contains(context.source.country)",
        "context.approval.granted",
        "context.approval.by.contains(RemoteDev::User::\"p2\")",
        "context has port && context.port >= 1024",
        "context has ticket && context.ticket like \"EXP-*\"",
        "context.now < datetime(\"2026-10-21T12:00:00Z\")",
        "context.now.toTime() < duration(\"9h\")",
        "context.now.toTime().toHours() >= 17",
        "principal.attestations has nda && context.now < principal.attestations.nda",
        "principal.attestations has training && principal.attestations.training > datetime(\"2026-10-22\")",
        "principal.attestations.background >= context.now",
        "principal.employer == \"client\"",
        "principal == RemoteDev::User::\"p3\"",
        "[RemoteDev::User::\"p1\", RemoteDev::User::\"p4\"].contains(principal)",
        "resource is RemoteDev::Branch && resource.name like \"vendor/*\"",
        "resource is RemoteDev::Branch && resource.isProtected",
        "resource is RemoteDev::Environment && resource.classification == RemoteDev::Classification::\"crown-jewel\"",
        "if context.origin == \"inside\" then context.protocol == \"git\" else context.openWindows.contains(RemoteDev::Window::\"w3\")",
        "action in RemoteDev::Action::\"connect\" && !context.device.managed",
    ];

    private static readonly string[] Annotations =
    [
        "", "", "", "@egress(\"50MiB/day\")", "@egress(\"5MiB/session\")", "@mfa(\"15m\")", "@approve(\"1 of role:lead\")", "@record(\"metadata\")",
        "@watermark", "@terminal(\"sixel\")", "@terminal(\"none\")", "@idle(\"2h\") @session(\"4h\")", "@notify(\"duty\")",
    ];

    private readonly Random _random = new(seed);

    public WorldFacts Facts()
    {
        string[] zones = ["Africa/Lagos", "Europe/Berlin", "America/New_York", "Asia/Kolkata"];
        string[] hours = ["08:00-18:00", "22:00-06:00", "00:00-24:00", "02:15-02:45"];
        string[] days = ["Mon-Fri", "Sat", "Sun", "Wed, Sat"];
        return new WorldFacts
        {
            Roles = ["dev", "lead"],
            Vendors = [new WorldVendor("acme"), new WorldVendor("tools", "acme")],
            Projects = [new WorldProject("one"), new WorldProject("two") { Defaults = ObligationSet.BuiltIn with { Watermark = true } }],
            Environments = [new WorldEnvironment("e1", "one", "web", "internal"), new WorldEnvironment("e2", "two", "web", Pick("internal", "crown-jewel"))],
            Repositories = [new WorldRepository("one", "app", "internal") { ProtectedBranches = ["main"] }],
            Networks = ["office", "vpn"],
            Windows = [.. Enumerable.Range(1, 3).Select(i => WindowFixture.Read(new WindowText
            {
                Name = $"w{i}",
                Zone = Pick(zones),
                Weekly = [new WeeklyText(Pick(days), Pick(hours))],
                Closings = Chance(3) ? [new DateText("2026-10-21")] : [],
                Openings = Chance(3) ? [new DateText("2026-10-22", "12:00-13:00")] : [],
            }))],
            People = [.. Enumerable.Range(1, 6).Select(i => new WorldPerson($"p{i}")
            {
                Vendor = Pick<string?>(null, "acme", "tools"),
                Roles = [.. new[] { "dev", "lead" }.Where(_ => Chance(2))],
                Suspended = Chance(8),
                Attestations = Attest(),
            })],
        };
    }

    public string Policies(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => Policy(_random.Next(1000) + (1000 * i))));

    /// <summary>Like some policies, with one or two added, taken out or replaced.</summary>
    public string Changed(string policies)
    {
        var list = policies.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(policy => policy + "\n\n").ToList();
        for (var changes = _random.Next(1, 3); changes > 0; changes--)
        {
            if (list.Count > 0 && Chance(2))
            {
                list.RemoveAt(_random.Next(list.Count));
            }

            list.Insert(_random.Next(list.Count + 1), Policy(10_000 + (changes * 1000) + _random.Next(1000)));
        }

        return string.Concat(list);
    }

    public DecisionContext Context(IReadOnlyList<Instant> edges)
    {
        var edge = edges.Count > 0 && Chance(2) ? edges[_random.Next(edges.Count)] : Monday + Duration.FromMilliseconds(_random.NextInt64(7L * 86_400_000));
        var now = edge + Duration.FromMilliseconds(_random.Next(-1, 2));
        return new DecisionContext
        {
            Now = now < Monday ? Monday : now >= Monday + PolicyDiff.Stretch ? Monday : now,
            Mfa = new MfaEvidence(TimeSpan.FromMilliseconds(Pick(0, 899_999, 900_000, 900_001, 3_599_999, 3_600_000, 3_600_001, 40_000_000)), Pick("totp", "passkey", "sms")),
            Origin = Pick(Origin.Inside, Origin.Outside),
            Protocol = Pick("http", "ssh", "git", "desktop"),
            Source = IPAddress.Parse(Pick("10.1.2.3", "127.0.0.1", "192.0.2.7", "::1", "2001:db8::1", "10.255.255.255", "11.0.0.0")),
            Networks = Pick<string[]>([], ["office"], ["office", "vpn"], ["vpn"]),
            Country = Pick<string?>(null, "NG", "KE", "DE"),
            DeviceCertificate = Chance(2),
            DeviceManaged = Chance(2),
            Approval = Chance(2) ? new ApprovalEvidence([.. new[] { "p2", "p5" }.Where(_ => Chance(2))], now + Duration.FromHours(1)) : null,
            Port = Pick<int?>(null, 0, 1023, 1024, 1025, 65535),
            Ticket = Pick<string?>(null, "EXP-", "EXP-12", "BUG-1"),
        };
    }

    public T Pick<T>(params T[] items) => items[_random.Next(items.Length)];

    private bool Chance(int of) => _random.Next(of) == 0;

    private ImmutableDictionary<string, Instant> Attest()
    {
        var onFile = ImmutableDictionary<string, Instant>.Empty.WithComparers(StringComparer.Ordinal);
        foreach (var kind in new[] { "nda", "training", "background" }.Where(_ => !Chance(3)))
        {
            onFile = onFile.Add(kind, Monday + Duration.FromHours(Pick(-100, 0, 30, 31, 90, 168, 5000)));
        }

        return onFile;
    }

    private string Policy(int id)
    {
        var permits = !Chance(4);
        var conditions = string.Concat(Enumerable.Range(0, _random.Next(3)).Select(_ => $" {Pick("when", "when", "unless")} {{ {Pick(Conditions)} }}"));
        var annotations = permits ? Pick(Annotations) : "";
        if (conditions.Contains("resource is", StringComparison.Ordinal))
        {
            return $"@id(\"p{id}\") {annotations} {(permits ? "permit" : "forbid")} ({Pick(Principals)}, action, resource){conditions};\n\n";
        }

        return $"@id(\"p{id}\") {annotations} {(permits ? "permit" : "forbid")} ({Pick(Principals)}, {Pick(ActionScopes)}, {Pick(Resources)}){conditions};\n\n";
    }
}
