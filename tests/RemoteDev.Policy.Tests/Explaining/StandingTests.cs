using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Explaining;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Tests.Explaining;

public sealed class StandingTests
{
    private const string Approves = "@id(\"a\") permit (principal in RemoteDev::Role::\"security\", action == RemoteDev::Action::\"approvePolicy\", resource)";

    [Theory]
    [InlineData(Approves + ";", "sora", true)]
    [InlineData(Approves + ";", "ada", false)]
    [InlineData(Approves + ";", "nobody", false)]
    [InlineData(Approves + " when { context.openWindows.contains(RemoteDev::Window::\"office\") };", "sora", true)]
    [InlineData(Approves + " when { context.source.networks.contains(\"vpn\") };", "sora", true)]
    [InlineData(Approves + " when { context.now < datetime(\"2020-01-01\") };", "ada", false)]
    [InlineData("@id(\"a\") permit (principal, action, resource) when { principal in RemoteDev::Role::\"security\" };", "ada", false)]
    [InlineData("@id(\"a\") permit (principal, action, resource) when { principal in RemoteDev::Role::\"security\" };", "sora", true)]
    [InlineData(Approves + ";\n@id(\"f\") forbid (principal == RemoteDev::User::\"sora\", action, resource);", "sora", false)]
    [InlineData(Approves + ";\n@id(\"f\") forbid (principal == RemoteDev::User::\"sora\", action, resource) unless { context.origin == \"inside\" };", "sora", true)]
    public void Tells_WhoMayAtAll(string policy, string login, bool may)
    {
        var reading = PolicyBundle.Load("policy.cedar", policy, names: null);
        Assert.True(reading.Succeeded, string.Join('\n', reading.Faults));
        var world = PolicyWorld.Of(new WorldFacts { People = [new WorldPerson("sora") { Roles = ["security"] }, new WorldPerson("ada")], Roles = ["security"] });

        Assert.Equal(may, Standing.CouldPermit(reading.Bundle, world, login, Actions.Find("approvePolicy")!.Uid, Uids.Gateway));
    }
}
