using System.Text;
using RemoteDev.Cedar.Syntax;

namespace RemoteDev.Cedar.Tests.Syntax;

public sealed class ExpressionParserTests
{
    [Theory]
    [InlineData("1 < 2 == true", "7: `==` cannot follow another comparison: add parentheses")]
    [InlineData("principal has a has b", "17: `has` cannot follow another comparison: add parentheses")]
    [InlineData("1 = 1", "3: expected an operator or `}` after `1`, found `=`: to compare, write `==`")]
    [InlineData("1 / 1 == 1", "3: expected an operator or `}` after `1`, found `/`: Cedar has no division, and comments start with `//`")]
    [InlineData("1 % 1 == 1", "3: expected an operator or `}` after `1`, found `%`: Cedar has no remainder")]
    [InlineData("true && ", "8: expected an expression after `&&`, found `}`")]
    [InlineData("true & true", "6: expected `&&`: Cedar has no `&`")]
    [InlineData("(true", "6: expected an operator or `)` after `true`, found `}`")]
    [InlineData("[1 2]", "4: expected `,` or `]` after `1`, found `2`")]
    [InlineData("[,]", "2: expected an expression after `[`, found `,`")]
    [InlineData("{a: 1 b: 2}", "7: expected `,` or `}` after `1`, found `b`")]
    [InlineData("{a 1}", "4: expected `:` after `a`, found `1`")]
    [InlineData("{1: 1}", "2: expected the name of an attribute after `{`, found `1`")]
    [InlineData("{a: 1, \"a\": 2} == {}", "8: the attribute \"a\" occurs twice in one record")]
    [InlineData("{if: 1} == {}", "2: `if` is a reserved word: write it in double quotes")]
    [InlineData("principal.if", "11: `if` is a reserved word: write it in double quotes")]
    [InlineData("principal has like", "15: `like` is a reserved word: write it in double quotes")]
    [InlineData("principal has a.\"b\"", "17: expected the name of an attribute after `.`, found `\"b\"`")]
    [InlineData("principal.", "11: expected the name of an attribute after `.`, found `}`")]
    [InlineData("principal[a]", "11: expected the name of an attribute in double quotes after `[`, found `a`")]
    [InlineData("principal[\"a\"", "14: expected `]` after `\"a\"`, found `}`")]
    [InlineData("if true then 1", "15: expected `else` after `1`, found `}`")]
    [InlineData("if true { 1 }", "9: expected `then` after `true`, found `{`")]
    [InlineData("true && if true then true else true", "9: `if` after an operator needs parentheses around it")]
    [InlineData("\"a\" like b", "10: expected a pattern in double quotes after `like`, found `b`")]
    [InlineData("\"a\" like \"\\q\"", "11: unknown escape `\\q` in a string")]
    [InlineData("nobody == principal", "1: `nobody` is unknown: an expression starts with `principal`, `action`, `resource`, `context`, a literal, or an entity such as `User::\"alice\"`")]
    [InlineData("A::B == principal", "1: `A::B` is unknown: an expression starts with `principal`, `action`, `resource`, `context`, a literal, or an entity such as `User::\"alice\"`")]
    [InlineData("A::if::\"x\" == principal", "4: `if` is a reserved word and cannot be part of a name")]
    [InlineData("User::{id: 1} == principal", "7: expected the entity's id in double quotes after `::`, found `{`")]
    [InlineData("?principal == principal", "1: a slot may stand only in the scope of a policy, after `==` or `in`")]
    [InlineData("principal(1)", "1: `principal` is not a function of Cedar: the functions are `ip`, `decimal`, `datetime` and `duration`")]
    [InlineData("(principal)(1)", "12: only functions and methods can be called")]
    [InlineData("principal.frob()", "11: `frob` is not a method of Cedar")]
    [InlineData("isIpv4(context.ip)", "1: `isIpv4` is a method, not a function: write `….isIpv4(…)`")]
    [InlineData("\"1.1.1.1\".ip()", "11: `ip` is a function, not a method: write `ip(…)`")]
    [InlineData("[1].contains()", "5: `contains` takes one argument")]
    [InlineData("[1].contains(1, 2)", "5: `contains` takes one argument")]
    [InlineData("[1].isEmpty(1)", "5: `isEmpty` takes no argument")]
    [InlineData("9223372036854775808 > 0", "1: the number is greater than 9223372036854775807")]
    [InlineData("-9223372036854775809 < 0", "1: the number is smaller than -9223372036854775808")]
    [InlineData("-(9223372036854775808) < 0", "3: the number is greater than 9223372036854775807")]
    [InlineData("!!!!!true", "1: at most 4 `!` may follow one another")]
    [InlineData("-----1 < 0", "1: at most 4 `-` may follow one another")]
    [InlineData("!-1 == 1", "2: expected an expression after `!`, found `-`")]
    public void SaysWhatIsWrongWithAnExpression(string expression, string expected)
    {
        Assert.Equal(expected, PolicyText.FaultIn(expression));
    }

    [Theory]
    [InlineData("(", "true", ")")]
    [InlineData("[", "true", "]")]
    [InlineData("{a: ", "true", "}")]
    [InlineData("!(", "true", ")")]
    [InlineData("-(", "1", ")")]
    [InlineData("if ", "true", " then 1 else 2")]
    [InlineData("ip(", "\"::1\"", ")")]
    [InlineData("principal.hasTag(", "\"a\"", ")")]
    [InlineData("1 + (", "1", ")")]
    [InlineData("", "principal", ".a")]
    [InlineData("", "principal", "[\"a\"]")]
    public void RefusesWhatNestsTooDeep_WithoutExhaustingTheStack(string before, string middle, string after)
    {
        var text = new StringBuilder().Insert(0, before, 10_000).Append(middle).Insert(before.Length * 10_000 + middle.Length, after, 10_000);

        Assert.EndsWith($"the expression nests deeper than {ExpressionParser.MaxDepth} levels", PolicyText.FaultIn(text.ToString()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" && true", 20_000)]
    [InlineData(" || true", 20_000)]
    [InlineData(" && true || false", 20_000)]
    public void AcceptsLongChains(string link, int count)
    {
        PolicyText.Condition(new StringBuilder("true").Insert(4, link, count).ToString());
    }

    [Theory]
    [InlineData("principal.a.b[\"c\"]")]
    [InlineData("1 + 2 * 3 - -4")]
    [InlineData("if true then 1 else 2")]
    [InlineData("[1, 2].contains(3)")]
    [InlineData("ip(\"::1\")")]
    [InlineData("{a: 1, b: [2]}")]
    [InlineData("principal is User in Role::\"r\"")]
    [InlineData("context has a.b.c")]
    [InlineData("\"a\" like \"*\"")]
    [InlineData("!!true && false || -9223372036854775808 == 1")]
    public void SpansCoverWholeExpressions(string expression)
    {
        var span = PolicyText.Condition($"  {expression}  ").Span;

        Assert.Equal((3, expression.Length), (span.Column, span.Length));
    }
}
