using RemoteDev.Cedar.Authorization;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Tests.Authorization;

/// <summary>The authorizer must answer as one that looks at every policy in turn: decision, reasons, and errors to the word.</summary>
public sealed class IndexedDecisionTests
{
    private static readonly EntityStore Store = new EntityStoreBuilder()
        .Add(new EntityUid("User", "u"), [new EntityUid("Group", "g"), new EntityUid("Group", "gone")])
        .Add(new EntityUid("Group", "g"), [new EntityUid("Group", "top")])
        .Add(new EntityUid("Action", "view"), [new EntityUid("Action", "read"), new EntityUid("Action", "any")])
        .Add(new EntityUid("Doc", "d"), Enumerable.Range(0, 9).Select(i => new EntityUid("Folder", $"f{i}")))
        .Build().Value!;

    private static readonly Request Request = new(new EntityUid("User", "u"), new EntityUid("Action", "view"), new EntityUid("Doc", "d"), RecordValue.Empty);

    [Fact]
    public void AnswersAsTheLinearDecision_OnGeneratedSets()
    {
        var (allowed, denied, erred, several) = (0, 0, 0, 0);
        for (var seed = 0; seed < 400; seed++)
        {
            var world = new GeneratedWorld(seed);
            var policies = PolicyText.Parse(world.Policies(1 + seed % 60));
            var authorizer = new Authorizer(policies);
            var entities = world.Entities();
            for (var i = 0; i < 25; i++)
            {
                var request = world.Request();
                var expected = LinearDecision.Decide(policies, entities, request);
                Assert.Equal(ResponseText.Of(expected), ResponseText.Of(authorizer.Decide(entities, request)));
                (allowed, denied) = expected.IsAllowed ? (allowed + 1, denied) : (allowed, denied + 1);
                erred += expected.Errors.Count > 0 ? 1 : 0;
                several += expected.Reasons.Count > 1 ? 1 : 0;
            }
        }

        // The worlds must lead everywhere, or they prove little.
        Assert.All([allowed, denied, erred, several], count => Assert.InRange(count, 500, 9_500));
    }

    [Theory]
    [InlineData("permit(principal in Group::\"top\", action in Action::\"any\", resource in Folder::\"f7\");", "policy0")]
    [InlineData("permit(principal in Group::\"gone\", action, resource);", "policy0")]
    [InlineData("permit(principal == Group::\"g\", action, resource);", "")]
    [InlineData("permit(principal, action == Action::\"read\", resource);", "")]
    [InlineData("permit(principal, action in [Action::\"read\", Action::\"any\", Action::\"view\", Action::\"view\"], resource);", "policy0")]
    [InlineData("permit(principal is User in User::\"u\", action, resource is Doc in Folder::\"f0\");", "policy0")]
    [InlineData("permit(principal is Group in User::\"u\", action, resource);", "")]
    [InlineData("permit(principal, action, resource is Folder in Folder::\"f0\");", "")]
    [InlineData("permit(principal, action, resource) when { 1 == 2 }; permit(principal, action, resource is Doc); permit(principal is User, action, resource);", "policy1 policy2")]
    public void FindsExactlyThePoliciesThatSpeakAboutTheRequest(string policies, string expected)
    {
        var response = new Authorizer(PolicyText.Parse(policies)).Decide(Store, Request);

        Assert.Equal(expected, string.Join(' ', response.Reasons.Select(policy => policy.Id)));
    }

    [Fact]
    public void ReasonsKeepTheOrderOfTheSet_WhereverTheIndexKeepsThem()
    {
        var policies = PolicyText.Parse("""
            permit(principal, action, resource);
            permit(principal == User::"u", action, resource);
            permit(principal, action in [Action::"any", Action::"read"], resource in Folder::"f3");
            permit(principal in Group::"g", action, resource);
            permit(principal, action, resource is Doc);
            permit(principal, action, resource);
            """);

        var response = new Authorizer(policies).Decide(Store, Request);

        Assert.Equal(policies.Policies, response.Reasons);
    }

    [Fact]
    public void ABufferTakesOneAnswerAfterTheOther()
    {
        var authorizer = new Authorizer(PolicyText.Parse("""
            permit(principal == User::"u", action, resource);
            forbid(principal == User::"v", action, resource);
            permit(principal == User::"w", action, resource) when { context.nothing };
            """));
        var response = new Response();
        Assert.False(response.IsAllowed);

        authorizer.Decide(Store, Request, response);
        Assert.Equal("Allow because of [policy0] with errors in []", ResponseText.Of(response));

        authorizer.Decide(Store, Request with { Principal = new EntityUid("User", "v") }, response);
        Assert.Equal("Deny because of [policy1] with errors in []", ResponseText.Of(response));
        Assert.Equal("policy1", response.Reasons[0].Id);

        authorizer.Decide(Store, Request with { Principal = new EntityUid("User", "w") }, response);
        Assert.False(response.IsAllowed);
        Assert.Empty(response.Reasons);
        Assert.Equal("policy2", response.Errors[0].PolicyId);
    }

    [Fact]
    public void ManyTypesAndEntities_AreFoundAmongThousands()
    {
        var text = string.Concat(Enumerable.Range(0, 3_000).Select(i =>
            $"permit(principal == User::\"u{i % 50}\", action, resource == Doc::\"d{i % 60}\");\npermit(principal is T{i}, action, resource is T{i} in Doc::\"d{i}\");\n"));
        var policies = PolicyText.Parse(text);
        var authorizer = new Authorizer(policies);
        for (var i = 0; i < 60; i++)
        {
            var about = new Request(new EntityUid($"{(i % 2 == 0 ? "User" : "T" + i)}", $"u{i % 50}"), Request.Action, new EntityUid($"{(i % 3 == 0 ? "Doc" : "T" + i)}", $"d{i}"), RecordValue.Empty);
            Assert.Equal(ResponseText.Of(LinearDecision.Decide(policies, Store, about)), ResponseText.Of(authorizer.Decide(Store, about)));
        }
    }

    [Fact]
    public void StoresInTurn_AreToldApart()
    {
        var policies = PolicyText.Parse("""
            permit(principal in Group::"a", action, resource);
            permit(principal in Group::"b", action, resource);
            permit(principal is User, action, resource in Folder::"f");
            """);
        var authorizer = new Authorizer(policies);
        var (user, doc) = (new EntityUid("User", "u"), new EntityUid("Doc", "d"));
        EntityStore[] stores =
        [
            new EntityStoreBuilder().Add(user, [new EntityUid("Group", "a")]).Add(doc).Build().Value!,
            new EntityStoreBuilder().Add(user, [new EntityUid("Group", "b")]).Add(doc, [new EntityUid("Folder", "f")]).Build().Value!,
            new EntityStoreBuilder().Add(doc).Add(user).Build().Value!,
        ];
        stores = [.. stores, stores[0].With(new Entity(doc, [new EntityUid("Folder", "f")])), EntityStore.Empty];
        var asked = new Request(user, Request.Action, doc, RecordValue.Empty);
        for (var i = 0; i < 500; i++)
        {
            var store = stores[i * 7 % 11 % stores.Length];
            Assert.Equal(ResponseText.Of(LinearDecision.Decide(policies, store, asked)), ResponseText.Of(authorizer.Decide(store, asked)));
        }
    }

    [Theory]
    [InlineData(60, 60)]
    [InlineData(60, 2)]
    [InlineData(2, 60)]
    public void EntitiesInMuch_MeetEveryPolicyThatSpeaksAboutThem(int groups, int folders)
    {
        var text = string.Concat(Enumerable.Range(0, groups).SelectMany(group => Enumerable.Range(0, folders).Select(folder =>
            $"permit(principal in Group::\"g{group}\", action, resource in Folder::\"f{folder}\");\n")));
        var policies = PolicyText.Parse(text + "permit(principal in Group::\"none\", action, resource);\npermit(principal, action, resource in Folder::\"f0\");\n");
        var store = new EntityStoreBuilder()
            .Add(Request.Principal, Enumerable.Range(0, 50).Select(i => new EntityUid("Group", $"g{i}")))
            .Add(Request.Resource, Enumerable.Range(0, 50).Select(i => new EntityUid("Folder", $"f{i}")))
            .Build().Value!;

        var response = new Authorizer(policies).Decide(store, Request);

        Assert.Equal(Math.Min(50, groups) * Math.Min(50, folders) + 1, response.Reasons.Count);
        Assert.Equal(ResponseText.Of(LinearDecision.Decide(policies, store, Request)), ResponseText.Of(response));
    }
}
