using System.Diagnostics.CodeAnalysis;

namespace RemoteDev.Policy.Decisions;

/// <summary>The answer to a request, exactly one of four. <c>default</c> is a denial.</summary>
public readonly record struct Verdict
{
    private readonly object? _case;

    private Verdict(object answer) => _case = answer;

    /// <summary>Which of the four it is.</summary>
    public VerdictKind Kind => _case switch
    {
        Permit => VerdictKind.Permitted,
        MfaNeed => VerdictKind.NeedsMfa,
        ApprovalNeed => VerdictKind.NeedsApproval,
        _ => VerdictKind.Denied,
    };

    /// <summary>The policies that decided: those that permit, would permit, or forbid.</summary>
    public IReadOnlyList<string> PolicyIds => Match(
        permit => permit.PolicyIds, need => need.PolicyIds, need => need.PolicyIds, denial => denial.PolicyIds);

    internal static Verdict Of(Permit permit) => new(permit);

    internal static Verdict Of(MfaNeed need) => new(need);

    internal static Verdict Of(ApprovalNeed need) => new(need);

    internal static Verdict Of(Denial denial) => new(denial);

    /// <summary>True with the permit; false for the three other answers.</summary>
    public bool IsPermitted([NotNullWhen(true)] out Permit? permit)
    {
        permit = _case as Permit;
        return permit is not null;
    }

    /// <summary>Handles every answer.</summary>
    public T Match<T>(Func<Permit, T> permitted, Func<MfaNeed, T> needsMfa, Func<ApprovalNeed, T> needsApproval, Func<Denial, T> denied) =>
        _case switch
        {
            Permit permit => permitted(permit),
            MfaNeed need => needsMfa(need),
            ApprovalNeed need => needsApproval(need),
            Denial denial => denied(denial),
            _ => denied(Denial.Unexplained),
        };

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} [{string.Join(", ", PolicyIds)}]";
}
