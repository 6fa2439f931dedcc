using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;
using RemoteDev.Cedar;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Calendar;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Policies;
using RemoteDev.Gateway.Console.Tables;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Previewing;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Console.Pages.Policy;

/// <summary>Who can do what when: a week of the policy in force, or of a draft, drawn on the viewer's clock and on another.</summary>
[OpenTo(ConsoleAction.EditPolicy, ConsoleAction.ApprovePolicy)]
internal sealed class WeekPage(CatalogRoom catalog, PolicyDrafts drafts, PolicyWork work, TimeProvider clock) : ConsolePage(clock)
{
    private static readonly LocalDateTimePattern Hour = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");

    /// <summary><c>person:ada</c>, <c>role:developer</c>, <c>vendor:acme</c>, or nothing for everybody.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Who { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Action { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Resource { get; set; }

    /// <summary>Any day of the week to show.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Week { get; set; }

    /// <summary>The other clock.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Zone { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>The number of a draft to show in place of the policy in force.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Draft { get; set; }

    /// <summary>The instant whose stretch is told below the drawing.</summary>
    [BindProperty(SupportsGet = true)]
    public string? At { get; set; }

    public CatalogSnapshot Catalog { get; } = catalog.Current;

    public AccessWeek? Mine { get; private set; }

    /// <summary>The same week on the other clock; null when that is the viewer's own.</summary>
    public AccessWeek? Theirs { get; private set; }

    public IReadOnlyList<WeekSegment> Segments { get; private set; } = [];

    /// <summary>How many people are asked about.</summary>
    public int People { get; private set; }

    /// <summary>The stretch that is told below the drawing.</summary>
    public WeekSegment? Chosen { get; private set; }

    /// <summary>Why there is nothing to draw, when there is not.</summary>
    public string? Unknown { get; private set; }

    public DateTimeZone OtherZone { get; private set; } = DateTimeZone.Utc;

    public LocalDate Day { get; private set; }

    public string What => Action is { Length: > 0 } ? Action : Actions.Connect.Id;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        OtherZone = Zone is { Length: > 0 } ? Times.Zones.OrUtc(Zone) : UsualZone();
        Day = LocalDatePattern.Iso.Parse(Week ?? "").TryGetValue(default, out var day) && day.Year is > 1999 and < 2199
            ? day
            : Instant.FromDateTimeOffset(Now).InZone(Viewer.Zone).Date;
        var bundle = Catalog.Bundle;
        if (Draft is { } number)
        {
            if (await drafts.FindAsync(number, cancellationToken) is not { } draft)
            {
                return NotFound();
            }

            if (PolicyBundle.Load(PolicyEntry.TextFile, draft.Text, Catalog.World).Bundle is not { } loaded)
            {
                Unknown = "This draft has errors; its week can be drawn when it loads.";
                return Page();
            }

            bundle = loaded;
        }

        var worked = await work.RunAsync(Viewer.Login, token => Ask(bundle, token), cancellationToken);
        Unknown = worked.Fault?.Message;
        if (worked.Value is { } maps)
        {
            Draw(maps);
        }

        return Page();
    }

    /// <summary>This page about another stretch or week.</summary>
    public string Link(string name, string? value) => QueryLink.With(Request, name, value);

    /// <summary>Who in particular, at the beginning of a stretch.</summary>
    public string WhoLink(WeekSegment segment)
    {
        var person = Who is { } who && who.StartsWith("person:", StringComparison.Ordinal) ? who["person:".Length..] : "";
        var action = Actions.Find(What) is null ? "" : What;
        return $"/preview?at={Hour.Format(segment.From.InZone(Viewer.Zone).LocalDateTime)}&person={Uri.EscapeDataString(person)}"
            + $"&action={Uri.EscapeDataString(action)}&resource={Uri.EscapeDataString(Resource ?? "")}&from={(From == "inside" ? "inside" : "outside")}";
    }

    // The clock that most windows are written in is the one that contracts speak of.
    private DateTimeZone UsualZone() => Catalog.Windows.Values
        .Select(window => window.Definition.Zone)
        .GroupBy(zone => zone.Id, StringComparer.Ordinal)
        .OrderByDescending(group => group.Count())
        .ThenBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => group.First())
        .FirstOrDefault(DateTimeZone.Utc);

    // Both clocks' weeks together are a little more than seven days; each map is seven days long.
    private Maps Ask(PolicyBundle bundle, CancellationToken cancellationToken)
    {
        var (mine, theirs) = (AccessWeek.Span(Day, Viewer.Zone), AccessWeek.Span(Day, OtherZone));
        var to = Instant.Max(mine.To, theirs.To);
        var first = WeekPreview.Of(bundle, Catalog.World, Question(Instant.Min(mine.From, theirs.From)), cancellationToken);
        var segments = first.Segments.ToList();
        for (var end = first.To; end < to;)
        {
            var next = WeekPreview.Of(bundle, Catalog.World, Question(end), cancellationToken);
            segments.AddRange(next.Segments.Where(segment => segment.From < to));
            end = next.To;
        }

        return new Maps([.. segments.Select(segment => segment.To > to ? segment with { To = to } : segment)], first.People);
    }

    private WeekQuestion Question(Instant from)
    {
        var (kind, name) = (Who ?? "").Split(':', 2) is [var left, var right] ? (left, right) : ("", "");
        return new WeekQuestion(from)
        {
            People = kind == "person" && Catalog.People.ContainsKey(name) ? [name] : [],
            Roles = kind == "role" && Catalog.Roles.ContainsKey(name) ? [name] : [],
            Vendors = kind == "vendor" && Catalog.Vendors.ContainsKey(name) ? [name] : [],
            Actions = What == "any" || Askable.Action(What) is not { } action ? ImmutableArray<EntityUid>.Empty : [action],
            Resources = Askable.Find(Catalog, Resource) is { } resource ? [resource] : [],
            Circumstances = From == "inside"
                ? new DecisionContext { Now = from, Mfa = new MfaEvidence(TimeSpan.Zero, "totp"), Origin = Origin.Inside }
                : null,
        };
    }

    private void Draw(Maps maps)
    {
        var now = Instant.FromDateTimeOffset(Now);
        (Segments, People) = (Joined(maps.Segments), maps.People);
        Mine = AccessWeek.Of(Segments, People, Day, Viewer.Zone, now);
        Theirs = OtherZone.Equals(Viewer.Zone) ? null : AccessWeek.Of(Segments, People, Day, OtherZone, now);
        var chosen = InstantPattern.General.Parse(At ?? "").TryGetValue(default, out var at) ? at : now;
        Chosen = Segments.FirstOrDefault(segment => segment.From <= chosen && chosen < segment.To);
    }

    // Where two maps touch, the same may hold on both sides.
    private static List<WeekSegment> Joined(IReadOnlyList<WeekSegment> segments)
    {
        var joined = new List<WeekSegment>();
        foreach (var segment in segments)
        {
            if (joined is [.., var last] && last.To == segment.From && (last.Permitted, last.NeedsMfa, last.NeedsApproval) == (segment.Permitted, segment.NeedsMfa, segment.NeedsApproval)
                && last.PolicyIds.SequenceEqual(segment.PolicyIds, StringComparer.Ordinal))
            {
                joined[^1] = last with { To = segment.To };
            }
            else
            {
                joined.Add(segment);
            }
        }

        return joined;
    }

    private sealed record Maps(IReadOnlyList<WeekSegment> Segments, int People);
}
