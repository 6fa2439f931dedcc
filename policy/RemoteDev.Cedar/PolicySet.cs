using System.Globalization;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Syntax;

namespace RemoteDev.Cedar;

/// <summary>The policies that decide together. Immutable, so a change is a new set swapped in whole.</summary>
public sealed class PolicySet
{
    /// <summary>How many policies, templates and links one set holds.</summary>
    public const int MaxPolicies = 100_000;

    private readonly CedarPolicy[] _policies;
    private readonly CedarPolicy[] _templates;
    private readonly Lazy<Authorizer> _authorizer;

    internal PolicySet(CedarPolicy[] policies, CedarPolicy[] templates)
    {
        _policies = policies;
        _templates = templates;
        _authorizer = new Lazy<Authorizer>(() => new Authorizer(this));
    }

    /// <summary>The set without policies, which denies everything.</summary>
    public static PolicySet Empty { get; } = new([], []);

    /// <summary>What decides: static policies in the order of their sources and text, and the links of templates as they were added.</summary>
    public IReadOnlyList<CedarPolicy> Policies => _policies;

    /// <summary>Policies with a slot in their scope. They decide nothing until they are linked.</summary>
    public IReadOnlyList<CedarPolicy> Templates => _templates;

    internal ReadOnlySpan<CedarPolicy> Span => _policies;

    /// <summary>Decides by these policies; made when first needed.</summary>
    internal Authorizer Authorizer => _authorizer.Value;

    /// <summary>Reads one text of policies.</summary>
    /// <param name="text">The Cedar text.</param>
    /// <param name="sourceName">What faults call the text, usually a file name.</param>
    public static Result<PolicySet> Parse(string text, string sourceName) => Parse([new PolicySource(sourceName, text)]);

    /// <summary>Reads several texts into one set; the faults of all are reported together.</summary>
    public static Result<PolicySet> Parse(IReadOnlyCollection<PolicySource> sources)
    {
        var policies = new List<CedarPolicy>();
        var faults = new List<SyntaxFault>();
        foreach (var source in sources)
        {
            PolicyParser.Parse(source, policies, faults);
        }

        return faults.Count > 0
            ? new Result<PolicySet>(faults)
            : new Result<PolicySet>(new PolicySet(
                [.. policies.Where(policy => !policy.IsTemplate)], [.. policies.Where(policy => policy.IsTemplate)]));
    }

    /// <summary>This set with one more link; to add many, use a <see cref="PolicySetBuilder"/>.</summary>
    /// <param name="templateId">The template to link.</param>
    /// <param name="id">What the set calls the link.</param>
    /// <param name="values">An entity for each slot of the template, and for no other.</param>
    public PolicySetResult Link(string templateId, string id, SlotValues values) =>
        new PolicySetBuilder().AddAll(this).Link(templateId, id, values).Build();

    /// <summary>The id of the policy at <paramref name="position"/> of the sources.</summary>
    internal static string IdAt(int position) => string.Create(CultureInfo.InvariantCulture, $"policy{position}");
}
