using NodaTime;
using RemoteDev.Cedar;
using RemoteDev.Cedar.Ast;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.Windows;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Checking;

/// <summary>Says what the evidence about each policy means to the person who wrote it.</summary>
internal sealed class Lint(PolicyBundle bundle, PolicyWorld world, IReadOnlyDictionary<BundlePolicy, PolicyEvidence> evidence, Instant now)
{
    private static readonly Duration Year = Duration.FromDays(366);

    public IEnumerable<Finding> Findings() => bundle.Policies.SelectMany(policy => Findings(policy, evidence[policy]));

    private IEnumerable<Finding> Findings(BundlePolicy policy, PolicyEvidence seen) =>
    [
        .. Matching(policy, seen),
        .. Failing(policy, seen),
        .. Vendors(policy, seen),
        .. Obligations(policy, seen),
        .. Approvers(policy),
    ];

    private IEnumerable<Finding> Matching(BundlePolicy policy, PolicyEvidence seen)
    {
        var windows = WindowsOf(policy);
        var neverOpen = windows.Find(window => !window.IsOpenAt(now) && !(window.NextOpening(now) < now + Year));
        if (neverOpen is not null)
        {
            yield return At(policy, "id", FindingSeverity.Warning, FindingCodes.NeverMatches, $"the window {neverOpen.Name} does not open within a year");
        }
        else if (!seen.IsInScope)
        {
            yield return At(
                policy, "id", FindingSeverity.Warning, FindingCodes.NeverMatches, "no person, action and resource of today's catalogue is in its scope");
        }
        else if (!seen.Applies && !windows.Exists(IsClosedAllWeek))
        {
            yield return At(
                policy, "id", FindingSeverity.Warning, FindingCodes.NeverMatches,
                "its conditions are met by nothing in today's catalogue in the coming week");
        }
        else if (seen is { Applies: true, MakesADifference: false } && !windows.Exists(IsClosedAllWeek))
        {
            var hiders = seen.AlwaysWith is { Count: > 0 } with ? string.Join(", ", with.Select(other => other.Id).Order(StringComparer.Ordinal)) : "others together";
            var isForbidden = policy.IsPermit && seen.AlwaysWith is { Count: > 0 } always && always.All(other => !other.IsPermit);
            yield return At(
                policy, "id", policy.IsPermit ? FindingSeverity.Warning : FindingSeverity.Advice, FindingCodes.Shadowed,
                isForbidden ? $"in today's catalogue it permits nothing, because {hiders} forbids all of it"
                : policy.IsPermit ? $"in today's catalogue it makes no difference: all it permits is permitted by {hiders} as strictly"
                : $"in today's catalogue it makes no difference: all it forbids is forbidden by {hiders}") with
            { Advice = "take it out, or give it a case in the tests that shows what it is for" };
        }
    }

    private IEnumerable<Finding> Failing(BundlePolicy policy, PolicyEvidence seen)
    {
        if (seen.Failure is var (error, person))
        {
            var does = policy.IsPermit ? "and then does not permit" : "and then forbids";
            yield return At(
                policy, error.Span, policy.IsPermit ? FindingSeverity.Advice : FindingSeverity.Warning,
                policy.IsPermit ? FindingCodes.FailingPermit : FindingCodes.FailingForbid,
                $"it cannot be evaluated for {person}, {does}: {error.Message.TrimEnd('.')}") with
            { Advice = "ask with has before reading what may be absent" };
        }
    }

    private IEnumerable<Finding> Vendors(BundlePolicy policy, PolicyEvidence seen)
    {
        if (seen.VendorAnytime is { } login && !policy.Policy.References.Entities.Any(entity => entity.Uid.Type == EntityTypes.Window))
        {
            yield return At(
                policy, "id", FindingSeverity.Warning, FindingCodes.VendorWithoutWindow,
                $"{login}, who works for a vendor, is let in from outside at any hour") with
            { Advice = "when { context.openWindows.contains(RemoteDev::Window::\"...\") }" };
        }
    }

    private IEnumerable<Finding> Obligations(BundlePolicy policy, PolicyEvidence seen)
    {
        foreach (var (others, how) in seen.Bypasses)
        {
            yield return At(
                policy, FirstObligation(policy), FindingSeverity.Warning, FindingCodes.BypassableObligation,
                $"{others} permits the same without what this policy obliges to: {how}") with
            { Advice = $"state the obligation on {others} too, or let {others} permit less" };
        }

        foreach (var (other, words) in seen.Lifts)
        {
            yield return At(
                policy, FirstObligation(policy), FindingSeverity.Advice, FindingCodes.LiftedDefault,
                $"it lifts the project's default also for what {other} permits: {words}") with
            { Advice = $"state it on {other} if the default is meant there" };
        }
    }

    private IEnumerable<Finding> Approvers(BundlePolicy policy)
    {
        if (policy.Stated.Approve is { } rule)
        {
            var holders = world.Facts.People.Count(person => !person.Suspended && person.Roles.Contains(rule.Role, StringComparer.Ordinal));
            if (holders < rule.Needed)
            {
                yield return At(
                    policy, "approve", FindingSeverity.Warning, FindingCodes.NobodyToApprove,
                    $"{rule.Needed} of role {rule.Role} must consent, and {(holders == 0 ? "nobody holds" : "only " + holders + " hold")} it");
            }
        }
    }

    private List<WindowDefinition> WindowsOf(BundlePolicy policy)
    {
        var named = policy.Policy.References.Entities.Where(entity => entity.Uid.Type == EntityTypes.Window).Select(entity => entity.Uid.Id).ToHashSet(StringComparer.Ordinal);
        return [.. world.Facts.Windows.Where(window => named.Contains(window.Name))];
    }

    private bool IsClosedAllWeek(WindowDefinition window) => window.Between(now, now + Comparing.PolicyDiff.Stretch).Count == 0;

    private static string FirstObligation(BundlePolicy policy) =>
        policy.Policy.WrittenAnnotations.FirstOrDefault(annotation => annotation.Key is not ("id" or "reason"))?.Key ?? "id";

    private static Finding At(BundlePolicy policy, string annotation, FindingSeverity severity, string code, string message)
    {
        Annotation? written = policy.Policy.FindAnnotation(annotation);
        return At(policy, written is null ? policy.Policy.Span : written.KeySpan.To(written.ValueSpan), severity, code, message);
    }

    private static Finding At(BundlePolicy policy, SourceSpan span, FindingSeverity severity, string code, string message) =>
        new(severity, code, policy.Policy.SourceName, span.Line, span.Column, Math.Max(1, span.Length), message) { PolicyId = policy.Id };
}
