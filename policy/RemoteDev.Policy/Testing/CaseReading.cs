using RemoteDev.Policy.Faults;

namespace RemoteDev.Policy.Testing;

/// <summary>What came of reading a file of cases. Cases count only when there is no fault.</summary>
/// <param name="Cases">The cases, in the order of the file.</param>
/// <param name="Faults">Every fault.</param>
public sealed record CaseReading(IReadOnlyList<PolicyCase> Cases, IReadOnlyList<PolicyFault> Faults)
{
    /// <summary>True when the whole file was understood.</summary>
    public bool Succeeded => Faults.Count == 0;
}
