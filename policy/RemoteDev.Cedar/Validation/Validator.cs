namespace RemoteDev.Cedar.Validation;

/// <summary>
/// Checks policies and requests against a schema, strictly: a set that passes cannot err in a request that passes, but for arithmetic
/// overflow and entities that do not exist. For use by any number of threads.
/// </summary>
/// <remarks>
/// The verdicts are those of the Rust SDK 4.13: that a policy can never apply is a warning, whether its scope or its conditions are why.
/// </remarks>
internal sealed class Validator
{
    /// <summary>Past this many findings, more help nobody.</summary>
    internal const int MaxFindings = 10_000;

    private readonly SchemaIndex _schema;
    private readonly Func<WorkBudget> _budget;

    /// <summary>A validator for <paramref name="schema"/>; to be kept, since it works out a good deal of it once.</summary>
    public Validator(CedarSchema schema)
        : this(schema, () => new WorkBudget(WorkBudget.PolicySteps, WorkBudget.TotalSteps))
    {
    }

    internal Validator(CedarSchema schema, Func<WorkBudget> budget)
    {
        _schema = new SchemaIndex(schema);
        _budget = budget;
    }

    /// <summary>Checks every policy of <paramref name="policies"/>.</summary>
    public IReadOnlyList<Finding> Validate(PolicySet policies) => Validate(policies, level: null);

    /// <summary>
    /// As <see cref="Validate(PolicySet)"/>, and checks that no policy follows more than <paramref name="level"/> references from entity to
    /// entity. To decide, it is then enough to load what that many steps from the request reach.
    /// </summary>
    /// <param name="policies">The policies.</param>
    /// <param name="level">How many steps are allowed; zero allows none, not even to look at attributes of the principal.</param>
    public IReadOnlyList<Finding> ValidateAtLevel(PolicySet policies, int level)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        return Validate(policies, (int?)level);
    }

    /// <summary>What keeps <paramref name="request"/> from fitting the schema; empty when it fits.</summary>
    public IReadOnlyList<Finding> Validate(Request request) => new RequestCheck(_schema).Run(request);

    /// <summary>
    /// Only what <see cref="Validate(PolicySet)"/> finds of the entity types, actions and listed entities that a policy names,
    /// whatever else is right or wrong in it: for policies that must be about known things and are not held to types.
    /// </summary>
    internal IEnumerable<Finding> FindUnknownNames(CedarPolicy policy)
    {
        var log = new FindingLog(policy);
        new NameCheck(_schema, log).Run(policy);
        return log.Findings();
    }

    private List<Finding> Validate(PolicySet policies, int? level)
    {
        var findings = new List<Finding>();
        var budget = _budget();
        foreach (var policy in policies.Templates.Concat(policies.Policies))
        {
            findings.AddRange(new PolicyCheck(policy, _schema, budget, level).Run());
            if (budget.IsTotalSpent || findings.Count > MaxFindings)
            {
                findings.Add(Finding.OfPolicy(
                    policy,
                    policy.Span,
                    FindingCode.TooMuchWork,
                    "the policies after this one were not checked: it is too much work at once",
                    isError: true));
                break;
            }
        }

        return findings;
    }
}
