using RemoteDev.Policy.Tests.Decisions;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Tests.World;

public sealed class PolicyWorldTests
{
    [Fact]
    public void Refuses_FactsThatContradictThemselves()
    {
        var facts = DecisionFixture.Facts;
        Assert.Throws<ArgumentException>(() => PolicyWorld.Of(facts with { People = [.. facts.People, new WorldPerson("ada")] }));
        Assert.Throws<ArgumentException>(() => PolicyWorld.Of(facts with { Vendors = [new("a", "b"), new("b", "a")] }));
    }

    [Fact]
    public void KnowsTheNames_OfWhatHasAList()
    {
        var world = DecisionFixture.Known;
        Assert.Contains("acme", world.IdsOf(EntityTypes.Vendor)!);
        Assert.Contains("payments/app", world.IdsOf(EntityTypes.Repository)!);
        Assert.Contains("lagos-office", world.IdsOf(EntityTypes.Window)!);
        Assert.DoesNotContain("nobody", world.IdsOf(EntityTypes.User)!);
        Assert.Null(world.IdsOf(EntityTypes.Branch));
    }

    [Fact]
    public void PutsPeopleBelowTheirRolesAndVendors_AndActionsBelowTheirGroups()
    {
        var entities = DecisionFixture.Known.Entities;
        Assert.True(entities.IsIn(Uids.User("bola"), Uids.Vendor("acme")));
        Assert.True(entities.IsIn(Uids.User("bola"), Uids.Role("developer")));
        Assert.False(entities.IsIn(Uids.User("cleo"), Uids.Vendor("acme")));
        Assert.True(entities.IsIn(Actions.GitFetch, Actions.TakeOut));
        Assert.False(entities.IsIn(Actions.GitForcePush, Actions.BringIn));
        Assert.True(entities.IsIn(Uids.Environment("payments-dev"), Uids.Project("payments")));
    }
}
