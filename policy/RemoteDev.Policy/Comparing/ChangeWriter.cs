using System.Collections.Immutable;
using RemoteDev.Policy.Surveying;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Policy.Comparing;

/// <summary>Puts pieces together that say the same of several people, actions and resources, and says them in words.</summary>
internal sealed class ChangeWriter
{
    private readonly Survey _survey;
    private readonly PeopleWords _people;
    private readonly ResourceWords _resources;

    public ChangeWriter(IReadOnlyList<PolicyState> states, Survey survey)
    {
        _survey = survey;
        _people = new PeopleWords(states.Select(state => state.World));
        _resources = new ResourceWords(states.Select(state => state.World), survey.Resources.SelectMany(group => group.Members));
    }

    public IReadOnlyList<AccessChange> Write(
        IEnumerable<KeyValuePair<(PersonGroup People, string Piece), SortedDictionary<int, SortedSet<int>>>> cells, IReadOnlyDictionary<string, Piece> pieces) =>
    [
        .. cells
            .GroupBy(cell => $"{cell.Key.Piece}|{string.Join('/', cell.Value.Select(row => $"{row.Key}:{string.Join(',', row.Value)}"))}", StringComparer.Ordinal)
            .SelectMany(alike =>
            {
                var logins = alike.SelectMany(cell => cell.Key.People.Logins).Order(StringComparer.Ordinal).ToImmutableArray();
                return Rows(alike.First().Value).Select(rows => Change(pieces[alike.First().Key.Piece], logins, rows.Names, rows.Resources));
            })
            .OrderBy(change => change.Kind)
            .ThenByDescending(change => change.Count)
            .ThenBy(change => change.Text, StringComparer.Ordinal),
    ];

    /// <summary>What the comparison takes as given.</summary>
    public IReadOnlyList<string> Assumptions()
    {
        var said = new List<string>
        {
            "A second factor as fresh as wanted is shown, and no consent is given; what is wanted of both is compared as an obligation.",
        };
        var read = Dimensions.Of(_survey.Mentions);
        if (read.Count > 0)
        {
            said.Add($"Policies read {string.Join(", ", read.Select(dimension => dimension.Name))}: every combination that they can tell apart is tried.");
        }

        if (_survey.IsCut)
        {
            said.Add($"Some policies read more than {Circumstances.Most} combinations of circumstances; each was varied alone.");
        }

        foreach (var place in _survey.Mentions.Computed.Order(StringComparer.Ordinal))
        {
            said.Add($"A condition computes with its circumstances; the values it names and their neighbours were tried: {place}");
        }

        foreach (var (path, constants) in _survey.Mentions.Context.Where(pair => pair.Value.Patterns.Count > 1))
        {
            said.Add($"{path} meets {constants.Patterns.Count} patterns; a text that fits several at once may not have been tried.");
        }

        return said;
    }

    /// <summary>The resources that are named alike by their actions, and those names.</summary>
    private IEnumerable<(ImmutableArray<string> Names, List<(ResourceGroup Resources, List<ActionDefinition> Actions)> Resources)> Rows(
        SortedDictionary<int, SortedSet<int>> rows) =>
        rows.Select(row => (Resources: _survey.Resources[row.Key], Actions: row.Value.SelectMany(action => _survey.Actions[action].Members).ToList()))
            .Select(row => (row.Resources, row.Actions, Names: ActionWords.Of(row.Actions, row.Resources.Uid.Type)))
            .GroupBy(row => string.Join(',', row.Names), StringComparer.Ordinal)
            .Select(group => (group.First().Names, group.Select(row => (row.Resources, row.Actions)).ToList()));

    private AccessChange Change(
        Piece piece, ImmutableArray<string> logins, ImmutableArray<string> names, List<(ResourceGroup Resources, List<ActionDefinition> Actions)> rows)
    {
        var actions = rows.SelectMany(row => row.Actions).ToHashSet();
        var resources = rows.SelectMany(row => row.Resources.Members).ToImmutableArray();
        var finalNames = ActionWords.Final(names, actions);
        var types = finalNames.SelectMany(ActionWords.ResourceTypes).ToHashSet(StringComparer.Ordinal);
        var change = new AccessChange
        {
            Kind = piece.Kind,
            Who = _people.Of(logins),
            What = PeopleWords.Join(finalNames),
            Where = _resources.Of(resources, types),
            When = TimeWords.Of(piece.Spans, _survey.Stretch, _survey.Timeline),
            Circumstances = piece.Circumstances,
            Details = piece.Details,
            People = logins,
            Actions = [.. Actions.All.Where(actions.Contains).Select(action => action.Uid)],
            Resources = resources,
            Spans = piece.Spans,
            IsAllWeek = piece.Spans is [var all] && all.Opens == _survey.Stretch.Start && all.Closes == _survey.Stretch.End,
            PolicyIds = [.. piece.PolicyIds],
            Count = logins.Length * rows.Sum(row => (long)row.Resources.Members.Count * row.Actions.Count),
            Text = "",
            Constraints = piece.Constraints,
        };
        return change with { Text = Sentence(change) };
    }

    private static string Sentence(AccessChange change)
    {
        var isOne = change.People.Length == 1;
        var verb = change.Kind switch
        {
            AccessChangeKind.Gain => isOne ? "gains" : "gain",
            AccessChangeKind.Loss => isOne ? "loses" : "lose",
            AccessChangeKind.Loosened => isOne ? "is held less strictly for" : "are held less strictly for",
            _ => isOne ? "is held more strictly for" : "are held more strictly for",
        };
        var words = new[] { change.Who, verb, change.What, "on", change.Where, change.When, change.Circumstances }.Where(word => word.Length > 0);
        var sentence = string.Join(' ', words);
        return change.Details.Length == 0 ? sentence
            : change.Kind is AccessChangeKind.Loosened or AccessChangeKind.Tightened ? $"{sentence}: {change.Details}"
            : $"{sentence}, {change.Details}";
    }
}
