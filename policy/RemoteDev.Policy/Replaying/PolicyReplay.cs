using NodaTime.Text;
using RemoteDev.Policy.Comparing;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Surveying;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Policy.Replaying;

/// <summary>Asks recorded decisions again, of a draft.</summary>
public static class PolicyReplay
{
    private static readonly InstantPattern Minute = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd HH':'mm'Z'");

    /// <summary>Which of the decisions the draft would have answered differently.</summary>
    /// <param name="draft">The draft and the facts as they are now.</param>
    /// <param name="decisions">What was decided.</param>
    /// <param name="inForce">
    /// The policies in force. A decision that they, too, answer differently today tells of a catalogue that has changed, and is counted apart.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    public static ReplayReport Run(
        PolicyState draft, IEnumerable<RecordedDecision> decisions, PolicyState? inForce = null, CancellationToken cancellationToken = default)
    {
        var engine = new PolicyEngine(draft.Bundle);
        var today = inForce is null ? null : new PolicyEngine(inForce.Bundle);
        var (asked, same, unknown, gone, already) = (0, 0, 0, 0, 0);
        var changed = new List<Changed>();
        foreach (var decision in decisions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            asked++;
            var request = Request(decision);
            var verdict = engine.Judge(draft.World, request);
            if (IsUnknown(verdict))
            {
                unknown++;
                gone += draft.World.IdsOf(request.Principal.Type)?.Contains(request.Principal.Id) == true ? 0 : 1;
            }
            else if (verdict.Kind == decision.Verdict)
            {
                same++;
            }
            else
            {
                var now = today?.Judge(inForce!.World, request);
                if (now?.Kind == verdict.Kind)
                {
                    already++;
                }
                else
                {
                    changed.Add(new Changed(decision, verdict, Reasons(decision, now)));
                }
            }
        }

        return new ReplayReport
        {
            Decisions = asked,
            Same = same,
            Changed = changed.Count,
            Unknown = unknown,
            UnknownPeople = gone,
            AlreadyDifferent = already,
            Changes = Summarise(draft, changed),
        };
    }

    private static DecisionRequest Request(RecordedDecision decision) => new(
        Uids.Principal(decision.Person),
        decision.Action,
        decision.Resource,
        new DecisionContext
        {
            Now = decision.At,
            Windows = decision.Windows,
            Mfa = decision.Mfa ?? (decision.Verdict == VerdictKind.NeedsMfa ? null : new MfaEvidence(TimeSpan.Zero, "totp")),
            Source = decision.Source,
            Networks = decision.Networks,
            Country = decision.Country,
            DeviceCertificate = decision.DeviceCertificate,
            DeviceManaged = decision.DeviceManaged,
            Origin = decision.Origin,
            Protocol = decision.Protocol,
            Port = decision.Port,
            Ticket = decision.Ticket,
            Approval = decision.Approval,
        });

    private static bool IsUnknown(Verdict verdict) => CauseOf(verdict) == DenialCause.Unknown;

    private static DenialCause? CauseOf(Verdict verdict) => verdict.Match<DenialCause?>(_ => null, _ => null, _ => null, denial => denial.Cause);

    private static string Why(Verdict verdict) => $"{CauseOf(verdict)}\n{string.Join('\n', verdict.PolicyIds)}";

    // What let a request through is recorded once with its session, not with the request; the policy in force knows it as well.
    private static IReadOnlyList<string> Reasons(RecordedDecision decision, Verdict? today) =>
        decision.PolicyIds.Count > 0 || today is not { } now || now.Kind != decision.Verdict ? decision.PolicyIds : now.PolicyIds;

    /// <summary>Puts together who has the same resources and actions changed in the same way by the same policies.</summary>
    private static List<ReplayChange> Summarise(PolicyState draft, List<Changed> changed)
    {
        var people = new PeopleWords([draft.World]);
        var resources = new ResourceWords([draft.World], Catalogue.Resources([draft.World], new Mentions()));
        return
        [
            .. changed
                .GroupBy(one => (one.Decision.Verdict, one.Verdict.Kind, Ids: Why(one.Verdict), one.Decision.Action, one.Decision.Resource))
                .GroupBy(same => (same.Key.Verdict, same.Key.Kind, same.Key.Ids, People: string.Join('\n', Logins(same)), same.Key.Action))
                .GroupBy(same => (same.Key.Verdict, same.Key.Kind, same.Key.Ids, same.Key.People, Resources: string.Join('\n', same.Select(one => one.Key.Resource.ToString()).Order(StringComparer.Ordinal))))
                .Select(group => Change(people, resources, [.. group.SelectMany(actions => actions.SelectMany(one => one))]))
                .OrderBy(change => change.After)
                .ThenByDescending(change => change.Count)
                .ThenBy(change => change.Text, StringComparer.Ordinal),
        ];
    }

    private static ReplayChange Change(PeopleWords people, ResourceWords resources, List<Changed> group)
    {
        var (first, verdict, _) = group[0];
        var logins = Logins(group).ToList();
        var asked = group.Select(one => one.Decision.Action).ToHashSet();
        var actions = Actions.All.Where(action => asked.Contains(action.Uid)).ToList();
        var names = ActionWords.Final(ActionWords.Of(actions, first.Resource.Type), actions);
        var change = new ReplayChange
        {
            Before = first.Verdict,
            After = verdict.Kind,
            Who = people.Of(logins),
            What = PeopleWords.Join(names),
            Where = resources.Of(group.Select(one => one.Decision.Resource), names.SelectMany(ActionWords.ResourceTypes).ToHashSet(StringComparer.Ordinal)),
            Count = group.Count,
            First = group.Min(one => one.Decision.At),
            Last = group.Max(one => one.Decision.At),
            People = logins,
            BeforePolicyIds = [.. group.SelectMany(one => one.Reasons).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            PolicyIds = verdict.PolicyIds,
            Cause = CauseOf(verdict),
            Text = "",
        };
        return change with { Text = Sentence(change) };
    }

    private static IEnumerable<string> Logins(IEnumerable<Changed> group) =>
        group.Select(one => one.Decision.Person).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static string Sentence(ReplayChange change)
    {
        var times = change.Count == 1 ? "once" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{change.Count} times");
        var by = change.PolicyIds.Count == 0 ? "" : $" ({string.Join(", ", change.PolicyIds)})";
        return $"{change.Who} {times}: {change.What} on {change.Where} was {Was(change.Before)} and would {Would(change.After)}{by}, last {Minute.Format(change.Last)}";
    }

    private static string Was(VerdictKind kind) => kind switch
    {
        VerdictKind.Permitted => "permitted",
        VerdictKind.NeedsMfa => "asked for a second factor",
        VerdictKind.NeedsApproval => "asked for consent",
        _ => "denied",
    };

    private static string Would(VerdictKind kind) => kind switch
    {
        VerdictKind.Permitted => "be permitted",
        VerdictKind.NeedsMfa => "need a fresher second factor",
        VerdictKind.NeedsApproval => "need consent",
        _ => "be denied",
    };

    /// <summary>A decision that the draft answers differently.</summary>
    /// <param name="Reasons">The policies that answered it then.</param>
    private sealed record Changed(RecordedDecision Decision, Verdict Verdict, IReadOnlyList<string> Reasons);
}
