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
        DenialCause.Suspended => "This account is suspended.",
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
            sentences.Add($"No policy permits {request.Principal.Id} to {Words(request)}.");
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
