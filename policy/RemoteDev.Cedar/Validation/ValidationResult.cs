namespace RemoteDev.Cedar.Validation;

/// <summary>What the validator found in a set of policies.</summary>
public sealed class ValidationResult
{
    internal ValidationResult(IReadOnlyList<ValidationFinding> findings) => Findings = findings;

    /// <summary>Errors and warnings, policy by policy and within each in the order of its text.</summary>
    public IReadOnlyList<ValidationFinding> Findings { get; }

    /// <summary>
    /// Whether no policy can err in a request that fits the schema, other than by arithmetic overflow or an entity that does not exist.
    /// Warnings do not count.
    /// </summary>
    public bool Passed => Findings.All(finding => finding.Severity != FindingSeverity.Error);

    /// <summary>The findings that keep the policies from use.</summary>
    public IEnumerable<ValidationFinding> Errors => Findings.Where(finding => finding.Severity == FindingSeverity.Error);

    /// <summary>The findings that do not.</summary>
    public IEnumerable<ValidationFinding> Warnings => Findings.Where(finding => finding.Severity == FindingSeverity.Warning);
}
