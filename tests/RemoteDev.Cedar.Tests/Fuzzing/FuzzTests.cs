using System.Diagnostics;
using System.Text;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Authorization;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Tests.Evaluation;

namespace RemoteDev.Cedar.Tests;

/// <summary>
/// Broken texts by the thousand, always the same ones: no reader may throw, and each text is either accepted or has a fault within it.
/// What is accepted must also evaluate.
/// </summary>
public sealed class FuzzTests
{
    private const int Rounds = 10_000;

    private const string Policy = """
        @id("a") @reason("x \u{e9} \n") permit (principal is User in Vendor::"acme", action in [Action::"view"], resource == Photo::"p")
        when { context.x * 2 - -1 <= 3 && [1, "a", {b: ip("10.0.0.0/8")}].contains(principal["a"]) || "a*" like "a\**" }
        unless { if principal has a.b then datetime("2024-01-01").offset(duration("1d")) > context.now else !!(principal is User in [resource]) };
        """;

    private const string Entities = """
        [{"uid": {"type": "User", "id": "a"}, "attrs": {"n": -12, "s": ["x", {"__entity": {"type": "A::B", "id": ""}}],
        "d": {"__extn": {"fn": "decimal", "arg": "1.5"}}}, "parents": [{"type": "Role", "id": "r"}], "tags": {"t": true}}]
        """;

    private readonly BrokenTexts _texts = new(20261121);

    [Fact]
    public void PolicyTexts_NeverThrow()
    {
        var accepted = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var text = _texts.Break(Policy);
            var parsed = PolicySet.Parse(text, "fuzz");
            Assert.Equal(parsed.Succeeded, parsed.Faults.Count == 0);
            Assert.All(parsed.Faults, fault => Assert.InRange(fault.Span.End, fault.Span.Start, text.Length));
            if (parsed.Succeeded)
            {
                accepted++;
                Authorizer.Decide(parsed.Value, Evaluate.Store, Evaluate.Request);
                Authorizer.Explain(parsed.Value, Evaluate.Store, Evaluate.Request);
            }
        }

        // Both ways out must have been taken, or the breaking breaks too much or too little.
        Assert.InRange(accepted, Rounds / 100, Rounds / 2);
    }

    [Fact]
    public void EntityTexts_NeverThrow()
    {
        var accepted = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var result = EntityJson.Parse(_texts.Break(Entities));
            Assert.Equal(result.Succeeded, result.Faults.Count == 0);
            accepted += result.Succeeded ? 1 : 0;
        }

        Assert.InRange(accepted, Rounds / 100, Rounds / 2);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("\"\n")]
    [InlineData("\\")]
    [InlineData("\\\"\n")]
    [InlineData("permit(")]
    [InlineData("@a(\"")]
    [InlineData("permit(principal,action,resource)")]
    [InlineData("a::")]
    [InlineData("=")]
    public void LongBadTexts_TakeTimeInProportion(string piece)
    {
        var text = new StringBuilder().Insert(0, piece, 1_000_000 / piece.Length).ToString();
        var started = Stopwatch.GetTimestamp();

        Assert.False(PolicySet.Parse(text, "long").Succeeded);

        // Generous for a loaded machine; what it must catch, quadratic time, takes minutes.
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }
}
