using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NodaTime;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Windows;
using RemoteDev.Policy.World;

namespace RemoteDev.Benchmarks.Policies;

/// <summary>A company as the issue names it: 500 people, 200 resources, every action, windows in several zones.</summary>
internal static class BigCatalogue
{
    private const int Projects = 25;

    private static readonly string[] Zones = ["Africa/Lagos", "Asia/Kolkata", "Europe/Berlin", "America/New_York"];
    private static readonly string[] Roles = ["developer", "lead", "tester", "on-call", "maintainer", "auditor"];

    public static PolicyWorld World()
    {
        return PolicyWorld.Of(new WorldFacts
        {
            Roles = [.. Roles],
            Vendors = [.. Enumerable.Range(0, 12).Select(i => new WorldVendor(Name("vendor", i), i % 4 == 3 ? Name("vendor", i - 1) : null))],
            Projects = [.. Enumerable.Range(0, Projects).Select(i => new WorldProject(Name("project", i)))],
            Environments = [.. Enumerable.Range(0, 100).Select(i =>
                new WorldEnvironment(Name("env", i), Name("project", i % Projects), "code-server", i % 10 == 0 ? "crown-jewel" : "internal"))],
            Repositories = [.. Enumerable.Range(0, 75).Select(i =>
                new WorldRepository(Name("project", i % Projects), Name("repo", i), "internal") { ProtectedBranches = ["main"] })],
            Windows = [.. Enumerable.Range(0, 8).Select(i => Window(Name("window", i), Zones[i % 4], i < 4 ? "Mon-Fri" : "Sat"))],
            People = [.. Enumerable.Range(0, 500).Select(i => new WorldPerson(Name("person", i))
            {
                Vendor = i % 5 == 0 ? null : Name("vendor", i % 12),
                Roles = [Roles[i % 6], .. i % 7 == 0 ? ["on-call"] : Array.Empty<string>()],
                Attestations = ImmutableDictionary<string, Instant>.Empty.Add(
                    "nda", Instant.FromUtc(2026, 11, 1, 0, 0) + Duration.FromDays(i)),
            })],
        });
    }

    /// <summary>Policies as administrators write them: a few for every project, and forbids over all.</summary>
    public static string Policies(int projects)
    {
        var text = new StringBuilder();
        for (var i = 0; i < projects; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                @id("office-{{i}}") @egress("50MiB/day") @mfa("8h")
                permit (principal in RemoteDev::Vendor::"{{Name("vendor", i % 12)}}", action in RemoteDev::Action::"connect", resource in RemoteDev::Project::"{{Name("project", i % Projects)}}")
                when { context.openWindows.contains(RemoteDev::Window::"{{Name("window", i % 4)}}") && principal.attestations has nda && context.now < principal.attestations.nda };
                @id("push-{{i}}")
                permit (principal in RemoteDev::Role::"developer", action in [RemoteDev::Action::"gitPush", RemoteDev::Action::"gitFetch"], resource in RemoteDev::Project::"{{Name("project", i % Projects)}}")
                when { context.origin == "inside" };

                """);
        }

        return text.Append("""
            @id("leads") @mfa("1h") permit (principal in RemoteDev::Role::"lead", action, resource) when { context.protocol == "ssh" || context.device.managed };
            @id("nothing-leaves") forbid (principal, action in RemoteDev::Action::"takeOut", resource) unless { context.origin == "inside" };
            @id("jewels") forbid (principal, action, resource is RemoteDev::Environment)
            when { resource.classification == RemoteDev::Classification::"crown-jewel" } unless { principal.employer == "client" };

            """).ToString();
    }

    public static PolicyBundle Load(string text, PolicyWorld world)
    {
        var reading = PolicyBundle.Load("benchmark.cedar", text, world);
        return reading.Bundle ?? throw new InvalidOperationException(string.Join('\n', reading.Faults));
    }

    public static string Name(string kind, int i) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{i}");

    private static WindowDefinition Window(string name, string zone, string days) => WindowDefinition.Read(new WindowText
    {
        Name = name,
        Zone = zone,
        Weekly = [new WeeklyText(days, "08:00-18:00")],
    }).Definition ?? throw new InvalidOperationException(name);
}
