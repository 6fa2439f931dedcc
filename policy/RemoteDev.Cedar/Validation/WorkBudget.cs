namespace RemoteDev.Cedar.Validation;

/// <summary>
/// How much the validator still does before it gives up. What it has to do grows with the policies times the kinds of request, and both
/// come from outside; a step is the typing of one expression for one kind.
/// </summary>
internal sealed class WorkBudget(long policySteps, long totalSteps)
{
    /// <summary>A few seconds.</summary>
    public const long TotalSteps = 40_000_000;

    /// <summary>Far more than a policy that a person wrote takes.</summary>
    public const long PolicySteps = 5_000_000;

    private long _policyLeft;
    private long _totalLeft = totalSteps;

    public bool IsTotalSpent => _totalLeft <= 0;

    /// <summary>Whether nothing may be done for the policy at hand.</summary>
    public bool IsSpent => _policyLeft <= 0 || IsTotalSpent;

    public void BeginPolicy() => _policyLeft = policySteps;

    /// <summary>Takes one step; false when there is none left.</summary>
    public bool TryStep()
    {
        if (IsSpent)
        {
            return false;
        }

        _policyLeft--;
        _totalLeft--;
        return true;
    }
}
