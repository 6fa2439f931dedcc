using RemoteDev.Cedar;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Policy.Explaining;

/// <summary>Says an explanation in words that a developer understands.</summary>
internal static class ExplanationText
{
    /// <summary>For causes that no circumstances change.</summary>
    public static string Of(DenialCause cause, PolicyBundle bundle, DecisionRequest request, IReadOnlyList<string> forbids) => cause switch
    {
        DenialCause.Suspended when request.Principal.Type == EntityTypes.ServiceAccount =>
            $"The service account {request.Principal.Id} is suspended, or the person who answers for it is.",
        DenialCause.Suspended => "This account is suspended.",
        DenialCause.NotForServices => "A service account uses git and nothing else.",
        DenialCause.ForbidFailed =>
            $"A rule that can forbid this could not be evaluated, so it is refused. {Rules(bundle, forbids)} "
            + "An administrator must correct it.",
        _ => $"There is nothing to {Words(request)} here.",
    };

    /// <summary>For what policies forbid or do not permit.</summary>
    public static string Of(PolicyBundle bundle, DecisionRequest request, Explanation explanation, IReadOnlyList<Change> changes)
    {
        var sentences = new List<string>();
        if (explanation.ForbiddenBy.Count > 0)
        {
            sentences.Add(Rules(bundle, explanation.ForbiddenBy));
        }
        else if (explanation.WouldPermit.Count > 0)
        {
            sentences.Add(Rules(bundle, explanation.WouldPermit));
        }
        else
        {
            sentences.Add($"No policy permits {Who(request.Principal)} to {Words(request)}.");
        }

        if (explanation is { OpensAt: { } at, Zone: { } zone })
        {
            sentences.Add($"{WindowPhrases.Opens(at, request.Context.Now, zone)}.");
        }

        if (changes.Count > 0)
        {
            sentences.Add($"It needs {Join(changes.Select(change => change.Words).ToList())}.");
        }

        return string.Join(' ', sentences);
    }

    private static string Rules(PolicyBundle bundle, IReadOnlyList<string> ids) => string.Join(' ', ids.Select(bundle.Find).Select(Rule));

    private static string Rule(BundlePolicy? policy) => policy switch
    {
        null => "",
        { Reason: "", IsPermit: true } => $"Permitted only as {policy.Id} says.",
        { Reason: "" } => $"Forbidden by {policy.Id}.",
        _ => $"{policy.Reason.TrimEnd('.')} ({policy.Id}).",
    };

    /// <summary>For a service account that permits would let do it if they spoke of machines.</summary>
    public static string ForPeopleOnly(IEnumerable<BundlePolicy> permits) =>
        $"{Ids(permits)} permits it to whoever asks, and that speaks of people alone. For a service account the head of a policy has to name it, "
        + "RemoteDev::ServiceAccount, one of its roles or its vendor.";

    /// <summary>For a service account that permits ask for a second factor.</summary>
    public static string WantsFactor(IEnumerable<BundlePolicy> permits) =>
        $"{Ids(permits)} asks for a second factor, which a service account never has, so it is refused. A policy for it must not ask for one.";

    private static string Ids(IEnumerable<BundlePolicy> policies) => Join([.. policies.Select(policy => policy.Id).Order(StringComparer.Ordinal)]);

    private static string Who(EntityUid principal) =>
        principal.Type == EntityTypes.ServiceAccount ? $"the service account {principal.Id}" : principal.Id;

    private static string Words(DecisionRequest request) =>
        $"{Actions.Find(request.Action.Id)?.Words ?? request.Action.Id} {Thing(request.Resource)}";

    private static string Thing(EntityUid uid) => uid.Type switch
    {
        EntityTypes.Gateway => "the gateway",
        _ => $"{uid.Type[(uid.Type.LastIndexOf(':') + 1)..].ToLowerInvariant()} {uid.Id}",
    };

    private static string Join(List<string> words) =>
        words.Count == 1 ? words[0] : $"{string.Join(", ", words[..^1])} and {words[^1]}";
}
