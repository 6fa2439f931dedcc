using NodaTime;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Previewing;
using RemoteDev.Policy.Tests.Comparing;
using RemoteDev.Policy.Tests.Decisions;
using RemoteDev.Policy.Tests.Windows;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Tests.Previewing;

public sealed class WeekPreviewTests
{
    private const string Policies = """
        @id("office") permit (principal in RemoteDev::Vendor::"acme", action in RemoteDev::Action::"connect", resource in RemoteDev::Project::"payments")
        when { context.openWindows.contains(RemoteDev::Window::"lagos-office") };
        @id("leads") @mfa("5m") permit (principal in RemoteDev::Role::"lead", action in RemoteDev::Action::"connect", resource);
        @id("freeze") forbid (principal, action, resource) when { context.openWindows.contains(RemoteDev::Window::"freeze") };
        """;

    private static readonly Instant Monday = WindowFixture.At("2026-11-23 00:00", "Africa/Lagos");

    [Fact]
    public void CutsTheWeekWhereAnAnswerChanges_AndNowhereElse()
    {
        var map = Of(new WeekQuestion(Monday) { Vendors = ["acme"], Actions = [Actions.Browse], Resources = [Uids.Environment("payments-dev")] });
        Assert.Equal(4, map.People);
        Assert.Equal(WindowFixture.At("2026-11-23 08:00", "Africa/Lagos"), map.Segments[0].To);
        Assert.Equal(3, map.At(WindowFixture.At("2026-11-23 08:00", "Africa/Lagos")).Permitted);
        Assert.Equal(4, map.At(WindowFixture.At("2026-11-23 18:00", "Africa/Lagos")).Denied);
        Assert.Equal(map.To, map.Segments[^1].To);
        Assert.All(map.Segments.Zip(map.Segments.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));

        // Friday is cut at noon, when the freeze begins.
        var friday = map.At(WindowFixture.At("2026-11-27 11:00", "Africa/Lagos"));
        Assert.Equal(WindowFixture.At("2026-11-27 12:00", "Africa/Lagos"), friday.To);
        Assert.Equal("freeze", Assert.Single(map.At(friday.To).PolicyIds));
    }

    [Fact]
    public void CountsEachPersonOnce_ByTheBestAnswer()
    {
        var map = Of(new WeekQuestion(Monday) { Circumstances = DecisionFixture.Context() });
        var noon = map.At(WindowFixture.At("2026-11-24 12:00", "Africa/Lagos"));
        Assert.Equal((3, 0, 2, 2), (noon.Permitted, noon.NeedsApproval, noon.NeedsMfa, noon.Denied));
        Assert.Equal(["leads", "office"], noon.PolicyIds);
    }

    [Fact]
    public void TakesGroupsAndProjectsApart()
    {
        var noon = WindowFixture.At("2026-11-24 12:00", "Africa/Lagos");
        Assert.Equal(1, Of(new WeekQuestion(Monday) { People = ["ada"], Actions = [Actions.Connect], Resources = [Uids.Project("payments")] }).At(noon).Permitted);
        Assert.Equal(1, Of(new WeekQuestion(Monday) { People = ["ada"], Actions = [Actions.TakeOut], Resources = [Uids.Project("payments")] }).At(noon).Denied);
        Assert.Equal(1, Of(new WeekQuestion(Monday) { People = ["ada"], Actions = [Actions.Connect], Resources = [Uids.Project("ledger")] }).At(noon).Denied);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void IsWhatTheEngineAnswers(int seed)
    {
        var random = new RandomPolicies(seed);
        var world = PolicyWorld.Of(random.Facts());
        var reading = PolicyBundle.Load("random.cedar", random.Policies(5), world);
        Assert.True(reading.Succeeded);
        var engine = new PolicyEngine(reading.Bundle);
        var circumstances = random.Context([]);
        var map = WeekPreview.Of(
            reading.Bundle, world, new WeekQuestion(RandomPolicies.Monday) { Actions = [Actions.Browse], Resources = [Uids.Environment("e1")], Circumstances = circumstances with { Approval = null } });
        foreach (var segment in map.Segments)
        {
            foreach (var at in new[] { segment.From, segment.From + ((segment.To - segment.From) / 2), segment.To - Duration.FromMilliseconds(1) })
            {
                var kinds = world.Facts.People.Select(person => engine.Judge(world, new DecisionRequest(
                    Uids.User(person.Login), Actions.Browse, Uids.Environment("e1"), circumstances with { Now = at, Approval = null })).Kind).ToList();
                Assert.Equal(kinds.Count(kind => kind == VerdictKind.Permitted), segment.Permitted);
                Assert.Equal(kinds.Count(kind => kind == VerdictKind.Denied), segment.Denied);
                Assert.Equal(kinds.Count(kind => kind == VerdictKind.NeedsMfa), segment.NeedsMfa);
            }
        }
    }

    private static WeekMap Of(WeekQuestion question) => WeekPreview.Of(DecisionFixture.Bundle(Policies), DecisionFixture.Known, question);
}
