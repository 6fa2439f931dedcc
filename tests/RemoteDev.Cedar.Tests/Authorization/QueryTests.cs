using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Authorization;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Evaluation;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Tests.Authorization;

/// <summary>A query must name exactly the entities that asking about each one of the store would find.</summary>
public sealed class QueryTests
{
    private static readonly EntityUid Alice = new("User", "alice");
    private static readonly EntityUid View = new("Action", "view");

    [Fact]
    public void FindsWhatAskingOneByOneFinds_OnGeneratedWorlds()
    {
        var (found, doubtful) = (0, 0);
        for (var seed = 1_000; seed < 1_250; seed++)
        {
            var world = new GeneratedWorld(seed);
            var policies = PolicyText.Parse(world.Policies(1 + seed % 12));
            var authorizer = new Authorizer(policies);
            var store = world.Entities();
            for (var i = 0; i < 4; i++)
            {
                var request = world.Request();
                var type = i % 2 == 0 ? null : request.Resource.Type;
                var resources = authorizer.ResourcesFor(store, request.Principal, request.Action, request.Context, type);
                AssertEqual(OneByOne(policies, store, type, uid => request with { Resource = uid }), resources);
                var principals = authorizer.PrincipalsFor(store, request.Action, request.Resource, request.Context, type);
                AssertEqual(OneByOne(policies, store, type, uid => request with { Principal = uid }), principals);
                found += resources.Allowed.Count + principals.Allowed.Count;
                doubtful += resources.Doubtful.Count + principals.Doubtful.Count;
            }
        }

        Assert.InRange(found, 1_000, int.MaxValue);
        Assert.InRange(doubtful, 50, found / 2);
    }

    [Fact]
    public void FollowsScopes_AndTakesOutWhatIsForbidden()
    {
        var store = new EntityStoreBuilder()
            .Add(Alice, [new EntityUid("Group", "staff")])
            .Add(new EntityUid("Folder", "f"))
            .Add(new EntityUid("Doc", "a"), [new EntityUid("Folder", "f")])
            .Add(new EntityUid("Doc", "b"), [new EntityUid("Folder", "f")])
            .Add(new EntityUid("Doc", "c"))
            .Add(new EntityUid("Doc", "d"))
            .Build().Value!;
        var authorizer = new Authorizer(PolicyText.Parse("""
            permit(principal in Group::"staff", action, resource in Folder::"f");
            permit(principal == User::"alice", action == Action::"view", resource == Doc::"c");
            permit(principal == User::"alice", action == Action::"edit", resource == Doc::"d");
            permit(principal == User::"alice", action, resource == Doc::"not in the store");
            forbid(principal, action, resource == Doc::"b");
            """));

        Assert.Equal("Doc::\"a\" Doc::\"c\" Folder::\"f\"", string.Join(' ', authorizer.ResourcesFor(store, Alice, View, RecordValue.Empty).Allowed));
        Assert.Equal("Doc::\"a\" Doc::\"c\"", string.Join(' ', authorizer.ResourcesFor(store, Alice, View, RecordValue.Empty, "Doc").Allowed));
        Assert.Equal("User::\"alice\"", string.Join(' ', authorizer.PrincipalsFor(store, View, new EntityUid("Doc", "a"), RecordValue.Empty).Allowed));
        Assert.Empty(authorizer.PrincipalsFor(store, View, new EntityUid("Doc", "b"), RecordValue.Empty).Allowed);
    }

    [Theory]
    [InlineData("permit(principal == User::\"alice\", action, resource in Folder::\"f3\");", 11)]
    [InlineData("permit(principal == User::\"alice\", action, resource == Doc::\"d3\");", 1)]
    [InlineData("permit(principal, action, resource is Folder);", 100)]
    [InlineData("permit(principal, action == Action::\"edit\", resource);", 0)]
    [InlineData("permit(principal in Group::\"others\", action, resource);", 0)]
    [InlineData("forbid(principal, action, resource);", 0)]
    [InlineData("permit(principal, action, resource) when { false };", 0)]
    [InlineData("permit(principal, action, resource);", 1_100)]
    public void LooksOnlyAtWhatAPermitMayReach(string policy, int expected)
    {
        var builder = new EntityStoreBuilder();
        for (var i = 0; i < 1_000; i++)
        {
            builder.Add(new EntityUid("Doc", $"d{i}"), [new EntityUid("Folder", $"f{i % 100}")]);
        }

        for (var i = 0; i < 100; i++)
        {
            builder.Add(new EntityUid("Folder", $"f{i}"));
        }

        var store = builder.Build().Value!;
        var index = new Authorizer(PolicyText.Parse(policy)).Index;
        var candidates = new QueryCandidates(store, ScopeDimension.Resource, type: null)
            .From(index.Root, new RequestFrame(store, Alice, View, Alice, RecordValue.Empty));

        Assert.Equal(expected, candidates.Count);
    }

    private static List<(EntityUid Uid, bool IsDoubtful)> OneByOne(PolicySet policies, EntityStore store, string? type, Func<EntityUid, Request> ask) =>
        [.. store.Entities.Select(entity => entity.Uid)
            .Where(uid => type is null || uid.Type == type)
            .Select(uid => (uid, Response: LinearDecision.Decide(policies, store, ask(uid))))
            .Where(answer => answer.Response.IsAllowed)
            .OrderBy(answer => answer.uid.Type, StringComparer.Ordinal).ThenBy(answer => answer.uid.Id, StringComparer.Ordinal)
            .Select(answer => (answer.uid, answer.Response.Errors.Any(error => error.Policy?.Effect == Effect.Forbid)))];

    private static void AssertEqual(List<(EntityUid Uid, bool IsDoubtful)> expected, (IReadOnlyList<EntityUid> Allowed, IReadOnlyList<EntityUid> Doubtful) found)
    {
        Assert.Equal(expected.Select(answer => answer.Uid), found.Allowed);
        Assert.Equal(expected.Where(answer => answer.IsDoubtful).Select(answer => answer.Uid), found.Doubtful);
    }
}
