using RemoteDev.Cedar.Evaluation.Compiled;

namespace RemoteDev.Cedar.Tests.Evaluation;

public sealed class FoldingTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("-(2 - 3)", "1")]
    [InlineData("true && 1 < 2 && !false", "true")]
    [InlineData("true && context.x == 1 && false || true && !(1 == \"1\")", null)]
    [InlineData("false && principal.nothing", "false")]
    [InlineData("true || principal.nothing", "true")]
    [InlineData("if 1 == 1 then \"a\" else principal.nothing", "\"a\"")]
    [InlineData("[1 + 1, {a: -(-3)}]", "[2, {\"a\": 3}]")]
    [InlineData("{a: {b: 1 + 1}}.a.b", "2")]
    [InlineData("{a: 1} has a && !({a: 1} has b)", "true")]
    [InlineData("[1, 2].contains(1 + 1) && [1].containsAny([1]) && ![].containsAll([1])", "true")]
    [InlineData("datetime(\"2024-01-01\").offset(duration(\"1d\")) < datetime(\"2024-01-03\").toDate()", "true")]
    [InlineData("ip(\"10.1.2.3\").isInRange(ip(\"10.0.0.0/8\")) && decimal(\"1.0\").lessThan(decimal(\"1.1\"))", "true")]
    [InlineData("\"abc\" like \"a*\" && User::\"a\" is User && User::\"a\" == User::\"a\"", "true")]
    public void WhatIsTheSameForEveryRequest_IsWorkedOutOnce(string expression, string? expected)
    {
        var node = Compiler.Compile(PolicyText.Condition(expression));

        Assert.Equal(expected, (node as ConstantNode)?.Value.ToString());
        Evaluate.Expression(expression);
    }

    [Theory]
    [InlineData("1 + \"a\"")]
    [InlineData("9223372036854775807 + 1")]
    [InlineData("ip(\"10.0\")")]
    [InlineData("ip()")]
    [InlineData("{a: 1}.b")]
    [InlineData("true && 1")]
    [InlineData("if 1 then true else true")]
    [InlineData("1 < true")]
    [InlineData("-true")]
    public void WhatErrs_ErrsWithEachRequest(string expression)
    {
        Assert.IsNotType<ConstantNode>(Compiler.Compile(PolicyText.Condition(expression)));
        Assert.Single(Evaluate.Condition($"({expression}) == true").Errors);
    }

    [Theory]
    [InlineData("User::\"a\" has b")]
    [InlineData("User::\"a\".b")]
    [InlineData("{a: User::\"a\"} has a.b")]
    [InlineData("User::\"alice\" in Vendor::\"acme\"")]
    [InlineData("User::\"alice\" is User in Vendor::\"acme\"")]
    [InlineData("User::\"alice\".hasTag(\"k\")")]
    [InlineData("User::\"alice\".getTag(\"k\")")]
    public void WhatReadsEntities_WaitsForThem(string expression)
    {
        Assert.IsNotType<ConstantNode>(Compiler.Compile(PolicyText.Condition(expression)));
        Evaluate.Expression(expression);
    }

    [Theory]
    [InlineData("true && context")]
    [InlineData("false || context.x")]
    [InlineData("context.x == 1 && context.x")]
    [InlineData("context.x == 2 || context.x")]
    public void TheLastOperandOfAChain_MustBeABoolean(string expression)
    {
        Assert.StartsWith("expected a boolean", Assert.Single(Evaluate.Condition(expression).Errors).Message, StringComparison.Ordinal);
    }
}
