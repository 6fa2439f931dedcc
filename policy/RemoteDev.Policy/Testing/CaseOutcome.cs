using RemoteDev.Policy.Decisions;

namespace RemoteDev.Policy.Testing;

/// <summary>How a case came out.</summary>
/// <param name="Case">The case.</param>
/// <param name="Verdict">The answer it got.</param>
/// <param name="Differences">What is not as expected, a sentence each; empty when the case passed.</param>
public sealed record CaseOutcome(PolicyCase Case, Verdict Verdict, IReadOnlyList<string> Differences)
{
    /// <summary>Whether everything is as expected.</summary>
    public bool Passed => Differences.Count == 0;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Case.File}:{Case.Line}:1: {Case.Name}: {(Passed ? "passed" : string.Join("; ", Differences))}";
}
