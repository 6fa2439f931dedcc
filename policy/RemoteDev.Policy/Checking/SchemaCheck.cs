using RemoteDev.Cedar;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Policy.Checking;

/// <summary>
/// Holds policies to the types of the schema: one that passes without error cannot fail for a request, whatever the request is. Strict
/// validation of the Cedar specification (<c>Cedar/Validation</c>).
/// </summary>
public static class SchemaCheck
{
    /// <summary>What the validator says, in the order of the text.</summary>
    public static IReadOnlyList<Finding> Of(PolicyBundle bundle) =>
        [.. VocabularySchema.Schema.Validate(bundle.Authorizer.Policies).Select(finding => OfType(finding, bundle))];

    private static Finding OfType(Cedar.Finding finding, PolicyBundle bundle) => new(
        !finding.IsError ? FindingSeverity.Warning : FindingSeverity.Error,
        finding.Code switch
        {
            FindingCode.ScopeFitsNothing or FindingCode.NeverApplies => FindingCodes.NeverMatches,
            FindingCode.ReordersText or FindingCode.MixesScripts or FindingCode.UnusualCharacter => FindingCodes.SuspiciousText,
            _ => FindingCodes.Type,
        },
        finding.SourceName,
        finding.Span.Line,
        finding.Span.Column,
        Math.Max(1, finding.Span.Length),
        finding.Message.TrimEnd('.'))
    {
        PolicyId = bundle.Policies.FirstOrDefault(policy => policy.Policy == finding.Policy)?.Id ?? "",
    };
}
