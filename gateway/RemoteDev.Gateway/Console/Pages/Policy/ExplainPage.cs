using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;
using RemoteDev.Cedar;
using RemoteDev.Gateway.Authorize;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Policies;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Explaining;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Console.Pages.Policy;

/// <summary>One question to the policy in force, with everything that leads to the answer: which policies decide, and what would have to change.</summary>
[OpenTo(ConsoleAction.EditPolicy, ConsoleAction.ApprovePolicy)]
internal sealed class ExplainPage(CatalogRoom catalog, TimeProvider clock) : ConsolePage(clock)
{
    private static readonly LocalDateTimePattern Typed = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");

    [BindProperty(SupportsGet = true)]
    public string? Person { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Action { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Resource { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? At { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>How old the second factor is: <c>fresh</c>, <c>day</c> or <c>none</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Factor { get; set; }

    [BindProperty(SupportsGet = true)]
    public SourceFacts Facts { get; set; } = new();

    public CatalogSnapshot Catalog { get; } = catalog.Current;

    public Instant When { get; private set; }

    /// <summary>The answer; null until there is a whole question.</summary>
    public Verdict? Answer { get; private set; }

    /// <summary>Why not; null when the answer is no denial.</summary>
    public Explanation? WhyNot { get; private set; }

    /// <summary>The policies around a denial, with what stands in the way of each; null when the answer is no denial.</summary>
    public NearPolicies? Near { get; private set; }

    /// <summary>Why the question cannot be asked, when it was asked.</summary>
    public string? NoQuestion { get; private set; }

    public IReadOnlyList<string> Open { get; private set; } = [];

    public string AtText => Typed.Format(When.InZone(Viewer.Zone).LocalDateTime);

    public BundlePolicy? Policy(string id) => Catalog.Bundle.Find(id);

    public void OnGet()
    {
        When = Typed.Parse(At ?? "").TryGetValue(default, out var local) && local.Year is > 1999 and < 2199
            ? Viewer.Zone.ResolveLocal(local, NodaTime.TimeZones.Resolvers.LenientResolver).ToInstant()
            : Instant.FromDateTimeOffset(Now);
        Open = [.. Catalog.World.OpenAt(When).Names.Order(StringComparer.Ordinal)];
        if (Person is null or "" || Actions.Find(Action ?? "") is not { } action || Askable.Find(Catalog, Resource) is not { } resource)
        {
            return;
        }

        NoQuestion = Facts.Fault(Catalog);
        if (NoQuestion is not null)
        {
            return;
        }

        if (!action.ResourceTypes.Contains(resource.Type, StringComparer.Ordinal))
        {
            NoQuestion = $"{action.Name} is not done to {EntityWords.Of(resource)}, but to {string.Join(" or ", action.ResourceTypes.Select(type => type[(type.LastIndexOf(':') + 1)..]))}.";
            return;
        }

        Ask(action.Uid, resource);
    }

    private void Ask(EntityUid action, EntityUid resource)
    {
        var context = Facts.Apply(Catalog, new DecisionContext
        {
            Now = When,
            Mfa = Factor switch
            {
                "none" => null,
                "day" => new MfaEvidence(TimeSpan.FromDays(1), "totp"),
                _ => new MfaEvidence(TimeSpan.Zero, "totp"),
            },
            Origin = From == "inside" ? Origin.Inside : Origin.Outside,
            Protocol = resource.Type == EntityTypes.Repository ? "git" : "http",
        });
        var verdict = new PolicyEngine(Catalog.Bundle).Judge(Catalog.World, new DecisionRequest(Uids.Principal(Person!), action, resource, context));
        Answer = verdict;
        (WhyNot, Near) = verdict.Match<(Explanation?, NearPolicies?)>(_ => default, _ => default, _ => default, denial => (denial.Explanation, denial.Near));
    }

    /// <summary>What the answer obliges to or still needs, a line each.</summary>
    public static IReadOnlyList<string> Obliged(Verdict verdict) => verdict.Match(
        permit => ObligationWords.Of(permit.Obligations),
        need => [$"a second factor shown within {Times.Moments.Length(need.MaxAge)}"],
        need => [$"the consent of {need.Rule}"],
        _ => []);

    /// <summary>One thing that would have to be different, in words.</summary>
    public static string Words(Remedy remedy) => remedy switch
    {
        Remedy.Wait => "a window has to open, or a blocking one to close",
        Remedy.FromInside => "it has to come from inside an environment",
        Remedy.FreshMfa => "a fresher second factor",
        Remedy.Passkey => "a passkey as the second factor",
        Remedy.Nda => "a valid confidentiality agreement on file",
        Remedy.Training => "a valid training on file",
        Remedy.Background => "a valid background check on file",
        Remedy.DeviceCertificate => "a device with a certificate",
        Remedy.ManagedDevice => "a managed device",
        Remedy.Network => "an address in another network",
        Remedy.Country => "a connection from another country",
        Remedy.Approval => "the consent of somebody else",
        _ => "nothing that is known",
    };
}
