using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Json;
using RemoteDev.Cedar.Syntax;
using RemoteDev.Cedar.Syntax.Formatting;
using RemoteDev.Cedar.Tests.Evaluation;
using RemoteDev.Cedar.Tests.Syntax.Formatting;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Tests.Fuzzing;

/// <summary>Every reader of this library that takes text from outside, but the schema's.</summary>
internal static class FuzzTargets
{
    private const string Policy = """
        @id("a") @reason("x \u{e9} \n") permit (principal is User in Vendor::"acme", action in [Action::"view"], resource == Photo::"p")
        when { context.x * 2 - -1 <= 3 && [1, "a", {b: ip("10.0.0.0/8")}].contains(principal["a"]) || "a*" like "a\**" } // why
        unless { if principal has a.b then datetime("2024-01-01").offset(duration("1d")) > context.now else !!(principal is User in [resource]) };
        """;

    private const string Template = """forbid(principal in ?principal, action, resource is File in ?resource) unless { context.a };""";

    private const string Entities = """
        [{"uid": {"type": "User", "id": "a"}, "attrs": {"n": -12, "s": ["x", {"__entity": {"type": "A::B", "id": ""}}],
        "d": {"__extn": {"fn": "decimal", "arg": "1.5"}}}, "parents": [{"type": "Role", "id": "r"}], "tags": {"t": true}}]
        """;

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("lexer", [Policy, Template], Lexes),
        new("policies", [Policy, Template], Parses),
        new("formatter", [Policy, Template, "// only a comment\n"], Formats),
        new("policy-json", [.. PoliciesInJson()], json => Reads(PolicyJson.Parse(json, "fuzz", "fuzz.json"))),
        new("policy-set-json", [SetInJson()], json => Reads(PolicyJson.ParseSet(json, "fuzz.json"))),
        new("entities-json", [Entities], json => EntityJson.Parse(json) is var result && result.Succeeded == (result.Faults.Count == 0) && result.Succeeded),
        new("entity-uid", ["RemoteDev::User", "A", "_a::B1"], text => EntityUid.TryCreate(text, text, out var uid) && uid.ToString().Length > 0),
        new("ip", ["10.0.0.0/8", "::1", "fe80::1:2/64", "255.255.255.255", "1:2:3:4:5:6:7:8/128"], text => ComesBack(IpValue.Parse(text), IpValue.Parse(text))),
        new("datetime", ["2024-02-29", "2024-01-01T23:59:59Z", "0000-01-01T00:00:00.123Z", "2024-01-01T00:00:00.001+1230"], text => ComesBack(DatetimeValue.Parse(text), DatetimeValue.Parse(text))),
        new("decimal", ["1.5", "-922337203685477.5808", "0.0001"], text => ComesBack(DecimalValue.Parse(text), DecimalValue.Parse(text))),
        new("duration", ["1d2h3m4s5ms", "-1h", "9223372036854775807ms"], text => ComesBack(DurationValue.Parse(text), DurationValue.Parse(text))),
    ];

    private static IEnumerable<string> PoliciesInJson() => Meaning.InOrder(PolicyText.Parse(Policy + Template)).Select(PolicyJson.Print);

    private static string SetInJson()
    {
        return PolicyJson.Print(PolicyText.Parse(Policy + Template).Link("policy1", "link", new EntityUid("Role", "r"), new EntityUid("Folder", "f")).Value!);
    }

    private static bool ComesBack(Value? value, Value? again)
    {
        Assert.Equal(value, again);
        return value is not null && value.ToString().Length > 0;
    }

    /// <summary>The tokens are in order, apart from each other, and leave out nothing but spaces and comments.</summary>
    private static bool Lexes(string text)
    {
        var end = 0;
        var tokens = Lexer.Run(text);
        foreach (var token in tokens)
        {
            Assert.InRange(token.Span.Start, end, text.Length);
            Assert.True(text[end..token.Span.Start].Split('\r', '\n').All(line => string.IsNullOrWhiteSpace(line) || line.TrimStart().StartsWith("//", StringComparison.Ordinal)));
            end = token.Span.End;
        }

        return tokens.All(token => token.Kind != TokenKind.Invalid);
    }

    private static bool Parses(string text)
    {
        var parsed = PolicySet.Parse(text, "fuzz");
        Assert.Equal(parsed.Succeeded, parsed.Faults.Count == 0);
        Assert.All(parsed.Faults, fault => Assert.InRange(fault.Span.End, fault.Span.Start, text.Length));
        if (parsed.Succeeded)
        {
            Authorizer.Decide(parsed.Value, Evaluate.Store, Evaluate.Request);
            new Authorizer(parsed.Value).Explain(Evaluate.Store, Evaluate.Request);
        }

        return parsed.Succeeded;
    }

    private static bool Formats(string text)
    {
        var formatted = CedarFormatter.Format(text, "fuzz");
        if (formatted.Succeeded)
        {
            Assert.Equal(Meaning.Of(text), Meaning.Of(formatted.Value));
            Assert.Equal(Meaning.CommentsOf(text), Meaning.CommentsOf(formatted.Value));
            Assert.Equal(formatted.Value, CedarFormatter.Format(formatted.Value, "fuzz").Value);
        }

        return formatted.Succeeded;
    }

    private static bool Reads(Result<PolicySet> result)
    {
        Assert.Equal(result.Succeeded, result.Faults.Count == 0);
        if (result.Succeeded)
        {
            Authorizer.Decide(result.Value, Evaluate.Store, Evaluate.Request);
            Assert.Empty(PolicyJson.ParseSet(PolicyJson.Print(result.Value), "again").Faults);
        }

        return result.Succeeded;
    }
}
