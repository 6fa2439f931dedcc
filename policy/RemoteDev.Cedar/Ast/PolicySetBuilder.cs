namespace RemoteDev.Cedar.Ast;

/// <summary>
/// Puts policies, templates and links together under ids of the caller's choice. No two of them may share an id. Not for use by several
/// threads at once.
/// </summary>
internal sealed class PolicySetBuilder
{
    /// <summary>Past this many faults, more help nobody.</summary>
    internal const int MaxFaults = 50;

    private readonly List<CedarPolicy> _policies = [];
    private readonly List<CedarPolicy> _templates = [];
    private readonly Dictionary<string, CedarPolicy> _byId = new(StringComparer.Ordinal);
    private readonly List<Finding> _faults = [];

    /// <summary>Adds a static policy or a template.</summary>
    /// <param name="policy">The policy. A link comes with its template by <see cref="Link"/> or <see cref="AddAll(PolicySet)"/>, not by this.</param>
    /// <param name="id">What the set calls it; by default what it is called already.</param>
    public PolicySetBuilder Add(CedarPolicy policy, string? id = null)
    {
        if (policy.Template is not null)
        {
            Report(id ?? policy.Id, $"the policy is a link of the template `{policy.Template.Id}`: link it again here");
            return this;
        }

        AddNamed(policy.Named(id ?? policy.Id));
        return this;
    }

    /// <summary>Adds every policy, template and link of <paramref name="set"/>.</summary>
    public PolicySetBuilder AddAll(PolicySet set) => AddAll(set.Templates.Concat(set.Policies));

    /// <summary>Adds policies, templates, and links of templates that are among them.</summary>
    public PolicySetBuilder AddAll(IEnumerable<CedarPolicy> policies)
    {
        // A template may come after its links.
        var links = new List<CedarPolicy>();
        foreach (var policy in policies)
        {
            AddNamed(policy);
            if (policy.Template is not null)
            {
                links.Add(policy);
            }
        }

        foreach (var link in links.Where(link => _byId.GetValueOrDefault(link.Template!.Id) != link.Template))
        {
            Report(link.Id, $"the policy is a link of the template `{link.Template!.Id}`, which is not in the set");
        }

        return this;
    }

    /// <summary>Adds a link: the policy that a template becomes with entities in its slots.</summary>
    /// <param name="templateId">The template, which has been added before.</param>
    /// <param name="id">What the set calls the link.</param>
    /// <param name="values">An entity for each slot of the template, and for no other.</param>
    public PolicySetBuilder Link(string templateId, string id, SlotValues values)
    {
        if (!_byId.TryGetValue(templateId, out var template))
        {
            Report(id, $"there is no template `{templateId}`");
        }
        else if (!template.IsTemplate)
        {
            Report(id, $"`{templateId}` is not a template: its scope has no slot");
        }
        else if (Fits(template.Scope.Principal, values.Principal, id, templateId) & Fits(template.Scope.Resource, values.Resource, id, templateId))
        {
            AddNamed(template.Linked(id, values));
        }

        return this;
    }

    /// <summary>The set of what was added, or what is wrong with it.</summary>
    public Result<PolicySet> Build() =>
        _faults.Count > 0 ? new Result<PolicySet>([.. _faults]) : new Result<PolicySet>(new PolicySet([.. _policies], [.. _templates]));

    private void AddNamed(CedarPolicy policy)
    {
        if (!_byId.TryAdd(policy.Id, policy))
        {
            Report(policy.Id, "the id is taken by another policy, template or link");
            return;
        }

        if (_byId.Count > PolicySet.MaxPolicies)
        {
            Report(policy.Id, $"a set holds at most {PolicySet.MaxPolicies} policies, templates and links");
            return;
        }

        (policy.IsTemplate ? _templates : _policies).Add(policy);
    }

    private bool Fits(ScopeConstraint constraint, EntityUid? value, string id, string templateId)
    {
        if (constraint.Slot is not null == value is not null)
        {
            return true;
        }

        var slot = constraint.Variable == RequestVariable.Principal ? "?principal" : "?resource";
        Report(id, value is null
            ? $"the link gives `{slot}` of the template `{templateId}` no entity"
            : $"the template `{templateId}` has no slot `{slot}`");
        return false;
    }

    private void Report(string id, string message)
    {
        if (_faults.Count < MaxFaults)
        {
            _faults.Add(Finding.InSet(id, message));
        }
    }
}
