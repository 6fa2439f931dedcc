using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;
using RemoteDev.Cedar;
using RemoteDev.Gateway.Authorize;
using RemoteDev.Gateway.Authorize.Decisions;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Policies;
using RemoteDev.Gateway.Console.Tables;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Previewing;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Console.Pages.Policy;

/// <summary>Who can do what on what, at an instant of one's choice, by the policy in force.</summary>
[OpenTo(ConsoleAction.EditPolicy, ConsoleAction.ApprovePolicy)]
internal sealed class PreviewPage(CatalogRoom catalog, PolicyWork work, TimeProvider clock) : ConsolePage(clock)
{
    // What is asked for is worked out as it is read; this bounds a question over a very big catalogue.
    private const int MostAnswers = 100_000;

    private static readonly LocalDateTimePattern Typed = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");

    [BindProperty(SupportsGet = true)]
    public string? Person { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Action { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Resource { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Answer { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? At { get; set; }

    [BindProperty(SupportsGet = true)]
    public SourceFacts Facts { get; set; } = new();

    public Rules Rules { get; } = Rules.From(catalog.Current, Surroundings.Unknown);

    public Instant When { get; private set; }

    public OpenWindows Windows { get; private set; } = OpenWindows.None;

    public PageOf<PreviewRow> Answers { get; private set; } = PageOf<PreviewRow>.From([], 1);

    /// <summary>True when the question was too big to be answered whole.</summary>
    public bool Cut { get; private set; }

    /// <summary>Why there is no answer, when the gateway has no time for one.</summary>
    public string? Busy { get; private set; }

    public string AtText => Typed.Format(When.InZone(Viewer.Zone).LocalDateTime);

    public IEnumerable<EntityUid> Resources => Askable.Resources(Rules.Catalog);

    public async Task OnGetAsync(CancellationToken cancellationToken, [FromQuery(Name = "page")] int number = 1)
    {
        When = Typed.Parse(At ?? "").TryGetValue(default, out var local) && local.Year is > 1999 and < 2199
            ? Viewer.Zone.ResolveLocal(local, NodaTime.TimeZones.Resolvers.LenientResolver).ToInstant()
            : Instant.FromDateTimeOffset(Now);
        Windows = OpenWindows.At(Rules.Windows, When);
        if (Facts.Fault(Rules.Catalog) is { } fault)
        {
            Busy = fault;
            return;
        }

        var worked = await work.RunAsync(Viewer.Login, Found, cancellationToken);
        Busy = worked.Fault?.Message;
        Answers = PageOf<PreviewRow>.From(worked.Value ?? [], number, 50);
    }

    private List<PreviewRow> Found(CancellationToken cancellationToken)
    {
        var found = new List<PreviewRow>();
        var asked = 0;
        foreach (var row in Preview.WhoCanDoWhat(Rules.Bundle, Rules.World, Question()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (++asked > MostAnswers)
            {
                Cut = true;
                break;
            }

            if (Answer is "all" || (Answer is "refused" ? row.Verdict.Kind == VerdictKind.Denied : row.Verdict.Kind != VerdictKind.Denied))
            {
                found.Add(row);
            }
        }

        return found;
    }

    public static string Why(Verdict verdict) => verdict.Match(
        permit => string.Join(", ", ObligationWords.Of(permit.Obligations)),
        need => $"a second factor within {Moments(need.MaxAge)}",
        need => need.Rule.ToString(),
        denial => denial.Explanation.Text);

    private static string Moments(TimeSpan age) => Times.Moments.Length(age);

    private PreviewQuestion Question() => new(Facts.Apply(Rules.Catalog, new DecisionContext
    {
        Now = When,
        Windows = Windows,
        Mfa = new MfaEvidence(TimeSpan.Zero, "totp"),
        Origin = From == "inside" ? Origin.Inside : Origin.Outside,
    }))
    {
        People = Person is { Length: > 0 } && Rules.Catalog.People.ContainsKey(Person) ? [Person] : [],
        Actions = Action is { Length: > 0 } && Actions.Find(Action) is { } action ? [action.Uid] : [],
        Resources = Askable.Find(Rules.Catalog, Resource) is { } resource ? [resource] : [],
    };
}
