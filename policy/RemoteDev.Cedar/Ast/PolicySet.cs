using RemoteDev.Cedar.Syntax;

namespace RemoteDev.Cedar.Ast;

/// <summary>The policies that decide together. Immutable, so a change is a new set swapped in whole.</summary>
public sealed class PolicySet
{
    private readonly CedarPolicy[] _policies;

    internal PolicySet(CedarPolicy[] policies) => _policies = policies;

    /// <summary>The set without policies, which denies everything.</summary>
    public static PolicySet Empty { get; } = new([]);

    /// <summary>The policies in the order of their sources and text.</summary>
    public IReadOnlyList<CedarPolicy> Policies => _policies;

    internal ReadOnlySpan<CedarPolicy> Span => _policies;

    /// <summary>Reads one text of policies.</summary>
    /// <param name="text">The Cedar text.</param>
    /// <param name="sourceName">What faults call the text, usually a file name.</param>
    public static ParseResult<PolicySet> Parse(string text, string sourceName) => Parse([new PolicySource(sourceName, text)]);

    /// <summary>Reads several texts into one set; the faults of all are reported together.</summary>
    public static ParseResult<PolicySet> Parse(IReadOnlyCollection<PolicySource> sources)
    {
        var policies = new List<CedarPolicy>();
        var faults = new List<SyntaxFault>();
        foreach (var source in sources)
        {
            PolicyParser.Parse(source, policies, faults);
        }

        foreach (var policy in policies)
        {
            RefuseTemplate(policy, faults);
        }

        return faults.Count > 0 ? new ParseResult<PolicySet>(faults) : new ParseResult<PolicySet>(new PolicySet([.. policies]));
    }

    private static void RefuseTemplate(CedarPolicy policy, List<SyntaxFault> faults)
    {
        if ((policy.Scope.Principal.Slot ?? policy.Scope.Resource.Slot) is { } slot)
        {
            faults.Add(new SyntaxFault(
                policy.SourceName, slot, $"the policy is a template, and no link gives `{policy.TextOf(slot)}` an entity: name the entity here"));
        }
    }
}
