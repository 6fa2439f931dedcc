using RemoteDev.Policy.Decisions;

namespace RemoteDev.Policy.Checking;

/// <summary>How one policy fared in all questions that can be asked.</summary>
internal sealed class PolicyEvidence
{
    /// <summary>Whether some person, action and resource are in its scope.</summary>
    public bool IsInScope { get; set; }

    /// <summary>Whether it was ever satisfied.</summary>
    public bool Applies { get; set; }

    /// <summary>Whether, ever, the answer would have been another without it.</summary>
    public bool MakesADifference { get; set; }

    /// <summary>The policies that were satisfied whenever it was, and so hide it; null until it was.</summary>
    public HashSet<BundlePolicy>? AlwaysWith { get; set; }

    /// <summary>How it erred, once, and for whom.</summary>
    public (Cedar.Finding Error, string Person)? Failure { get; set; }

    /// <summary>Somebody of a vendor whom it lets in from outside while no window is open.</summary>
    public string? VendorAnytime { get; set; }

    /// <summary>How somebody gets around an obligation of it: the obligation, the policies that permit without it, and how.</summary>
    public Dictionary<string, string> Bypasses { get; } = new(StringComparer.Ordinal);

    /// <summary>Policies for which it lifts a default, with words.</summary>
    public Dictionary<string, string> Lifts { get; } = new(StringComparer.Ordinal);
}
