using System.Globalization;
using System.Text;
using RemoteDev.Cedar;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Benchmarks.Cedar;

/// <summary>
/// A company's documents: 1,000 entities (20 groups, 20 folders, 460 people, 500 documents), policies in the forms that people write, and
/// requests that mostly meet some of them. The same for each run.
/// </summary>
internal static class CedarWorkload
{
    private const int Groups = 20;
    private const int Folders = 20;
    private const int People = 460;
    private const int Documents = 500;

    private static readonly string[] Conditions =
    [
        "context.now < principal.until",
        "principal.level >= resource.level * 2 - 10 && context.origin == \"inside\"",
        "context.windows.contains(Window::\"office\") && principal has nda && context.now < principal.nda",
        "resource.owner == principal || principal in resource.readers",
        "context.now.durationSince(resource.made) > duration(\"30d\") && resource.name like \"report-*\"",
        "[\"http\", \"ssh\"].contains(context.protocol) && context.ip.isInRange(ip(\"10.0.0.0/8\"))",
    ];

    public static string Policies(int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            var (principal, resource) = (i % 4) switch
            {
                0 => ($"principal in Group::\"g{Any(i, Groups)}\"", $"resource == Doc::\"d{Any(i + 1, Documents)}\""),
                1 => ($"principal == User::\"u{Any(i, People)}\"", $"resource in Folder::\"f{Any(i + 1, Folders)}\""),
                2 => ($"principal == User::\"u{Any(i, People)}\"", $"resource == Doc::\"d{Any(i + 1, Documents)}\""),
                _ => ($"principal is User in Group::\"g{Any(i, Groups)}\"", $"resource is Doc in Doc::\"d{Any(i + 1, Documents)}\""),
            };

            // A few speak about everybody, as the first policies of every real set do.
            (principal, resource) = i < 3 ? ("principal", "resource") : (principal, resource);
            var effect = i % 9 == 2 ? "forbid" : "permit";
            var action = i % 2 == 0 ? "read" : "write";
            var when = effect == "forbid" ? "context.origin != \"inside\"" : Conditions[i % Conditions.Length];
            text.Append(CultureInfo.InvariantCulture, $"{effect}({principal}, action in Action::\"{action}\", {resource}) when {{ {when} }};\n");
        }

        return text.ToString();
    }

    public static EntityStore Entities()
    {
        var builder = new EntityStoreBuilder()
            .Add(new EntityUid("Action", "view"), [new EntityUid("Action", "read")])
            .Add(new EntityUid("Action", "edit"), [new EntityUid("Action", "write")]);
        for (var i = 0; i < Groups; i++)
        {
            builder.Add(Uid("Group", "g", i), i > 3 ? [Uid("Group", "g", i % 4)] : []);
        }

        for (var i = 0; i < Folders; i++)
        {
            builder.Add(Uid("Folder", "f", i));
        }

        for (var i = 0; i < People; i++)
        {
            builder.Add(
                Uid("User", "u", i),
                [Uid("Group", "g", i % Groups), Uid("Group", "g", i % 7)],
                RecordValue.Of(("level", (long)i), ("nda", new DatetimeValue(long.MaxValue)), ("until", new DatetimeValue(i % 3 == 0 ? 0 : long.MaxValue))));
        }

        for (var i = 0; i < Documents; i++)
        {
            builder.Add(
                Uid("Doc", "d", i),
                [Uid("Folder", "f", i % Folders)],
                RecordValue.Of(
                    ("level", (long)i), ("made", new DatetimeValue(0)), ("name", i % 2 == 0 ? "report-2026" : "notes"), ("owner", Uid("User", "u", i % People)),
                    ("readers", new SetValue(Enumerable.Range(0, 5).Select(n => Uid("User", "u", (i + n * 31) % People))))));
        }

        return builder.Build().Value!;
    }

    public static Request Request(int i) => new(
        Uid("User", "u", Any(i, People)),
        new EntityUid("Action", i % 3 == 0 ? "edit" : "view"),
        Uid("Doc", "d", Any(i + 7, Documents)),
        RecordValue.Of(
            ("ip", IpValue.Parse("10.1.2.3")!), ("now", DatetimeValue.Parse("2026-01-02T03:04:05Z")!), ("origin", i % 5 == 0 ? "outside" : "inside"),
            ("protocol", "ssh"), ("windows", new SetValue([new EntityUid("Window", "office")]))));

    /// <summary>A number below <paramref name="count"/>, spread evenly and the same each run.</summary>
    private static int Any(int i, int count)
    {
        var mixed = unchecked((ulong)i * 0x9E37_79B9_7F4A_7C15);
        mixed = unchecked((mixed ^ (mixed >> 29)) * 0xBF58_476D_1CE4_E5B9);
        return (int)((mixed >> 33) % (ulong)count);
    }

    private static EntityUid Uid(string type, string prefix, int number) => new(type, prefix + number.ToString(CultureInfo.InvariantCulture));
}
