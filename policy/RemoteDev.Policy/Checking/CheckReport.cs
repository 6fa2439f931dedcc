using System.Diagnostics.CodeAnalysis;
using RemoteDev.Policy.Decisions;

namespace RemoteDev.Policy.Checking;

/// <summary>What came of a check.</summary>
/// <param name="Bundle">The policies; null when there are errors.</param>
/// <param name="Findings">Errors first, then warnings, then advice; each in the order of the text.</param>
public sealed record CheckReport(PolicyBundle? Bundle, IReadOnlyList<Finding> Findings)
{
    /// <summary>True when the policies could be activated.</summary>
    [MemberNotNullWhen(true, nameof(Bundle))]
    public bool Succeeded => Bundle is not null;
}
