using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Authorization;
using RemoteDev.Cedar.Tests.Evaluation;

namespace RemoteDev.Cedar.Tests.Authorization;

public sealed class ExplainTests
{
    [Fact]
    public void NamesTheScopeConstraintsNotMet()
    {
        var explanation = Explain("permit(principal == User::\"bob\", action, resource is Album) when { principal.nothing };");

        Assert.Equal(PolicyOutcome.OutOfScope, explanation.Outcome);
        Assert.Equal("principal == User::\"bob\"|resource is Album", string.Join('|', explanation.Obstacles.Select(obstacle => obstacle.Text)));
        Assert.All(explanation.Obstacles, obstacle => Assert.Equal(obstacle.Text, explanation.Policy.TextOf(obstacle.Span)));
        Assert.Null(explanation.Error);
    }

    [Theory]
    [InlineData("when { false }", "false")]
    [InlineData("when { true && context.x == 2 && 1 < 2 && principal in User::\"bob\" }", "context.x == 2|principal in User::\"bob\"")]
    [InlineData("when { context.x == 2 || context.x == 3 }", "context.x == 2 || context.x == 3")]
    [InlineData("unless { context.x == 1 || context.x == 2 || true }", "context.x == 1|true")]
    [InlineData("unless { context.x == 1 && true }", "context.x == 1 && true")]
    [InlineData("when { !(context.x == 1) }", "context.x == 1")]
    [InlineData("when { !(context.x == 1 || false) && (true && (false)) }", "context.x == 1|false")]
    [InlineData("when { context.x == 2 } unless { context has x }", "context.x == 2|context has x")]
    [InlineData("when { context has y && context.y == 1 }", "context has y")]
    [InlineData("when { if context.x == 1 then false else true }", "if context.x == 1 then false else true")]
    public void NamesThePartsInTheWay(string conditions, string expected)
    {
        var explanation = Explain($"permit(principal,action,resource) {conditions};");

        Assert.Equal(PolicyOutcome.ConditionNotMet, explanation.Outcome);
        Assert.Equal(expected, string.Join('|', explanation.Obstacles.Select(obstacle => obstacle.Text)));
        Assert.All(explanation.Obstacles, obstacle => Assert.Equal(obstacle.Text, explanation.Policy.TextOf(obstacle.Span)));
    }

    [Fact]
    public void ObstaclesKnowTheirClauseAndWhatTheyName()
    {
        var explanation = Explain("permit(principal,action,resource)\nwhen { true }\nunless { principal in Vendor::\"acme\" };");

        var obstacle = Assert.Single(explanation.Obstacles);
        Assert.Equal(ConditionKind.Unless, obstacle.Condition!.Kind);
        Assert.Equal("3:10", obstacle.Span.ToString());
        Assert.Equal("Vendor::\"acme\"", Assert.Single(obstacle.Part!.References.Entities).Uid.ToString());
    }

    [Fact]
    public void AnErrorIsAnError_AndNotAnObstacle()
    {
        var explanation = Explain("forbid(principal,action,resource) when { true && principal.nothing };");

        Assert.Equal(PolicyOutcome.Errored, explanation.Outcome);
        Assert.Equal("1:50", explanation.Error!.Span.ToString());
        Assert.Empty(explanation.Obstacles);
    }

    [Fact]
    public void ASatisfiedPolicy_HasNothingInTheWay()
    {
        var explanation = Explain("permit(principal,action,resource) when { true } unless { false };");

        Assert.Equal(PolicyOutcome.Satisfied, explanation.Outcome);
        Assert.Empty(explanation.Obstacles);
    }

    [Fact]
    public void EveryPolicyHasItsExplanation_InOrder()
    {
        var explanations = Authorizer.Explain(
            PolicyText.Parse("permit(principal,action,resource); forbid(principal,action,resource) when { 1 }; permit(principal is X,action,resource);"),
            Evaluate.Store,
            Evaluate.Request);

        Assert.Equal([PolicyOutcome.Satisfied, PolicyOutcome.Errored, PolicyOutcome.OutOfScope], explanations.Select(explanation => explanation.Outcome));
        Assert.Equal("policy0 policy1 policy2", string.Join(' ', explanations.Select(explanation => explanation.Policy.Id)));
    }

    private static PolicyExplanation Explain(string policy) =>
        Assert.Single(Authorizer.Explain(PolicyText.Parse(policy), Evaluate.Store, Evaluate.Request));
}
