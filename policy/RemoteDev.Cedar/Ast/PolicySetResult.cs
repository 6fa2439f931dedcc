using System.Diagnostics.CodeAnalysis;

namespace RemoteDev.Cedar.Ast;

/// <summary>Either a set, or everything that keeps the policies from being one.</summary>
public sealed class PolicySetResult
{
    internal PolicySetResult(PolicySet set) => Set = set;

    internal PolicySetResult(IReadOnlyList<PolicySetFault> faults) => Faults = faults;

    /// <summary>Whether there is a set.</summary>
    [MemberNotNullWhen(true, nameof(Set))]
    public bool Succeeded => Set is not null;

    /// <summary>The set; null when there are faults.</summary>
    public PolicySet? Set { get; }

    /// <summary>What is wrong; empty when there is a set.</summary>
    public IReadOnlyList<PolicySetFault> Faults { get; } = [];
}
