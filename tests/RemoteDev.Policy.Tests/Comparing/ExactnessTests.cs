using NodaTime;
using RemoteDev.Cedar;
using RemoteDev.Policy.Comparing;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Surveying;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.Windows;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Tests.Comparing;

/// <summary>What a comparison claims is what the engine answers, request by request, in both directions.</summary>
public sealed class ExactnessTests
{
    private const int Requests = 400;

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ClaimsExactlyWhatAskingOneByOneFinds_WhenPoliciesChange(int seed)
    {
        var random = new RandomPolicies(seed);
        var world = PolicyWorld.Of(random.Facts());
        var policies = random.Policies(4);
        Check(random, new PolicyState(Load(policies, world), world), new PolicyState(Load(random.Changed(policies), world), world));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ClaimsExactlyWhatAskingOneByOneFinds_WhenTheCatalogueChanges(int seed)
    {
        var random = new RandomPolicies(1000 + seed);
        var before = PolicyWorld.Of(random.Facts());
        var facts = random.Facts();
        var after = PolicyWorld.Of(facts with { People = [.. facts.People.Skip(1)] });
        var policies = random.Policies(5);
        Check(random, new PolicyState(Load(policies, before), before), new PolicyState(Load(policies, before), after));
    }

    [Fact]
    public void FindsNothing_WhenNothingChanged()
    {
        var random = new RandomPolicies(7);
        var world = PolicyWorld.Of(random.Facts());
        var policies = random.Policies(6);
        Assert.True(PolicyDiff.Compare(new(Load(policies, world), world), new(Load(policies, world), world), RandomPolicies.Monday).IsEmpty);
    }

    private static void Check(RandomPolicies random, PolicyState before, PolicyState after)
    {
        var diff = PolicyDiff.Compare(before, after, RandomPolicies.Monday);
        var edges = before.World.Facts.Windows.Concat(after.World.Facts.Windows)
            .SelectMany(window => window.Between(diff.From, diff.To)).SelectMany(span => new[] { span.Opens, span.Closes })
            .Concat(before.World.Facts.People.SelectMany(person => person.Attestations.Values))
            .Append(Instant.FromUtc(2026, 10, 21, 12, 0)).Append(Instant.FromUtc(2026, 10, 23, 9, 0)).Append(Instant.FromUtc(2026, 10, 20, 17, 0))
            .ToList();
        var mentions = Mentions.Of(before.Bundle.Policies.Concat(after.Bundle.Policies).Select(policy => policy.Policy));
        var listed = Catalogue.Resources([before.World, after.World], mentions).ToHashSet();
        var triples = new HashSet<(AccessChangeKind, string, EntityUid, EntityUid)>();
        for (var i = 0; i < Requests; i++)
        {
            var context = random.Context(edges);
            var action = random.Pick([.. Actions.All]);
            var resource = random.Pick([.. Resources().Where(uid => action.ResourceTypes.Contains(uid.Type, StringComparer.Ordinal))]);
            var person = random.Pick("p1", "p2", "p3", "p4", "p5", "p6");
            var request = new DecisionRequest(Uids.User(person), action.Uid, resource, context);
            var expected = ObligationChanges.Between(Ask(before, request), Ask(after, request)).ToHashSet();
            var shown = listed.Contains(resource) ? resource : Uids.Branch("one/app", Stands(mentions.BranchNames, resource.Id.Split(':')[1]));
            var claimed = diff.Changes
                .Where(change => change.People.Contains(person, StringComparer.Ordinal) && change.Actions.Contains(action.Uid) && change.Resources.Contains(shown)
                    && change.Spans.Any(span => span.Contains(context.Now)) && change.Constraints.All(constraint => constraint.Holds(context)))
                .Select(change => new Difference(change.Kind, change.Details)).ToList();
            Assert.True(
                claimed.Count == expected.Count && expected.SetEquals(claimed),
                $"{person} {action.Name} {resource} {context}\nexpected [{string.Join("; ", expected)}]\nclaimed [{string.Join("; ", claimed)}]\n"
                + string.Join('\n', diff.Lines(100)) + "\n--- before\n" + TextOf(before.Bundle) + "\n--- after\n" + TextOf(after.Bundle));
            triples.UnionWith(expected.Select(difference => (difference.Kind, person, action.Uid, shown)));
        }

        // The totals count at least what was found, and exactly what the changes name.
        Assert.True(diff.Gained >= triples.Count(triple => triple.Item1 == AccessChangeKind.Gain));
        Assert.True(diff.Lost >= triples.Count(triple => triple.Item1 == AccessChangeKind.Loss));
        var gains = diff.Changes.Where(change => change.Kind == AccessChangeKind.Gain).ToList();
        Assert.Equal(gains.SelectMany(Triples).Distinct().Count(), diff.Gained);
        Assert.Equal(gains.SelectMany(change => change.People).Distinct(StringComparer.Ordinal).Count(), diff.PeopleGaining);
    }

    private static IEnumerable<(string, EntityUid, EntityUid)> Triples(AccessChange change) =>
        from person in change.People
        from action in change.Actions
        from resource in change.Resources
        where Actions.Find(action.Id)!.ResourceTypes.Contains(resource.Type, StringComparer.Ordinal)
        select (person, action, resource);

    // The engine's own answer, and next to it the obligations that a needed second factor or consent hides.
    private static Outcome Ask(PolicyState state, DecisionRequest request)
    {
        var engine = new PolicyEngine(state.Bundle);
        var verdict = engine.Judge(state.World, request);
        if (verdict.Kind == VerdictKind.Denied)
        {
            return new Outcome(null, verdict.PolicyIds);
        }

        var entities = state.World.EntitiesFor(request.Resource);
        var response = new Response();
        PolicyEngine.Decide(state.Bundle, entities, request, OpenWindows.At(state.World.Facts.Windows, request.Context.Now), response);
        Assert.True(entities.TryGet(request.Resource, out var resource));
        return new Outcome(engine.Oblige(response.Reasons.ToArray(), state.World.DefaultsOf(resource)), verdict.PolicyIds);
    }

    // The branch that stands for those of no name of their own.
    private static string Stands(Constants constants, string branch) =>
        constants.Instances.Append(Catalogue.OtherBranches).First(instance => constants.Fits(instance) == constants.Fits(branch));

    private static IEnumerable<EntityUid> Resources() =>
    [
        Uids.Environment("e1"), Uids.Environment("e2"), Uids.Repository("one/app"), Uids.Project("one"), Uids.Project("two"), Uids.Gateway,
        Uids.Branch("one/app", "main"), Uids.Branch("one/app", "vendor/fix"), Uids.Branch("one/app", "vendor/"), Uids.Branch("one/app", "topic"),
    ];

    private static string TextOf(PolicyBundle bundle) => string.Join('\n', bundle.Policies.Select(policy => policy.Policy.Text));

    private static PolicyBundle Load(string text, PolicyWorld world)
    {
        var reading = PolicyBundle.Load("random.cedar", text, world);
        Assert.True(reading.Succeeded, string.Join('\n', reading.Faults) + text);
        return reading.Bundle;
    }
}
