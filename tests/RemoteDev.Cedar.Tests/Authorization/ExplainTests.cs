using RemoteDev.Cedar.Tests.Evaluation;

namespace RemoteDev.Cedar.Tests.Authorization;

public sealed class ExplainTests
{
    [Fact]
    public void NamesTheScopeConstraintsNotMet()
    {
        var findings = Explain("permit(principal == User::\"bob\", action, resource is Album) when { principal.nothing };");

        Assert.Equal(
            "test.cedar:1:8: `principal == User::\"bob\"` does not fit the request, test.cedar:1:42: `resource is Album` does not fit the request",
            string.Join(", ", findings));
        Assert.All(findings, finding => Assert.Equal((FindingCode.OutOfScope, false), (finding.Code, finding.IsError)));
    }

    [Theory]
    [InlineData("when { false }", "`false` is false")]
    [InlineData("when { true && context.x == 2 && 1 < 2 && principal in User::\"bob\" }", "`context.x == 2` is false|`principal in User::\"bob\"` is false")]
    [InlineData("when { context.x == 2 || context.x == 3 }", "`context.x == 2 || context.x == 3` is false")]
    [InlineData("unless { context.x == 1 || context.x == 2 || true }", "`context.x == 1` is true|`true` is true")]
    [InlineData("unless { context.x == 1 && true }", "`context.x == 1 && true` is true")]
    [InlineData("when { !(context.x == 1) }", "`context.x == 1` is true")]
    [InlineData("when { !(context.x == 1 || false) && (true && (false)) }", "`context.x == 1` is true|`false` is false")]
    [InlineData("when { context.x == 2 } unless { context has x }", "`context.x == 2` is false|`context has x` is true")]
    [InlineData("when { context has y && context.y == 1 }", "`context has y` is false")]
    [InlineData("when { if context.x == 1 then false else true }", "`if context.x == 1 then false else true` is false")]
    public void NamesThePartsInTheWay(string conditions, string expected)
    {
        var policy = $"permit(principal,action,resource) {conditions};";

        var findings = Explain(policy);

        Assert.Equal(expected, string.Join('|', findings.Select(finding => finding.Message)));
        Assert.All(findings, finding => Assert.Equal((FindingCode.ConditionNotMet, false), (finding.Code, finding.IsError)));
        Assert.All(findings, finding => Assert.StartsWith($"`{finding.Span.In(policy)}` ", finding.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void SaysWhere()
    {
        var findings = Explain("permit(principal,action,resource)\nwhen { true }\nunless { principal in User::\"alice\" };");

        Assert.Equal("test.cedar:3:10: `principal in User::\"alice\"` is true", Assert.Single(findings).ToString());
    }

    [Fact]
    public void AnError_IsSaidAsSuch()
    {
        var finding = Assert.Single(Explain("forbid(principal,action,resource) when { true && principal.nothing };"));

        Assert.Equal((FindingCode.EvaluationFailed, true), (finding.Code, finding.IsError));
        Assert.Equal("1:50", finding.Span.ToString());
    }

    [Fact]
    public void ASatisfiedPolicy_HasNothingInTheWay() =>
        Assert.Empty(Explain("permit(principal,action,resource) when { true } unless { false };"));

    [Fact]
    public void PoliciesComeInOrder_WithTheirNames() =>
        Assert.Equal(
            "policy1 EvaluationFailed, policy2 OutOfScope",
            string.Join(", ", Explain(
                "permit(principal,action,resource); forbid(principal,action,resource) when { 1 }; permit(principal is X,action,resource);")
                .Select(finding => $"{finding.PolicyId} {finding.Code}")));

    private static IReadOnlyList<Finding> Explain(string policies) =>
        new Authorizer(PolicyText.Parse(policies)).Explain(Evaluate.Store, Evaluate.Request);
}
