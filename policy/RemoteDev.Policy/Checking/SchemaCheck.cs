using RemoteDev.Cedar;
using RemoteDev.Cedar.Validation;
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
        [.. VocabularySchema.Validator.Validate(bundle.Authorizer.Policies).Findings.Select(finding => OfType(finding, bundle))];

    private static Finding OfType(ValidationFinding finding, PolicyBundle bundle) => new(
        finding.Severity == Cedar.Validation.FindingSeverity.Error ? FindingSeverity.Error : FindingSeverity.Warning,
        finding.Code switch
        {
            FindingCode.ScopeFitsNothing or FindingCode.NeverApplies => FindingCodes.NeverMatches,
            FindingCode.ReordersText or FindingCode.MixesScripts or FindingCode.UnusualCharacter => FindingCodes.SuspiciousText,
            _ => FindingCodes.Type,
        },
        finding.Policy.SourceName,
        finding.Span.Line,
        finding.Span.Column,
        Math.Max(1, finding.Span.Length),
        finding.Message.TrimEnd('.'))
    {
        PolicyId = bundle.Policies.FirstOrDefault(policy => policy.Policy == finding.Policy)?.Id ?? "",
    };
}
