using NodaTime;
using RemoteDev.Cedar.Values;
using RemoteDev.Policy.Comparing;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Policy.Surveying;

/// <summary>
/// Cuts a stretch of time wherever a window changes or a comparison with the time of the request turns. Each cut is an instant, so zones,
/// daylight saving, holidays and one-off openings are all in it.
/// </summary>
internal sealed class Timeline
{
    private static readonly Duration Millisecond = Duration.FromMilliseconds(1);

    private readonly IReadOnlyList<PolicyState> _states;
    private readonly Interval _stretch;
    private readonly Dictionary<(int State, string Window), (WindowDefinition Window, IReadOnlyList<OpenSpan> Spans)> _spans = [];

    public Timeline(IReadOnlyList<PolicyState> states, Mentions mentions, Interval stretch)
    {
        (_states, _stretch) = (states, stretch);
        for (var state = 0; state < states.Count; state++)
        {
            foreach (var window in states[state].World.Facts.Windows.Where(window => mentions.Reads(window.Name)))
            {
                _spans[(state, window.Name)] = (window, window.Between(stretch.Start, stretch.End));
            }
        }
    }

    /// <summary>Whether the windows that these policies read are open at the same times in every state.</summary>
    public bool IsSame(Mentions mentions) =>
        _spans.Where(pair => mentions.Reads(pair.Key.Window)).GroupBy(pair => pair.Key.Window, StringComparer.Ordinal)
            .All(group => group.Count() == _states.Count && group.All(pair => pair.Value.Spans.SequenceEqual(group.First().Value.Spans)));

    /// <summary>The zones of the windows that change at an instant, in ordinal order.</summary>
    public IEnumerable<DateTimeZone> ZonesAt(Instant instant) =>
        _spans.Values.Where(pair => pair.Spans.Any(span => span.Opens == instant || span.Closes == instant))
            .Select(pair => pair.Window.Zone).OrderBy(zone => zone.Id, StringComparer.Ordinal);

    /// <summary>The segments for policies that read this, and for people whose attestations end then.</summary>
    public IReadOnlyList<Segment> Cut(Mentions mentions, IReadOnlyList<Instant> expiries)
    {
        var read = _spans.Where(pair => mentions.Reads(pair.Key.Window)).ToList();
        var turns = Turns(mentions, expiries);
        Instant[] cuts =
        [
            .. read.SelectMany(pair => pair.Value.Spans).SelectMany(span => new[] { span.Opens, span.Closes })
                .Concat(turns).Append(_stretch.Start).Where(_stretch.Contains).Distinct().Order(),
        ];
        var classes = new Dictionary<string, (int Class, OpenWindows[] Open)>(StringComparer.Ordinal);
        var segments = new List<Segment>(cuts.Length);
        var passed = 0;
        for (var i = 0; i < cuts.Length; i++)
        {
            while (passed < turns.Length && turns[passed] <= cuts[i])
            {
                passed++;
            }

            var at = cuts[i];
            var open = read.Where(pair => pair.Value.Spans.Any(span => span.Contains(at))).ToList();
            var key = passed + ":" + string.Join('\n', open.Select(pair => pair.Key.State + pair.Key.Window));
            if (!classes.TryGetValue(key, out var kind))
            {
                classes[key] = kind = (classes.Count, OpenOf(open, at));
            }

            segments.Add(new Segment(at, i + 1 < cuts.Length ? cuts[i + 1] : _stretch.End, kind.Class, kind.Open));
        }

        return segments;
    }

    private OpenWindows[] OpenOf(
        List<KeyValuePair<(int State, string Window), (WindowDefinition Window, IReadOnlyList<OpenSpan> Spans)>> open, Instant at) =>
        [.. _states.Select((_, state) => new OpenWindows(open.Where(pair => pair.Key.State == state).Select(pair => pair.Value.Window), at, null))];

    /// <summary>The instants at which a comparison with <c>context.now</c> can turn; one millisecond later, too, for <c>&lt;=</c>.</summary>
    private Instant[] Turns(Mentions mentions, IReadOnlyList<Instant> expiries)
    {
        if (!mentions.Context.TryGetValue("now", out var now))
        {
            return [];
        }

        var points = now.Of<DatetimeValue>()
            .Where(time => time.UnixMilliseconds is > -60_000_000_000_000 and < 250_000_000_000_000)
            .Select(time => Instant.FromUnixTimeMilliseconds(time.UnixMilliseconds))
            .Concat(expiries).ToList();
        if (now.IsComputed)
        {
            var lengths = now.Of<DurationValue>().Select(length => length.Milliseconds).Concat(Dimensions.Computed(now))
                .Where(length => Math.Abs(length) < 4_000_000_000_000).Distinct()
                .Select(Duration.FromMilliseconds).ToList();
            var midnights = Midnights().ToList();
            points.AddRange([.. midnights, .. from point in points.Concat(midnights) from length in lengths from sign in new[] { 1, -1 } select point + (length * sign)]);
        }

        return [.. points.SelectMany(point => new[] { point, point + Millisecond }).Where(_stretch.Contains).Distinct().Order()];
    }

    private IEnumerable<Instant> Midnights()
    {
        var first = _stretch.Start.InUtc().Date;
        for (var day = first; day.AtMidnight().InUtc().ToInstant() < _stretch.End; day = day.PlusDays(1))
        {
            yield return day.AtMidnight().InUtc().ToInstant();
        }
    }
}
