using System.Diagnostics.CodeAnalysis;
using System.Text;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Tests.Authorization;

/// <summary>
/// Policies, entities and requests made up at random from few names, so that scopes meet, overlap and miss one another often. The same
/// seed makes the same world.
/// </summary>
[SuppressMessage("Security", "CA5394", Justification = "The same worlds each run are the point.")]
internal sealed class GeneratedWorld(int seed)
{
    private static readonly string[] Types = ["User", "Group", "N::Doc", "Folder"];
    private static readonly string[] Ids = ["a", "b", "c", "d", ""];
    private static readonly string[] Actions = ["view", "edit", "all", "none"];

    private static readonly string[] Attributes = ["n", "s", "b", "e", "set", "rec", "t", "d", "ip", "dec", "nothing"];

    private readonly Random _random = new(seed);

    /// <summary>A set of this many policies.</summary>
    public string Policies(int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            text.Append(Pick("permit", "permit", "forbid")).Append('(').Append(Scope("principal")).Append(", ").Append(ActionScope())
                .Append(", ").Append(Scope("resource")).Append(')');
            for (var conditions = _random.Next(3); conditions > 0; conditions--)
            {
                text.Append(Pick("\nwhen { ", "\nunless { ")).Append(Truth(_random.Next(4))).Append(" }");
            }

            text.Append(";\n");
        }

        return text.ToString();
    }

    /// <summary>Entities in a random hierarchy without cycles; some names that policies use are missing.</summary>
    public EntityStore Entities()
    {
        var builder = new EntityStoreBuilder();
        var above = new List<EntityUid>();
        foreach (var uid in Types.Reverse().SelectMany(type => Ids.Select(id => new EntityUid(type, id))))
        {
            if (_random.Next(5) > 0)
            {
                builder.Add(uid, above.Where(_ => _random.Next(6) == 0).ToList(), Record(2), RecordValue.Of(("k", Any(1))));
            }

            above.Add(uid);
        }

        var all = new EntityUid("Action", "all");
        builder.Add(all).Add(new EntityUid("Action", "view"), [all]).Add(new EntityUid("Action", "edit"), _random.Next(2) == 0 ? [all] : []);
        return builder.Build().Value!;
    }

    /// <summary>A request, often about entities that policies name.</summary>
    public Request Request() => new(Uid(), new EntityUid("Action", Pick(Actions)), Uid(), Record(2));

    private string Scope(string variable) => _random.Next(6) switch
    {
        0 => $"{variable} == {Uid()}",
        1 => $"{variable} in {Uid()}",
        2 => $"{variable} is {Pick(Types)}",
        3 => $"{variable} is {Pick(Types)} in {Uid()}",
        _ => variable,
    };

    private string ActionScope() => _random.Next(5) switch
    {
        0 => $"action == Action::\"{Pick(Actions)}\"",
        1 => $"action in Action::\"{Pick(Actions)}\"",
        2 => $"action in [{string.Join(", ", Enumerable.Range(0, _random.Next(4)).Select(_ => $"Action::\"{Pick(Actions)}\""))}]",
        _ => "action",
    };

    /// <summary>An expression that mostly is a boolean.</summary>
    private string Truth(int depth) => depth <= 0
        ? Pick("true", "false", "principal == resource", "context has n", $"principal is {Pick(Types)}", $"{Root()}.b", Expression(0))
        : _random.Next(22) switch
        {
            0 or 1 => $"({Truth(depth - 1)} && {Truth(depth - 1)})",
            2 or 3 => $"({Truth(depth - 1)} || {Truth(depth - 1)})",
            4 => $"!({Truth(depth - 1)})",
            5 => $"(if {Truth(depth - 1)} then {Truth(depth - 1)} else {Truth(depth - 1)})",
            6 or 7 => $"({Number(depth - 1)}) {Pick("<", "<=", ">", ">=", "==", "!=")} ({Number(depth - 1)})",
            8 => $"({Expression(depth - 1)}) {Pick("<", "<=", "==", "!=")} ({Expression(depth - 1)})",
            9 => $"({Entity()}) in ({Entity()})",
            10 => $"({Entity()}) in [{string.Join(", ", Enumerable.Range(0, _random.Next(12)).Select(_ => Entity()))}]",
            11 => $"({Expression(depth - 1)}) in ({Expression(depth - 1)})",
            12 => $"{Root()} has {Pick(Attributes)}" + Pick("", "", ".n", ".rec.n"),
            13 => $"({Expression(depth - 1)}) like \"{Pick("*", "a*", "*b*", "a", "")}\"",
            14 => $"({Entity()}) is {Pick(Types)}" + Pick("", $" in {Entity()}"),
            15 => $"[{string.Join(", ", Enumerable.Range(0, _random.Next(12)).Select(_ => Expression(0)))}].{Pick("contains", "containsAll", "containsAny")}({Expression(depth - 1)})",
            16 => $"({Expression(depth - 1)}).{Pick("contains", "containsAll", "containsAny")}({Expression(depth - 1)})",
            17 => $"{Root()}.set.{Pick("contains(1)", "isEmpty()", "containsAny([1, \"a\"])", "containsAll([2])")}",
            18 => $"({Entity()}).hasTag({Pick("\"k\"", "\"nothing\"", "1")})",
            19 => $"{Root()}.dec.{Pick("lessThan", "lessThanOrEqual", "greaterThan", "greaterThanOrEqual")}(decimal(\"0.5\"))",
            20 => $"{Root()}.ip.{Pick("isIpv4()", "isIpv6()", "isLoopback()", "isMulticast()", "isInRange(ip(\"10.0.0.0/8\"))")}",
            _ => $"({Time(depth - 1)}) {Pick("<", ">=", "==")} ({Time(depth - 1)})",
        };

    private string Number(int depth) => depth <= 0
        ? Pick("0", "1", "2", "9223372036854775807", "-9223372036854775808", $"{Root()}.n")
        : _random.Next(4) switch
        {
            0 => $"({Number(depth - 1)} {Pick("+", "-", "*")} {Number(depth - 1)} {Pick("+", "-", "*")} {Number(0)})",
            1 => $"-({Number(depth - 1)})",
            2 => $"{Root()}.d.{Pick("toMilliseconds()", "toSeconds()", "toMinutes()", "toHours()", "toDays()")}",
            _ => $"(if {Truth(depth - 1)} then {Number(depth - 1)} else {Number(0)})",
        };

    private string Time(int depth) => _random.Next(7) switch
    {
        0 => $"{Root()}.t.offset({Root()}.d)",
        1 => $"{Root()}.t.{Pick("toDate()", "toTime()")}",
        2 => $"{Root()}.t.durationSince({Root()}.t)",
        3 => $"datetime({Pick("\"2024-01-01\"", "\"2024-13-01\"", $"{Root()}.s")})",
        4 => $"duration({Pick("\"1h\"", "\"h\"", "\"1d\", 2")})",
        5 => $"{Root()}.{Pick("t", "d")}",
        _ => $"datetime(\"2024-01-01T10:20:30Z\").{Pick("toDate()", "toTime()", "offset(duration(\"-1d\"))")}" + (depth < 0 ? " " : ""),
    };

    private string Entity() => _random.Next(6) switch
    {
        0 => Pick("principal", "resource", "action"),
        1 => $"{Root()}.e",
        2 => "context.e",
        _ => Uid().ToString(),
    };

    private string Expression(int depth) => _random.Next(depth <= 0 ? 5 : 10) switch
    {
        0 => Pick("1", "\"a\"", "\"ab\"", "true", "[]", "{}", "[1, 2]", "ip(\"10.1.2.3\")", "decimal(\"0.5\")", "ip(\"10.0.0\")", "decimal(0)"),
        1 => $"{Root()}.{Pick(Attributes)}",
        2 => Entity(),
        3 => Pick("principal", "action", "resource", "context"),
        4 => $"{Root()}[\"{Pick(Attributes)}\"]",
        5 => $"{{n: {Expression(depth - 1)}, b: {Expression(depth - 1)}}}" + Pick("", ".n", ".b", ".s"),
        6 => $"[{Expression(depth - 1)}, {Expression(depth - 1)}]",
        7 => $"({Entity()}).getTag({Pick("\"k\"", "\"nothing\"")})",
        8 => Number(depth - 1),
        _ => $"({Truth(depth - 1)})",
    };

    private string Root() => Pick("principal", "resource", "context", "context", "principal.rec", "context.rec", "principal.e");

    private EntityUid Uid() => new(Pick(Types), Pick(Ids));

    private RecordValue Record(int depth) => new(Attributes.Where(name => name != "nothing" && _random.Next(6) > 0)
        .Select(name => KeyValuePair.Create(name, Attribute(name, depth))));

    private Value Attribute(string name, int depth) => name switch
    {
        _ when _random.Next(20) == 0 => Any(depth - 1),
        "n" => _random.Next(-1, 3),
        "s" => Pick("", "a", "ab", "ba"),
        "b" => _random.Next(2) == 0,
        "e" => Uid(),
        "set" => new SetValue(Enumerable.Range(0, _random.Next(12)).Select(_ => Any(depth - 1))),
        "rec" => depth > 0 ? Record(depth - 1) : RecordValue.Empty,
        "t" => new DatetimeValue(_random.NextInt64(-200_000_000, 200_000_000)),
        "d" => new DurationValue(_random.NextInt64(-200_000_000, 200_000_000)),
        "ip" => IpValue.Parse(Pick("10.1.2.3", "127.0.0.1", "224.0.0.0/4", "::1", "ff00::/7"))!,
        _ => new DecimalValue(_random.Next(4000, 6000)),
    };

    private Value Any(int depth) => Attribute(Attributes[_random.Next(depth > 0 ? Attributes.Length - 1 : 4)], depth);

    private T Pick<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];
}
