using System.Diagnostics.CodeAnalysis;
using RemoteDev.Policy.Faults;

namespace RemoteDev.Policy.Decisions;

/// <summary>What came of loading policies: a bundle, or every fault in them.</summary>
public sealed class BundleReading
{
    internal BundleReading(PolicyBundle bundle) => (Bundle, Faults) = (bundle, []);

    internal BundleReading(IReadOnlyList<PolicyFault> faults) => Faults = faults;

    /// <summary>The bundle; null when there are faults.</summary>
    public PolicyBundle? Bundle { get; }

    /// <summary>The faults, in the order of the text.</summary>
    public IReadOnlyList<PolicyFault> Faults { get; }

    /// <summary>True when there is a bundle.</summary>
    [MemberNotNullWhen(true, nameof(Bundle))]
    public bool Succeeded => Bundle is not null;
}
