using System.Collections.Immutable;
using NodaTime;
using RemoteDev.Policy.Surveying;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Policy.Comparing;

/// <summary>Asks both states and collects what differs, piece by piece.</summary>
internal sealed class Comparison(PolicyState before, PolicyState after, Interval stretch)
{
    private readonly Survey _survey = new([before, after], stretch);
    private readonly Dictionary<string, Piece> _pieces = new(StringComparer.Ordinal);
    private readonly Dictionary<(PersonGroup People, string Piece), SortedDictionary<int, SortedSet<int>>> _cells = [];
    private readonly long[] _counts = new long[4];
    private readonly HashSet<PersonGroup>[] _people = [[], [], [], []];
    private CancellationToken _givenUp;

    public AccessDiff Run(CancellationToken cancellationToken)
    {
        _givenUp = cancellationToken;
        foreach (var people in _survey.People)
        {
            for (var resource = 0; resource < _survey.Resources.Count; resource++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                for (var action = 0; action < _survey.Actions.Count; action++)
                {
                    Compare(people, action, resource);
                }
            }
        }

        var writer = new ChangeWriter([before, after], _survey);
        return new AccessDiff
        {
            From = stretch.Start,
            To = stretch.End,
            Changes = writer.Write(_cells, _pieces),
            Assumptions = writer.Assumptions(),
            Gained = _counts[(int)AccessChangeKind.Gain],
            Loosened = _counts[(int)AccessChangeKind.Loosened],
            Tightened = _counts[(int)AccessChangeKind.Tightened],
            Lost = _counts[(int)AccessChangeKind.Loss],
            PeopleGaining = _people[(int)AccessChangeKind.Gain].Sum(group => group.Logins.Count),
            PeopleLosing = _people[(int)AccessChangeKind.Loss].Sum(group => group.Logins.Count),
        };
    }

    private void Compare(PersonGroup people, int action, int resource)
    {
        var actions = _survey.Actions[action];
        var resources = _survey.Resources[resource];
        if (_survey.ArenaOf(people, actions, resources) is not { } arena || (arena.IsSame && people.IsSame && resources.IsSame))
        {
            return;
        }

        var kinds = new HashSet<AccessChangeKind>();
        foreach (var piece in Pieces(arena, people, actions, resources))
        {
            kinds.Add(piece.Kind);
            if (!_pieces.TryAdd(piece.Key, piece))
            {
                _pieces[piece.Key].PolicyIds.UnionWith(piece.PolicyIds);
            }

            if (!_cells.TryGetValue((people, piece.Key), out var rows))
            {
                _cells[(people, piece.Key)] = rows = [];
            }

            if (!rows.TryGetValue(resource, out var row))
            {
                rows[resource] = row = [];
            }

            row.Add(action);
        }

        foreach (var kind in kinds)
        {
            _counts[(int)kind] += (long)people.Logins.Count * actions.Members.Count * resources.Members.Count;
            _people[(int)kind].Add(people);
        }
    }

    private IEnumerable<Piece> Pieces(Arena arena, PersonGroup people, ActionGroup actions, ResourceGroup resources)
    {
        var segments = arena.Segments(people);
        var found = new Dictionary<Difference, (List<(int Combination, ImmutableArray<OpenSpan> Spans)> When, SortedSet<string> Ids)>();
        for (var combination = 0; combination < arena.Circumstances.Count; combination++)
        {
            _givenUp.ThrowIfCancellationRequested();
            foreach (var (difference, classes, ids) in Differences(arena, people, actions, resources, segments, combination))
            {
                if (!found.TryGetValue(difference, out var so))
                {
                    found[difference] = so = ([], new SortedSet<string>(StringComparer.Ordinal));
                }

                so.When.Add((combination, Merge(segments.Where(segment => classes.Contains(segment.Class)))));
                so.Ids.UnionWith(ids);
            }
        }

        foreach (var (difference, (when, ids)) in found)
        {
            foreach (var sameTime in when.GroupBy(one => Piece.KeyOf(one.Spans), StringComparer.Ordinal))
            {
                var combinations = sameTime.Select(one => arena.Circumstances.ValuesOf(one.Combination)).ToList();
                foreach (var product in Constraint.Products(arena.Circumstances.Dimensions, combinations))
                {
                    yield return new Piece(difference.Kind, difference.Details, sameTime.First().Spans, product, ids);
                }
            }
        }
    }

    private IEnumerable<(Difference Difference, HashSet<int> Classes, HashSet<string> Ids)> Differences(
        Arena arena, PersonGroup people, ActionGroup actions, ResourceGroup resources, IReadOnlyList<Segment> segments, int combination)
    {
        var found = new Dictionary<Difference, (HashSet<int> Classes, HashSet<string> Ids)>();
        var asked = -1;
        foreach (var segment in segments)
        {
            // Classes are numbered in the order of their first segments.
            if (segment.Class <= asked)
            {
                continue;
            }

            asked = segment.Class;
            var was = _survey.Ask(0, arena, people, actions, resources, segment, combination);
            var becomes = _survey.Ask(1, arena, people, actions, resources, segment, combination);
            foreach (var difference in ObligationChanges.Between(was, becomes))
            {
                if (!found.TryGetValue(difference, out var so))
                {
                    found[difference] = so = ([], new HashSet<string>(StringComparer.Ordinal));
                }

                so.Classes.Add(segment.Class);
                so.Ids.UnionWith(difference.Kind == AccessChangeKind.Loss && becomes.PolicyIds.Count == 0 ? was.PolicyIds : becomes.PolicyIds);
            }
        }

        return found.Select(pair => (pair.Key, pair.Value.Classes, pair.Value.Ids));
    }

    private static ImmutableArray<OpenSpan> Merge(IEnumerable<Segment> segments)
    {
        var spans = ImmutableArray.CreateBuilder<OpenSpan>();
        foreach (var segment in segments)
        {
            if (spans.Count > 0 && spans[^1].Closes == segment.From)
            {
                spans[^1] = spans[^1] with { Closes = segment.To };
            }
            else
            {
                spans.Add(new OpenSpan(segment.From, segment.To));
            }
        }

        return spans.ToImmutable();
    }
}
