using NodaTime;
using RemoteDev.Cedar;
using RemoteDev.Cedar.Ast;
using RemoteDev.Policy.Comparing;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Obligations;
using RemoteDev.Policy.Surveying;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Checking;

/// <summary>Asks every question of a week and notes how each policy fares. What a lint says of a policy is read from here.</summary>
internal sealed class EvidenceCollector(PolicyState state, Interval stretch)
{
    private readonly Survey _survey = new([state], stretch);
    private readonly Dictionary<CedarPolicy, BundlePolicy> _policies = state.Bundle.Policies.ToDictionary(policy => policy.Policy);
    private readonly Dictionary<BundlePolicy, PolicyEvidence> _evidence = state.Bundle.Policies.ToDictionary(policy => policy, _ => new PolicyEvidence());
    private readonly Dictionary<Arena, (PolicySet Permits, PolicySet Forbids)> _halves = [];
    private readonly Dictionary<string, WorldPerson> _people = state.World.Facts.Principals.ToDictionary(person => person.Login, StringComparer.Ordinal);

    public IReadOnlyDictionary<BundlePolicy, PolicyEvidence> Collect(CancellationToken cancellationToken)
    {
        foreach (var people in _survey.People.Where(group => !_people[group.Logins[0]].Suspended))
        {
            foreach (var resources in _survey.Resources)
            {
                foreach (var actions in _survey.Actions)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (_survey.ArenaOf(people, actions, resources, evenWithoutPermit: true) is { } arena)
                    {
                        Collect(arena, people, actions, resources, cancellationToken);
                    }
                }
            }
        }

        return _evidence;
    }

    private void Collect(Arena arena, PersonGroup people, ActionGroup actions, ResourceGroup resources, CancellationToken cancellationToken)
    {
        foreach (var policy in arena.Policies[0].Policies)
        {
            _evidence[_policies[policy]].IsInScope = true;
        }

        if (!resources.Stores[0].TryGet(resources.Uid, out var resource))
        {
            return;
        }

        var asked = -1;
        foreach (var segment in arena.Segments(people))
        {
            if (segment.Class <= asked)
            {
                continue;
            }

            asked = segment.Class;
            var answers = new List<Answer>();
            for (var combination = 0; combination < arena.Circumstances.Count; combination++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var answer = Ask(arena, people, actions, resources, segment, combination);
                Note(answer, arena, people, segment, resource);
                if (answer.Forbids.Count == 0 && answer.Permits.Count > 0)
                {
                    answers.Add(answer);
                }
            }

            cancellationToken.ThrowIfCancellationRequested();
            NoteBypasses(answers, arena, people, resource);
        }
    }

    // A decision names the forbids or the permits; here both are wanted, so each half decides alone.
    private (PolicySet Permits, PolicySet Forbids) Halves(Arena arena)
    {
        if (!_halves.TryGetValue(arena, out var halves))
        {
            var policies = arena.Policies[0].Policies;
            _halves[arena] = halves = (
                new PolicySet([.. policies.Where(policy => policy.Effect == Effect.Permit)], []),
                new PolicySet([.. policies.Where(policy => policy.Effect == Effect.Forbid)], []));
        }

        return halves;
    }

    private Answer Ask(Arena arena, PersonGroup people, ActionGroup actions, ResourceGroup resources, Segment segment, int combination)
    {
        var request = new Request(people.Uid, actions.First.Uid, resources.Uid, Survey.ContextOf(0, arena, people, segment, combination));
        var (permits, forbids) = Halves(arena);
        var permitted = Authorizer.Decide(permits, resources.Stores[0], request);
        var forbidden = Authorizer.Decide(forbids, resources.Stores[0], request);
        var answer = new Answer(
            combination,
            [.. permitted.Reasons.Select(policy => _policies[policy])],
            [.. forbidden.Reasons.Select(policy => _policies[policy])],
            [.. permitted.Errors, .. forbidden.Errors]);
        answer.Forbids.AddRange(answer.Errors.Select(error => _policies[error.Policy!]).Where(policy => !policy.IsPermit));

        return answer;
    }

    private void Note(Answer answer, Arena arena, PersonGroup people, Segment segment, Entity resource)
    {
        foreach (var error in answer.Errors)
        {
            _evidence[_policies[error.Policy!]].Failure ??= (error, people.Logins[0]);
        }

        foreach (var forbid in answer.Forbids)
        {
            NoteOne(forbid, answer.Forbids, answer.Forbids.Count == 1);
        }

        foreach (var permit in answer.Permits)
        {
            NoteOne(permit, answer.Forbids.Count > 0 ? answer.Forbids : answer.Permits, answer.Forbids.Count == 0 && IsNeeded(permit, answer.Permits, resource));
        }

        if (answer.Forbids.Count == 0 && segment.Open[0].Names.Count == 0 && IsOutside(arena, answer.Combination)
            && !ServiceRule.IsService(people.Uid) && people.Logins.FirstOrDefault(login => _people[login].Vendor is not null) is { } login)
        {
            foreach (var permit in answer.Permits.Where(permit => permit.Stated.Approve is null))
            {
                _evidence[permit].VendorAnytime ??= login;
            }
        }

        NoteLifts(answer, resource);
    }

    private void NoteOne(BundlePolicy policy, List<BundlePolicy> others, bool isNeeded)
    {
        var evidence = _evidence[policy];
        evidence.Applies = true;
        evidence.MakesADifference |= isNeeded;
        if (evidence.AlwaysWith is { } with)
        {
            with.IntersectWith(others);
        }
        else
        {
            evidence.AlwaysWith = [.. others];
            evidence.AlwaysWith.Remove(policy);
        }
    }

    private bool IsNeeded(BundlePolicy permit, List<BundlePolicy> permits, Entity resource) =>
        permits.Count == 1 || !Oblige(permits, resource).Equals(Oblige(permits.Where(other => other != permit), resource));

    private void NoteLifts(Answer answer, Entity resource)
    {
        if (answer.Forbids.Count > 0 || answer.Permits.Count < 2)
        {
            return;
        }

        var together = Oblige(answer.Permits, resource);
        foreach (var permit in answer.Permits)
        {
            if (ObligationChanges.Looser(Oblige([permit], resource), together) is not { Length: > 0 } words)
            {
                continue;
            }

            foreach (var lifter in answer.Permits.Where(other => other != permit && ObligationChanges.Looser(Oblige([permit], resource), Oblige([permit, other], resource)).Length > 0))
            {
                _evidence[lifter].Lifts.TryAdd(permit.Id, words);
            }
        }
    }

    /// <summary>
    /// At one moment, a person may choose how to ask: over which protocol, with which ticket, factor, device and network. Where one way
    /// meets an obligation and another way is permitted without it, the obligation holds nobody.
    /// </summary>
    private void NoteBypasses(List<Answer> answers, Arena arena, PersonGroup people, Entity resource)
    {
        foreach (var held in answers)
        {
            foreach (var other in answers.Where(other => other != held && IsChoice(arena, held.Combination, other.Combination)))
            {
                foreach (var permit in held.Permits.Except(other.Permits))
                {
                    var weaker = Oblige(other.Permits, resource);
                    if (ObligationChanges.Looser(Oblige([.. other.Permits, permit], resource), weaker) is { Length: > 0 } words)
                    {
                        var way = string.Join(", ", Ways(arena, held.Combination, other.Combination));
                        _evidence[permit].Bypasses.TryAdd(
                            string.Join(", ", other.Permits.Select(policy => policy.Id)), $"{people.Logins[0]} is held to it no more {way} ({words})");
                    }
                }
            }
        }
    }

    private static bool IsChoice(Arena arena, int a, int b) => arena.Circumstances.Dimensions
        .Select((dimension, i) => dimension.IsChosen || arena.Circumstances.ValuesOf(a)[i] == arena.Circumstances.ValuesOf(b)[i]).All(same => same);

    private static IEnumerable<string> Ways(Arena arena, int held, int other)
    {
        for (var i = 0; i < arena.Circumstances.Dimensions.Count; i++)
        {
            var value = arena.Circumstances.ValuesOf(other)[i];
            if (value != arena.Circumstances.ValuesOf(held)[i])
            {
                yield return arena.Circumstances.Dimensions[i].Values[value].Words;
            }
        }
    }

    private static bool IsOutside(Arena arena, int combination) => arena.Circumstances.Dimensions
        .Select((dimension, i) => dimension.Name != "origin" || arena.Circumstances.ValuesOf(combination)[i] == 0).All(outside => outside);

    private ObligationSet Oblige(IEnumerable<BundlePolicy> permits, Entity resource) =>
        ObligationSet.Strictest([.. permits.Select(permit => permit.Stated)], state.World.DefaultsOf(resource));

    private sealed record Answer(int Combination, List<BundlePolicy> Permits, List<BundlePolicy> Forbids, IReadOnlyList<Cedar.Finding> Errors);
}
