namespace RemoteDev.Cedar.Tests.Syntax;

/// <summary>What people get wrong every day: one message each, at the place, saying what to write.</summary>
public sealed class CommonSlipTests
{
    [Theory]
    [InlineData("permitt(principal,action,resource);", "1:1: expected `permit` or `forbid`, found `permitt`: did you mean `permit`?")]
    [InlineData("deny(principal,action,resource);", "1:1: expected `permit` or `forbid`, found `deny`: write `forbid`")]
    [InlineData("permit(principle,action,resource);", "1:8: expected `principal` after `(`, found `principle`: did you mean `principal`?")]
    [InlineData("permit(principal action,resource);", "1:18: expected `==`, `in`, `is` or `,` after `principal`, found `action`")]
    [InlineData("permit(principal,action resource);", "1:25: expected `==`, `in` or `,` after `action`, found `resource`")]
    [InlineData("permit(principal,action);", "1:24: expected `,` after `action`, found `)`")]
    [InlineData("permit(principal,action,resource) whn { true };", "1:35: expected `;` after `)`, found `whn`: did you mean `when`?")]
    [InlineData("permit(principal,action,resource) unles { true };", "1:35: expected `;` after `)`, found `unles`: did you mean `unless`?")]
    [InlineData("permit(principal,action,resource) if { true };", "1:35: expected `;` after `)`, found `if`: a condition starts with `when` or `unless`")]
    [InlineData("permit(principal,action,resource) { true };", "1:35: expected `;` after `)`, found `{`: a condition starts with `when` or `unless`")]
    [InlineData("permit(principal,action,resource) when { true };}", "1:49: expected `permit` or `forbid` after `;`, found `}`")]
    public void InAPolicy(string text, string expected)
    {
        Assert.Equal(expected, PolicyText.Fault(text));
    }

    [Theory]
    [InlineData("true and false", "6: expected an operator or `}` after `true`, found `and`: write `&&`")]
    [InlineData("(true or false)", "7: expected an operator or `)` after `true`, found `or`: write `||`")]
    [InlineData("not true", "1: `not` is unknown: write `!`")]
    [InlineData("resource.x = 1", "12: expected an operator or `}` after `x`, found `=`: to compare, write `==`")]
    [InlineData("context.a > b > c", "13: `b` is unknown: an expression starts with `principal`, `action`, `resource`, `context`, a literal, or an entity such as `User::\"alice\"`")]
    [InlineData("context.a > 1 > 2", "15: `>` cannot follow another comparison: add parentheses")]
    [InlineData("context.a == 'x'", "14: strings are written between double quotes")]
    [InlineData("context.a == \"x", "14: this string is never closed: expected `\"`")]
    [InlineData("contxt.a", "1: `contxt` is unknown: did you mean `context`?")]
    [InlineData("True", "1: `True` is unknown: did you mean `true`?")]
    [InlineData("context.a == null", "14: `null` is unknown: Cedar has no such value; ask with `has` whether an attribute is there")]
    [InlineData("context.a hs b", "11: expected an operator or `}` after `a`, found `hs`: did you mean `has`?")]
    [InlineData("[1].contians(1)", "5: `contians` is not a method of Cedar: did you mean `contains`?")]
    [InlineData("context.ip.isInrange(1)", "12: `isInrange` is not a method of Cedar: did you mean `isInRange`?")]
    [InlineData("decmal(\"1.0\") == 1", "1: `decmal` is not a function of Cedar: did you mean `decimal`?")]
    [InlineData("(true && (false)", "17: expected an operator or `)` after `)`, found `}`")]
    public void InAnExpression(string expression, string expected)
    {
        Assert.Equal(expected, PolicyText.FaultIn(expression));
    }
}
