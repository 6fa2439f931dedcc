using System.Diagnostics.CodeAnalysis;

namespace RemoteDev.Cedar.Tests.Fuzzing;

/// <summary>Writes sound policies with every form the grammar has, often with parentheses nobody needs.</summary>
[SuppressMessage("Security", "CA5394", Justification = "The same texts for the same seed are the point.")]
internal sealed class PolicyTextGenerator(Random random)
{
    private const int MaxDepth = 5;

    private static readonly string[] Names = ["a", "b", "User", "_x1", "contains", "ip", "permit", "when", "principal", "Action"];
    private static readonly string[] Texts =
        ["\"\"", "\"a\"", "\"two words\"", "\"é😀\"", "\"\\u{1F600}\\n\\\"\\\\\"", "\"if\"", "\"// no comment\"", "\"two\nlines\"", "\"\\0\\x7f'\\'\"", "\"a*b\""];
    private static readonly string[] Patterns = ["\"\"", "\"*\"", "\"a*\"", "\"\\**\\*\"", "\"*é*\\u{e9}\\\\*\"", "\"a\\x2ab\"", "\"**\""];
    private static readonly string[] Numbers = ["0", "1", "42", "007", "9223372036854775807", "-1", "-9223372036854775808", "- 5", "--3", "---0"];
    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">=", "in"];
    private static readonly string[] Functions = ["ip", "decimal", "datetime", "duration"];
    private static readonly string[] ExtensionMethods =
    [
        "lessThan", "lessThanOrEqual", "greaterThan", "greaterThanOrEqual", "isIpv4", "isIpv6", "isLoopback", "isMulticast", "isInRange",
        "offset", "durationSince", "toDate", "toTime", "toMilliseconds", "toSeconds", "toMinutes", "toHours", "toDays",
    ];
    private static readonly string[] Methods = ["contains", "containsAll", "containsAny", "getTag", "hasTag"];

    public string Policies(int count) => string.Join(Pick(["\n", "\n\n", " "]), Enumerable.Range(0, count).Select(_ => Policy()));

    public string Policy()
    {
        var annotations = string.Concat(Enumerable.Range(0, random.Next(3)).Select(i => $"@{Pick(Names)}{i}{Pick(["", "(\"\")", $"({Pick(Texts)})"])} "));
        var conditions = string.Concat(Enumerable.Range(0, random.Next(3)).Select(_ => $" {Pick(["when", "unless"])} {{ {Expression()} }}"));
        var comma = random.Next(8) == 0 ? "," : "";
        return $"{annotations}{Pick(["permit", "forbid"])}({Scope("principal")}, {Action()}, {Scope("resource")}{comma}){conditions};";
    }

    public string Expression(int depth = MaxDepth)
    {
        if (depth <= 0)
        {
            return Leaf();
        }

        var left = depth - random.Next(1, 3);
        return random.Next(20) switch
        {
            0 => $"if {Expression(left)} then {Expression(left)} else {Expression(left)}",
            1 or 2 => string.Join(" && ", Operands(left)),
            3 or 4 => string.Join(" || ", Operands(left)),
            5 or 6 => $"{Sum(left)} {Pick(Comparisons)} {Sum(left)}",
            7 => $"{Sum(left)} has {Pick(["a", "a.b.c", "\"a\"", "\"two words\"", "contains"])}",
            8 => $"{Sum(left)} like {Pick(Patterns)}",
            9 => $"{Sum(left)} is {Pick(["User", "N::User"])}{(random.Next(2) == 0 ? $" in {Sum(left)}" : "")}",
            10 => string.Join(Pick([" + ", " - ", " * "]), Enumerable.Range(0, random.Next(2, 4)).Select(_ => Unary(left))),
            11 => Sum(left),
            _ => Member(left),
        };
    }

    private IEnumerable<string> Operands(int depth) =>
        Enumerable.Range(0, random.Next(2, 5)).Select(_ => random.Next(2) == 0 ? Member(depth) : $"{Sum(depth)} == {Sum(depth)}");

    private string Sum(int depth) => random.Next(4) switch
    {
        0 => $"{Product(depth)} {Pick(["+", "-"])} {Product(depth)}",
        1 => $"{Product(depth)} - {Product(depth)} + {Product(depth)}",
        _ => Unary(depth),
    };

    private string Product(int depth) => random.Next(4) == 0 ? $"{Unary(depth)} * {Unary(depth)}" : Unary(depth);

    private string Unary(int depth) => random.Next(6) switch
    {
        0 => $"{Pick(["!", "!!", "! ! !", "!!!!"])}{Member(depth)}",
        1 => $"{Pick(["-", "--", "- - -", "----"])}({Expression(depth - 1)})",
        2 => Pick(Numbers),
        _ => Member(depth),
    };

    private string Member(int depth)
    {
        if (depth <= 0)
        {
            return Leaf();
        }

        return random.Next(12) switch
        {
            0 or 1 => $"{Member(depth - 1)}.{Pick(Names)}",
            2 => $"{Member(depth - 1)}[{Pick(Texts)}]",
            3 => $"{Member(depth - 1)}.{Pick(Methods)}({Expression(depth - 1)})",
            4 => $"{Member(depth - 1)}.isEmpty()",
            5 => $"{Member(depth - 1)}.{Pick(ExtensionMethods)}({string.Join(", ", Arguments(depth))})",
            6 => $"{Pick(Functions)}({string.Join(", ", Arguments(depth))})",
            7 => $"[{string.Join(", ", Arguments(depth))}]",
            8 => $"{{{string.Join(", ", Enumerable.Range(0, random.Next(3)).Select(i => $"{Key(i)}: {Expression(depth - 1)}"))}}}",
            9 => $"({Expression(depth - 1)})",
            10 => $"(({Expression(depth - 1)}))",
            _ => Leaf(),
        };
    }

    private IEnumerable<string> Arguments(int depth) => Enumerable.Range(0, random.Next(3)).Select(_ => Expression(depth - 1));

    private string Key(int i) => random.Next(2) == 0 ? $"{Pick(Names)}{i}" : $"\"{i} {Pick(["if", "x y", "é"])}\"";

    private string Leaf() => random.Next(5) switch
    {
        0 => Pick(["principal", "action", "resource", "context"]),
        1 => Pick(["true", "false", "0", "1", "9223372036854775807"]),
        2 => Pick(Texts),
        3 => Entity(),
        _ => "context.a",
    };

    private string Entity() => $"{Pick(["User", "N::M::File", "Action"])}::{Pick(Texts)}";

    private string Scope(string variable)
    {
        var target = random.Next(6) == 0 ? $"?{variable}" : Entity();
        return variable + Pick(["", $" == {target}", $" in {target}", " is N::User", $" is User in {target}"]);
    }

    private string Action()
    {
        string One() => $"{Pick(["Action", "N::Action"])}::{Pick(Texts)}";
        return "action" + Pick(["", $" == {One()}", $" in {One()}", $" in [{One()}]", " in []", $" in [{One()}, {One()}, {One()}]"]);
    }

    private string Pick(string[] choices) => choices[random.Next(choices.Length)];
}
