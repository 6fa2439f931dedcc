using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Syntax;

namespace RemoteDev.Cedar.Tests.Syntax;

public sealed class PolicyParserTests
{
    [Theory]
    [InlineData("permit(principal,action,resource)", "1:34: expected `;` after `)`, found the end of the text")]
    [InlineData("permit(principal,action,resource) when { true }\n", "1:48: expected `;` after `}`, found the end of the text")]
    [InlineData("permit(principal,action,resource) when true;", "1:40: expected `{` after `when`, found `true`")]
    [InlineData("permit(principal,action,resource) when { };", "1:42: expected an expression after `{`, found `}`")]
    [InlineData("permit(principal,action,resource) when { true;", "1:46: expected an operator or `}` after `true`, found `;`")]
    [InlineData("permit(principal,action,resource) only { true };", "1:35: expected `;` after `)`, found `only`")]
    [InlineData("Permit(principal,action,resource);", "1:1: expected `permit` or `forbid`, found `Permit`: did you mean `permit`?")]
    [InlineData(";", "1:1: expected `permit` or `forbid`, found `;`")]
    [InlineData("@id(\"x\")", "1:9: expected `permit` or `forbid` after `)`, found the end of the text")]
    [InlineData("@(\"x\") permit(principal,action,resource);", "1:2: expected the name of an annotation after `@`, found `(`")]
    [InlineData("@id(x) permit(principal,action,resource);", "1:5: expected the annotation's value in double quotes after `(`, found `x`")]
    [InlineData("@id() permit(principal,action,resource);", "1:5: expected the annotation's value in double quotes after `(`, found `)`")]
    [InlineData("@id(\"x\" permit(principal,action,resource);", "1:9: expected `)` after `\"x\"`, found `permit`")]
    [InlineData("@id(\"a\")\n@id(\"b\") permit(principal,action,resource);", "2:2: the annotation `@id` occurs twice on one policy")]
    [InlineData("@id(\"a\nb\\q\") permit(principal,action,resource);", "2:2: unknown escape `\\q` in a string")]
    [InlineData("permit(principal,action,resource) when { \"open };", "1:42: this string is never closed: expected `\"`")]
    public void SaysWhatIsMissingAndWhere(string text, string expected)
    {
        Assert.Equal(expected, PolicyText.Fault(text));
    }

    [Fact]
    public void AFault_PrintsWithItsSource()
    {
        Assert.Equal("test.cedar:1:1: expected `permit` or `forbid`, found `allow`: write `permit`", PolicyText.Faults("allow;")[0].ToString());
    }

    [Fact]
    public void ReportsTheFaultsOfSeveralPoliciesTogether()
    {
        var faults = PolicyText.Faults("""
            permit(principal, action) when { true };
            permit(principal, action, resource);
            @id("x") @id("y") permit(principal, action, resource);
            permit(principal, action, resource) when { "never closed };
            forbid(principal, action, resource) when { principal.age = 1 };
            forbid(principal, action, resource);
            """);

        Assert.Equal("1:25 3:11 4:44 5:58", string.Join(' ', faults.Select(fault => fault.Span)));
    }

    [Fact]
    public void AMissingSemicolon_DoesNotHideTheNextPolicy()
    {
        var faults = PolicyText.Faults("""
            permit(principal, action, resource) when { true }
            @id("second") permit(principal, action, resource)
            forbid(principal, action, nothing);
            """);

        Assert.Equal(
            """
            1:50: expected `;` after `}`, found `@`
            2:50: expected `;` after `)`, found `forbid`
            3:27: expected `resource` after `,`, found `nothing`: a scope names `principal`, `action` and `resource`, in this order
            """,
            string.Join('\n', faults.Select(fault => $"{fault.Span}: {fault.Message}")));
    }

    [Fact]
    public void StopsCountingFaults_WhenThereAreVeryMany()
    {
        Assert.Equal(PolicyParser.MaxFaults, PolicyText.Faults(new string(';', 10_000)).Count);
    }

    [Fact]
    public void RefusesTextOverTheLimit_Unread()
    {
        Assert.Equal("1:1: the text is longer than 4194304 characters", PolicyText.Fault(new string(' ', PolicyParser.MaxTextLength + 1)));
    }

    [Fact]
    public void ReadsAnnotationsWithTheirPlaces()
    {
        var policy = PolicyText.Parse("@id(\"a\\\"b\")\n  @if @permit(\"\") permit(principal,action,resource);").Policies[0];

        Assert.Equal("id=a\"b if= permit=", string.Join(' ', policy.WrittenAnnotations.Select(annotation => $"{annotation.Key}={annotation.Value}")));
        Assert.Equal(new SourceSpan(1, 3, 1, 2), policy.WrittenAnnotations[0].KeySpan);
        Assert.Equal(new SourceSpan(4, 10, 1, 5), policy.WrittenAnnotations[0].ValueSpan);
        Assert.Equal("2:4", policy.WrittenAnnotations[1].KeySpan.ToString());
        Assert.Equal(policy.WrittenAnnotations[1].KeySpan, policy.WrittenAnnotations[1].ValueSpan);
        Assert.Equal("a\"b", policy.Annotations["id"]);
        Assert.Equal("", policy.Annotations["if"]);
        Assert.Equal("a\"b", policy.FindAnnotation("id")!.Value);
        Assert.Null(policy.FindAnnotation("ID"));
    }

    [Fact]
    public void ReadsConditionsInOrder()
    {
        var policy = PolicyText.Parse("forbid(principal,action,resource) when{true}\nunless { false } when { 1 == 1 };").Policies[0];

        Assert.Equal(Effect.Forbid, policy.Effect);
        Assert.Equal([ConditionKind.When, ConditionKind.Unless, ConditionKind.When], policy.Conditions.Select(condition => condition.Kind));
        Assert.Equal("unless { false }", policy.TextOf(policy.Conditions[1].Span));
        Assert.Equal("1 == 1", policy.TextOf(policy.Conditions[2].Body.Span));
    }
}
