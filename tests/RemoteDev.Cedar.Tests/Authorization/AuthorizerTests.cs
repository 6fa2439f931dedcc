using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Evaluation;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Tests.Authorization;

public sealed class AuthorizerTests
{
    private static readonly EntityUid Alice = new("User", "alice");
    private static readonly EntityUid Acme = new("Vendor", "acme");
    private static readonly EntityUid View = new("Action", "view");
    private static readonly EntityUid Photo = new("Photo", "p1");

    private static readonly EntityStore Store = new EntityStoreBuilder()
        .Add(Alice, [Acme], RecordValue.Of(("age", 30L), ("email", "alice@example.com")))
        .Build().Value!;

    [Theory]
    [InlineData("")]
    [InlineData("permit(principal == User::\"bob\", action, resource);")]
    [InlineData("permit(principal, action == Action::\"edit\", resource);")]
    [InlineData("permit(principal, action, resource is Album);")]
    [InlineData("permit(principal in Vendor::\"other\", action, resource);")]
    [InlineData("permit(principal is Robot in Vendor::\"acme\", action, resource);")]
    [InlineData("permit(principal, action in [], resource);")]
    [InlineData("permit(principal, action, resource) when { principal.age > 30 };")]
    [InlineData("permit(principal, action, resource) unless { principal has email };")]
    [InlineData("permit(principal, action, resource) when { true } unless { true };")]
    [InlineData("permit(principal, action, resource); forbid(principal, action, resource);")]
    [InlineData("forbid(principal, action, resource); permit(principal, action, resource);")]
    [InlineData("forbid(principal, action, resource) when { false };")]
    public void Denies_WhenNothingPermitsOrSomethingForbids(string policies)
    {
        Assert.False(Decide(policies).IsAllowed);
    }

    [Theory]
    [InlineData("permit(principal, action, resource);")]
    [InlineData("permit(principal == User::\"alice\", action == Action::\"view\", resource == Photo::\"p1\",);")]
    [InlineData("permit(principal in Vendor::\"acme\", action in [Action::\"edit\", Action::\"view\"], resource is Photo);")]
    [InlineData("permit(principal is User in Vendor::\"acme\", action, resource in Photo::\"p1\");")]
    [InlineData("permit(principal, action, resource) when { principal.age >= 30 } unless { context has blocked };")]
    public void Allows_WhenAPermitIsSatisfied(string policies)
    {
        Assert.True(Decide(policies).IsAllowed);
    }

    [Fact]
    public void ReasonsAreTheSatisfiedForbids_WhenAnyForbids()
    {
        var response = Decide("""
            permit(principal, action, resource);
            forbid(principal, action, resource);
            forbid(principal, action, resource) when { false };
            forbid(principal == User::"alice", action, resource);
            """);

        Assert.False(response.IsAllowed);
        Assert.Equal("policy1 policy3", Ids(response.Reasons));
    }

    [Fact]
    public void APolicyThatErrs_DoesNotCountAndIsReported()
    {
        var response = Decide("""
            permit(principal, action, resource);
            forbid(principal, action, resource) when { principal.nothing };
            permit(principal, action, resource) when { 1 + "a" == 2 };
            """);

        Assert.True(response.IsAllowed);
        Assert.Equal("policy0", Ids(response.Reasons));
        Assert.Equal("policy1 policy2", string.Join(' ', response.Errors.Select(error => error.PolicyId)));
        Assert.Equal([EvaluationFaultKind.MissingAttribute, EvaluationFaultKind.WrongType], response.Errors.Select(error => error.Failure));
        Assert.Equal("test.cedar:2:44: User::\"alice\" has no attribute \"nothing\"", response.Errors[0].ToString());
    }

    [Fact]
    public void EvaluatesEveryPolicy_EvenWhenTheDecisionIsCertain()
    {
        var response = Decide("""
            forbid(principal, action, resource);
            permit(principal, action, resource) when { principal.nothing };
            """);

        Assert.False(response.IsAllowed);
        Assert.Equal("policy1", Assert.Single(response.Errors).PolicyId);
    }

    private static string Ids(IEnumerable<CedarPolicy> policies) => string.Join(' ', policies.Select(policy => policy.Id));

    private static Response Decide(string policies)
    {
        var parsed = PolicySet.Parse(policies, "test.cedar");
        Assert.Empty(parsed.Faults);
        return Authorizer.Decide(parsed.Value!, Store, new Request(Alice, View, Photo, RecordValue.Empty));
    }
}
