namespace RemoteDev.Cedar.Tests;

/// <summary>Sets put together from policies that are there already.</summary>
public sealed class PolicySetOfTests
{
    private static readonly PolicySet Set = PolicyText.Parse("permit(principal, action, resource); forbid(principal == ?principal, action, resource);");
    private static readonly EntityUid Ada = new("User", "ada");

    [Fact]
    public void PoliciesTakeTheIdsTheyAreGiven()
    {
        var set = PolicySet.Of(Set.Policies[0].Named("all"), Set.Templates[0].Named("block")).Value!;

        Assert.Equal(("all", "block"), (set.Policies[0].Id, set.Templates[0].Id));
        Assert.True(set.Templates[0].IsForbid);
        Assert.False(set.Policies[0].IsForbid);
    }

    [Fact]
    public void LinksComeWithTheirTemplates()
    {
        var linked = Set.Link([("policy1", "one", Ada, null), ("policy1", "two", new EntityUid("User", "bob"), null)]).Value!;

        var again = PolicySet.Of([.. linked.Policies, .. linked.Templates]).Value!;

        Assert.Equal("policy0 one two", string.Join(' ', again.Policies.Select(policy => policy.Id)));
        Assert.Equal(Ada, again.Policies[1].LinkedPrincipal);
        Assert.Null(again.Policies[1].LinkedResource);
        Assert.Same(again.Templates[0], again.Policies[1].Template);
    }

    [Fact]
    public void ALinkWithoutItsTemplate_IsRefused()
    {
        var link = Set.Link("policy1", "one", Ada).Value!.Policies[1];

        var expected = "one: the policy is a link of the template `policy1`, which is not in the set";
        Assert.Equal(expected, Assert.Single(PolicySet.Of(link).Faults).ToString());
        Assert.Equal(expected, Assert.Single(PolicySet.Of(link, Set.Templates[0].Named("renamed")).Faults).ToString());
        Assert.Equal(expected, Assert.Single(PolicySet.Of(link, Set.Policies[0].Named("policy1")).Faults).ToString());
    }

    [Fact]
    public void NoTwoPoliciesShareAnId() =>
        Assert.Equal(
            "policy0: the id is taken by another policy, template or link",
            Assert.Single(PolicySet.Of(Set.Policies[0], Set.Policies[0]).Faults).ToString());

    [Fact]
    public void SeveralTexts_AreOneSet() =>
        Assert.Equal(
            "policy0 (a.cedar:1:1) policy1 (b.cedar:1:1)",
            string.Join(' ', PolicySet.Parse([("permit(principal,action,resource);", "a.cedar"), ("forbid(principal,action,resource);", "b.cedar")]).Value!.Policies));

    [Fact]
    public void TheFindingsThatTheDocumentationShows_AreTheOnesGiven()
    {
        Assert.Equal(
            "a.cedar:1:26: expected `,` after `action`, found `)`",
            PolicySet.Parse("permit (principal, action);", "a.cedar").Faults[0].ToString());
        Assert.Equal(
            "pages.cedar:2:14: expected `;` after `}`, found `forbid`",
            PolicySet.Parse("permit (principal, action, resource)\nwhen { true }\nforbid (principal, action, resource);", "pages.cedar").Faults[0].ToString());
    }

    [Fact]
    public void APolicy_GoesToJsonAndBack()
    {
        var back = CedarPolicy.ParseJson(Set.Templates[0].ToJson(), "again", "a.json").Value!;

        Assert.Equal("again", back.Id);
        Assert.Equal(Set.Templates[0].ToCedar(), back.ToCedar());
        Assert.Single(CedarPolicy.ParseJson("{}", "x", "a.json").Faults);
    }
}
