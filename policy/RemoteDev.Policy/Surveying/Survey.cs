using NodaTime;
using RemoteDev.Cedar;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Values;
using RemoteDev.Policy.Comparing;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Obligations;

namespace RemoteDev.Policy.Surveying;

/// <summary>
/// Asks every question that can be asked within a stretch of time, by asking one of each kind: people, actions, resources, circumstances
/// and times that no policy can tell apart are asked about once. Nothing is guessed; each answer is the engine's.
/// </summary>
internal sealed class Survey
{
    private static readonly DecisionContext Usual = new() { Now = default, Mfa = new MfaEvidence(TimeSpan.Zero, "totp") };
    private static readonly Outcome Nothing = new(null, []);

    private readonly IReadOnlyList<PolicyState> _states;
    private readonly PolicyEngine[] _engines;
    private readonly Response _response = new();
    private readonly Dictionary<(PolicyBits, PolicyBits?), Arena> _arenas = [];
    private readonly Dictionary<string, Outcome> _outcomes = new(StringComparer.Ordinal);
    private readonly Dictionary<ObligationSet, int> _defaults = [];

    public Survey(IReadOnlyList<PolicyState> states, Interval stretch)
    {
        _states = states;
        _engines = [.. states.Select(state => new PolicyEngine(state.Bundle))];
        Stretch = stretch;
        Mentions = Mentions.Of(states.SelectMany(state => state.Bundle.Policies).Select(policy => policy.Policy));
        Timeline = new Timeline(states, Mentions, stretch);
        var grouping = new Grouping(states, Mentions, stretch);
        People = grouping.People();
        Actions = grouping.ActionGroups();
        Resources = grouping.Resources();
    }

    public Interval Stretch { get; }

    public Mentions Mentions { get; }

    public Timeline Timeline { get; }

    public IReadOnlyList<PersonGroup> People { get; }

    public IReadOnlyList<ActionGroup> Actions { get; }

    public IReadOnlyList<ResourceGroup> Resources { get; }

    /// <summary>True when some policies read so many circumstances that not every combination is tried.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The policies that speak about all three; null when no state has one that permits, so that everything is denied.</summary>
    public Arena? ArenaOf(PersonGroup people, ActionGroup actions, ResourceGroup resources, bool evenWithoutPermit = false)
    {
        if (!actions.First.ResourceTypes.Contains(resources.Uid.Type, StringComparer.Ordinal))
        {
            return null;
        }

        var first = people.Scope[0].And(actions.Scope[0], resources.Scope[0]);
        var second = _states.Count > 1 ? people.Scope[1].And(actions.Scope[1], resources.Scope[1]) : null;
        if (!_arenas.TryGetValue((first, second), out var arena))
        {
            PolicySet[] policies = second is null ? [SetOf(0, first)] : [SetOf(0, first), SetOf(1, second)];
            _arenas[(first, second)] = arena = new Arena(policies, Timeline);
            IsCut |= !arena.Circumstances.IsComplete;
        }

        return evenWithoutPermit || arena.Policies.Any(set => set.Policies.Any(policy => policy.Effect == Effect.Permit)) ? arena : null;
    }

    /// <summary>The answer of one state to the first of each group, in a combination of circumstances.</summary>
    public Outcome Ask(int state, Arena arena, PersonGroup people, ActionGroup actions, ResourceGroup resources, Segment segment, int combination) =>
        Ask(state, arena, people, actions, resources, ContextOf(state, arena, people, segment, combination));

    /// <summary>A combination of circumstances in a segment, as policies read it.</summary>
    public static RecordValue ContextOf(int state, Arena arena, PersonGroup people, Segment segment, int combination)
    {
        var isService = ServiceRule.IsService(people.Uid);
        if (!arena.Contexts.TryGetValue((state, segment.From, combination, isService), out var context))
        {
            var circumstances = arena.Circumstances.Apply(combination, Usual with { Now = segment.From });
            circumstances = isService ? circumstances with { Mfa = null } : circumstances;
            arena.Contexts[(state, segment.From, combination, isService)] = context = ContextRecord.Of(circumstances, segment.Open[state]);
        }

        return context;
    }

    /// <summary>The answer of one state to the first of each group, in a context of the caller's.</summary>
    public Outcome Ask(int state, Arena arena, PersonGroup people, ActionGroup actions, ResourceGroup resources, RecordValue context)
    {
        var store = resources.Stores[state];
        if (!store.TryGet(people.Uid, out var person) || !PolicyEngine.IsActive(person) || !store.TryGet(resources.Uid, out var resource))
        {
            return Nothing;
        }

        var isService = ServiceRule.IsService(people.Uid);
        if (isService && (!actions.First.IsForServices || ServiceRule.OwnerOf(person) is not { } owner || !store.TryGet(owner, out var answers) || !PolicyEngine.IsActive(answers)))
        {
            return Nothing;
        }

        arena.Policies[state].Authorizer.Decide(store, new Request(people.Uid, actions.First.Uid, resources.Uid, context), _response);
        return Intern(state, resource, isService);
    }

    private Outcome Intern(int state, Entity resource, bool isService)
    {
        var hasFailed = _response.HasForbidErred;
        var ids = hasFailed ? _engines[state].Failed(_response.ErrorSpan) : _engines[state].Ids(_response.ReasonSpan);
        var isAllowed = !hasFailed && _response.IsAllowed;
        if ((!isAllowed && ids.Length == 0) || (isAllowed && isService && _engines[state].WantsFactor(_response.ReasonSpan)))
        {
            return Nothing;
        }

        var defaults = _states[state].World.DefaultsOf(resource);
        if (!_defaults.TryGetValue(defaults, out var number))
        {
            _defaults[defaults] = number = _defaults.Count;
        }

        var key = $"{state}:{number}:{isAllowed}:{string.Join('\n', ids)}";
        if (!_outcomes.TryGetValue(key, out var outcome))
        {
            _outcomes[key] = outcome = new Outcome(isAllowed ? _engines[state].Oblige(_response.ReasonSpan, defaults) : null, ids);
        }

        return outcome;
    }

    private PolicySet SetOf(int state, PolicyBits bits)
    {
        var policies = _states[state].Bundle.Policies;
        return new PolicySet([.. bits.Places().Select(place => policies[place].Policy)], []);
    }
}
