using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Tests.Ast;

public sealed class TemplateTests
{
    private const string Text = """
        permit(principal, action, resource == File::"static");
        @id("t") @note
        permit(principal in ?principal, action, resource is File in ?resource) when { principal != resource } unless { context.no };
        forbid(principal == ?principal, action, resource);
        """;

    private static readonly EntityUid Alice = new("User", "alice");
    private static readonly EntityUid Folder = new("Folder", "f");
    private static readonly SlotValues Both = new(Alice, Folder);

    private static readonly PolicySet Set = PolicyText.Parse(Text);

    [Fact]
    public void TemplatesAndPoliciesAreNumberedTogether_AndKeptApart()
    {
        Assert.Equal("policy0", string.Join(' ', Set.Policies.Select(policy => policy.Id)));
        Assert.Equal("policy1 policy2", string.Join(' ', Set.Templates.Select(policy => policy.Id)));
        Assert.All(Set.Policies, policy => Assert.False(policy.IsTemplate));
    }

    [Fact]
    public void ALinkIsItsTemplateWithTheSlotsFilled()
    {
        var set = Set.Link("policy1", "alice-f", Alice, Folder).Value!;

        Assert.Equal("policy0 alice-f", string.Join(' ', set.Policies.Select(policy => policy.Id)));
        var (template, link) = (set.Templates[0], set.Policies[1]);
        Assert.Same(template, link.Template);
        Assert.Equal(Both, link.Values);
        Assert.False(link.IsTemplate);
        Assert.Equal(ScopeOperator.In, link.Scope.Principal.Operator);
        Assert.Equal(Alice, Assert.Single(link.Scope.Principal.Entities).Uid);
        Assert.Equal("?principal", link.TextOf(link.Scope.Principal.Entities[0].Span));
        Assert.Equal((ScopeOperator.IsIn, "File"), (link.Scope.Resource.Operator, link.Scope.Resource.Type!.Name));
        Assert.Equal(Folder, Assert.Single(link.Scope.Resource.Entities).Uid);
        Assert.Equal(template.Annotations, link.Annotations);
        Assert.Equal(template.Conditions, link.Conditions);
        Assert.Equal((template.Span, template.SourceName, template.Text), (link.Span, link.SourceName, link.Text));
        Assert.Contains(link.References.Entities, entity => entity.Uid.Equals(Alice));
    }

    [Fact]
    public void TheAuthorizerSeesLinksAndNoTemplates()
    {
        var set = Set.Link("policy1", "link", Alice, Folder).Value!;
        var file = new EntityUid("File", "x");
        var store = new EntityStoreBuilder().Add(file, [Folder]).Build().Value!;
        var context = new RecordValue([KeyValuePair.Create("no", (Value)false)]);
        var action = new EntityUid("Action", "view");

        Assert.Equal("link", Assert.Single(Authorizer.Decide(set, store, new Request(Alice, action, file, context)).Reasons).Id);
        Assert.Empty(Authorizer.Decide(set, store, new Request(new EntityUid("User", "bob"), action, file, context)).Reasons);
        Assert.Empty(Authorizer.Decide(Set, store, new Request(Alice, action, file, context)).Reasons);
    }

    [Theory]
    [InlineData("policy9", "n", true, true, "n: there is no template `policy9`")]
    [InlineData("policy0", "n", true, true, "n: `policy0` is not a template: its scope has no slot")]
    [InlineData("policy1", "policy0", true, true, "policy0: the id is taken by another policy, template or link")]
    [InlineData("policy1", "policy2", true, true, "policy2: the id is taken by another policy, template or link")]
    [InlineData("policy1", "n", false, true, "n: the link gives `?principal` of the template `policy1` no entity")]
    [InlineData("policy1", "n", true, false, "n: the link gives `?resource` of the template `policy1` no entity")]
    [InlineData("policy2", "n", true, true, "n: the template `policy2` has no slot `?resource`")]
    [InlineData("policy2", "n", false, true, "n: the link gives `?principal` of the template `policy2` no entity; n: the template `policy2` has no slot `?resource`")]
    public void SaysWhyALinkIsRefused(string template, string id, bool principal, bool resource, string expected)
    {
        var result = Set.Link(template, id, principal ? Alice : null, resource ? Folder : null);

        Assert.Null(result.Value);
        Assert.Equal(expected, string.Join("; ", result.Faults));
    }

    [Fact]
    public void ABuilderNamesPoliciesAndLinksAsItIsTold()
    {
        var set = new PolicySetBuilder()
            .Add(Set.Policies[0], "files").Add(Set.Templates[1], "block")
            .Link("block", "no-alice", new SlotValues(Alice)).Link("block", "", new SlotValues(Folder))
            .Build().Value!;

        Assert.Equal("files|no-alice|", string.Join('|', set.Policies.Select(policy => policy.Id)));
        Assert.Equal("block", Assert.Single(set.Templates).Id);
        Assert.Equal("policy0", Set.Policies[0].Id);

        var again = new PolicySetBuilder().AddAll(set).Add(Set.Templates[0]).Build().Value!;
        Assert.Equal(set.Policies, again.Policies);
        Assert.Equal("block policy1", string.Join(' ', again.Templates.Select(template => template.Id)));
    }

    [Fact]
    public void ABuilderReportsEveryFault()
    {
        var link = Set.Link("policy2", "link", Alice).Value!.Policies[1];
        var result = new PolicySetBuilder().Add(Set.Policies[0]).Add(Set.Policies[0]).Add(link).Link("x", "y", Both).Build();

        Assert.Equal(
            "policy0: the id is taken by another policy, template or link; link: the policy is a link of the template `policy2`: link it again here; y: there is no template `x`",
            string.Join("; ", result.Faults));
    }

    [Fact]
    public void ASetHoldsABoundedNumberOfPolicies()
    {
        var builder = new PolicySetBuilder().Add(Set.Templates[1]);
        for (var i = 1; i < PolicySet.MaxPolicies; i++)
        {
            builder.Link("policy2", $"link{i}", new SlotValues(Alice));
        }

        Assert.Equal(PolicySet.MaxPolicies - 1, builder.Build().Value!.Policies.Count);
        for (var i = 0; i < 100; i++)
        {
            builder.Link("policy2", $"more{i}", new SlotValues(Alice));
        }

        var faults = builder.Build().Faults;
        Assert.Equal("more0: a set holds at most 100000 policies, templates and links", faults[0].ToString());
        Assert.Equal(PolicySetBuilder.MaxFaults, faults.Count);
    }
}
