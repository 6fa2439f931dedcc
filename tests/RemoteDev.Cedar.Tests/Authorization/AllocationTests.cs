using System.Globalization;
using System.Runtime;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Tests.Authorization;

/// <summary>Deciding into a response allocates not one byte, however many policies there are and whatever they ask.</summary>
public sealed class AllocationTests
{
    private const int Rounds = 20;

    private static readonly string[] Conditions =
    [
        "context.now < principal.until && context.now.offset(duration(\"1h\")) > datetime(\"2024-01-01\")",
        "context.now.durationSince(resource.made) >= duration(\"10d\") && context.now.toTime() < duration(\"24h\")",
        "resource.level * 2 + 1 <= principal.level + 100 - 1 && -resource.level != 7 && principal has address.city",
        "principal in resource.readers || principal in [Group::\"g0\", resource.owner] || resource.owner == principal",
        "[1, 2, principal.level + 1].contains(resource.level) || [1, 2, 3].contains(principal.level + 1) || true",
        "context.windows.contains(Window::\"w1\") && context.windows.containsAny([Window::\"w1\", Window::\"w2\"]) && !context.windows.isEmpty()",
        "principal.address.city like \"La*s\" && principal has address && resource.name like \"*\"",
        "context.ip.isInRange(ip(\"10.0.0.0/8\")) && context.ip.isIpv4() && !context.ip.isLoopback()",
        "decimal(\"0.5\").lessThan(context.share) && (if principal.level > 500 then true else resource is Doc in Folder::\"f1\")",
        "resource.owner.level >= 0 && principal.hasTag(\"k\") && principal.getTag(\"k\") == 1 && resource.owner has level",
        "principal.level > 1000000 || action in Action::\"read\" && context[\"windows\"] == context.windows",
    ];

    [Theory]
    [InlineData(5)]
    [InlineData(1_000)]
    [InlineData(10_000)]
    public void ADecisionAllocatesNothing(int policies)
    {
        var authorizer = new Authorizer(PolicyText.Parse(string.Concat(Enumerable.Range(0, policies).Select(Policy))));
        var store = Store();
        var requests = Enumerable.Range(0, 500).Select(Request).ToArray();
        var response = new Response();
        var allowed = Decide(authorizer, store, requests, response);

        // A background collection books what it takes from this thread's allocation room as bytes this thread allocated, whatever it did, so
        // the project switches them off; this tells whether it still does.
        Assert.Equal(GCLatencyMode.Batch, GCSettings.LatencyMode);
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Decide(authorizer, store, requests, response);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        // The requests must have met policies that allow, and policies that forbid.
        Assert.InRange(allowed, 20, requests.Length - 20);
    }

    private static int Decide(Authorizer authorizer, EntityStore store, Request[] requests, Response response)
    {
        var allowed = 0;
        foreach (var request in requests)
        {
            authorizer.Decide(store, request, response);
            Assert.True(response.Errors.Count == 0);
            allowed += response.IsAllowed ? 1 : 0;
        }

        return allowed;
    }

    private static string Policy(int i)
    {
        var (principal, resource) = (i % 3) switch
        {
            0 => ($"principal in Group::\"g{i % 20}\"", $"resource == Doc::\"d{i * 7 % 500}\""),
            1 => ($"principal == User::\"u{i % 460}\"", $"resource in Folder::\"f{i % 20}\""),
            _ => ($"principal is User in Group::\"g{i * 3 % 20}\"", $"resource is Doc in Folder::\"f{i % 20}\""),
        };
        var effect = i % 7 == 3 ? "forbid" : "permit";
        return i < 5
            ? $"{effect}(principal in Group::\"g{i}\", action, resource) when {{ {Conditions[i]} }};\n"
            : $"{effect}({principal}, action in Action::\"{(i % 2 == 0 ? "read" : "write")}\", {resource}) when {{ {Conditions[i % Conditions.Length]} }};\n";
    }

    private static EntityStore Store()
    {
        var builder = new EntityStoreBuilder().Add(new EntityUid("Action", "view"), [new EntityUid("Action", "read")]);
        for (var i = 0; i < 20; i++)
        {
            builder.Add(new EntityUid("Group", Id("g", i)), i > 3 ? [new EntityUid("Group", Id("g", i % 3))] : []);
            builder.Add(new EntityUid("Folder", Id("f", i)));
        }

        for (var i = 0; i < 460; i++)
        {
            builder.Add(
                new EntityUid("User", Id("u", i)),
                [new EntityUid("Group", Id("g", i % 20)), new EntityUid("Group", Id("g", i % 7))],
                RecordValue.Of(
                    ("level", (long)i), ("until", new DatetimeValue(i % 2 == 0 ? long.MaxValue / 2 : 0)), ("address", RecordValue.Of(("city", "Lagos")))),
                RecordValue.Of(("k", 1L)));
        }

        for (var i = 0; i < 500; i++)
        {
            builder.Add(
                new EntityUid("Doc", Id("d", i)),
                [new EntityUid("Folder", Id("f", i % 20))],
                RecordValue.Of(
                    ("level", (long)i), ("name", Id("doc", i)), ("owner", new EntityUid("User", Id("u", i % 460))), ("made", new DatetimeValue(0)),
                    ("readers", new SetValue(Enumerable.Range(0, 12).Select(n => new EntityUid("User", Id("u", n * 5)))))));
        }

        return builder.Build().Value!;
    }

    private static Request Request(int i) => new(
        new EntityUid("User", Id("u", i * 11 % 460)),
        new EntityUid("Action", i % 3 == 0 ? "write" : "view"),
        new EntityUid("Doc", Id("d", i * 7 % 500)),
        RecordValue.Of(
            ("now", DatetimeValue.Parse("2026-01-02T03:04:05Z")!),
            ("windows", new SetValue([new EntityUid("Window", "w1")])),
            ("ip", IpValue.Parse("10.1.2.3")!),
            ("share", DecimalValue.Parse("0.75")!)));

    private static string Id(string prefix, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}");
}
