using NodaTime;
using RemoteDev.Cedar;
using RemoteDev.Cedar.Ast;
using RemoteDev.Policy.Comparing;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Obligations;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Surveying;

/// <summary>Puts together the people, actions and resources of some states that the states' policies cannot tell apart.</summary>
internal sealed class Grouping
{
    private readonly IReadOnlyList<PolicyState> _states;
    private readonly Mentions _mentions;
    private readonly Interval _stretch;
    private readonly EntityUid[] _named;
    private readonly Dictionary<ObligationSet, int> _defaults = [];

    public Grouping(IReadOnlyList<PolicyState> states, Mentions mentions, Interval stretch)
    {
        (_states, _mentions, _stretch) = (states, mentions, stretch);
        _named = [.. mentions.Entities.Order(Comparer<EntityUid>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString())))];
    }

    public IReadOnlyList<PersonGroup> People()
    {
        var people = _states.Select(state => state.World.Facts.Principals.ToDictionary(person => person.Login, StringComparer.Ordinal)).ToList();
        return [.. people.SelectMany(known => known.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .GroupBy(login => string.Join('|', _states.Select((state, i) => Sign(state, people[i].GetValueOrDefault(login)))), StringComparer.Ordinal)
            .Select(group => Group([.. group], people))];
    }

    public IReadOnlyList<ActionGroup> ActionGroups() =>
    [
        .. Actions.All
            .GroupBy(
                action => string.Join('|', _states.Select(state => Sign(state.World.Entities, action.Uid, RequestVariable.Action)
                    .Add(string.Join(',', action.ResourceTypes)))),
                StringComparer.Ordinal)
            .Select(group => new ActionGroup([.. group])
            {
                Scope = [.. _states.Select(state => ScopeBits.Of(state.Bundle, scope => scope.Action, group.First().Uid, state.World.Entities))],
            }),
    ];

    public IReadOnlyList<ResourceGroup> Resources() =>
    [
        .. Catalogue.Resources(_states.Select(state => state.World), _mentions)
            .Select(uid => (Uid: uid, Stores: _states.Select(state => state.World.EntitiesFor(uid)).ToArray()))
            .Select(resource => (resource.Uid, resource.Stores, Signs: _states.Select((state, i) => Sign(state, resource.Stores[i], resource.Uid)).ToArray()))
            .GroupBy(resource => resource.Uid.Type + '|' + string.Join('|', resource.Signs), StringComparer.Ordinal)
            .Select(group => new ResourceGroup(
                [.. group.Select(resource => resource.Uid)], group.First().Stores, group.First().Signs.Distinct(StringComparer.Ordinal).Count() == 1)
            {
                Scope = [.. _states.Select((state, i) =>
                    ScopeBits.Of(state.Bundle, scope => scope.Resource, group.First().Uid, group.First().Stores[i]))],
            }),
    ];

    private PersonGroup Group(string[] logins, List<Dictionary<string, WorldPerson>> people)
    {
        var uid = Uids.Principal(logins[0]);
        var first = people.ConvertAll(known => known.GetValueOrDefault(logins[0]));
        var expiries = first.OfType<WorldPerson>()
            .SelectMany(person => person.Attestations.Where(pair => _mentions.Attestations.Contains(pair.Key)).Select(pair => pair.Value))
            .Where(_stretch.Contains).Distinct().Order().ToList();
        var isSame = _states.Select((state, i) => Sign(state, first[i])).Distinct(StringComparer.Ordinal).Count() == 1;
        return new PersonGroup(logins, expiries, isSame)
        {
            Scope = [.. _states.Select(state => ScopeBits.Of(state.Bundle, scope => scope.Principal, uid, state.World.Entities))],
        };
    }

    private string Sign(PolicyState state, WorldPerson? person)
    {
        if (person is null)
        {
            return "-";
        }

        if (person.Suspended)
        {
            return "suspended";
        }

        var uid = Uids.Principal(person.Login);
        var sign = Sign(state.World.Entities, uid, RequestVariable.Principal);
        if (ServiceRule.IsService(uid))
        {
            // A policy may ask who owns it, and nobody of another kind is answered as it is.
            sign.Add(state.World.Entities.TryGet(uid, out var account) ? ServiceRule.OwnerOf(account)?.Id ?? "" : "").Add(uid.Type);
        }

        if (_mentions.PersonAttributes.Contains("email"))
        {
            sign.Add(person.Email);
        }

        if (_mentions.PersonAttributes.Contains("employer"))
        {
            sign.Add(person.Vendor ?? "client");
        }

        foreach (var kind in Attestations.All.Where(_mentions.Attestations.Contains))
        {
            sign.Add(kind).Add(State(kind, person));
        }

        return sign.ToString();
    }

    // An attestation that ends before the stretch, or after it, is the same whenever it ends.
    private string State(string kind, WorldPerson person) =>
        !person.Attestations.TryGetValue(kind, out var until) ? "none"
        : _mentions.ExactAttestations.Contains(kind) || _stretch.Contains(until) ? ContextRecord.Datetime(until).ToString()
        : until < _stretch.Start ? "ended"
        : "valid";

    private string Sign(PolicyState state, EntityStore entities, EntityUid resource)
    {
        if (!entities.TryGet(resource, out var entity))
        {
            return "-";
        }

        var sign = Sign(entities, resource, RequestVariable.Resource).Add(state.World.DefaultsOf(entity), _defaults);
        foreach (var (name, value) in entity.Attributes)
        {
            // Texts of a branch's name that meet the same constants in the same way would do, but there are few branches to look at.
            sign.Add(name).Add(value);
        }

        return sign.ToString();
    }

    private Signature Sign(EntityStore entities, EntityUid uid, RequestVariable variable)
    {
        var sign = new Signature();
        if (entities.TryGet(uid, out var entity))
        {
            sign.Add(entity, _named);
            if (_mentions.Wholes.Contains(variable))
            {
                sign.Add(uid);
            }
        }

        return sign;
    }
}
