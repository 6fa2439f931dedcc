using RemoteDev.Cedar;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Syntax;
using RemoteDev.Policy.Faults;
using RemoteDev.Policy.Obligations;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Policy.Decisions;

/// <summary>Loads policies: syntax, then annotations and vocabulary. Every fault of a stage is reported.</summary>
internal sealed class BundleReader(ICatalogNames? names)
{
    private const int MaxText = 1 << 20;
    private const int MaxFaults = 200;

    private readonly List<PolicyFault> _faults = [];
    private readonly List<BundlePolicy> _policies = [];
    private readonly Dictionary<string, CedarPolicy> _ids = new(StringComparer.Ordinal);

    public BundleReading Read(string name, IReadOnlyCollection<PolicySource> sources)
    {
        if (sources.Sum(source => (long)source.Text.Length) > MaxText)
        {
            return Failed([new PolicyFault(name, 1, 1, $"policies of more than {MaxText} characters are not read")]);
        }

        var parsed = PolicySet.Parse(sources);
        if (!parsed.Succeeded)
        {
            return Failed(parsed.Faults.Select(fault =>
                new PolicyFault(fault.SourceName, fault.Span.Line, fault.Span.Column, fault.Message)));
        }

        foreach (var template in parsed.Value.Templates)
        {
            RefuseTemplate(template);
        }

        foreach (var policy in parsed.Value.Policies)
        {
            ReadAnnotations(policy);
            CheckNames(policy);
        }

        return _faults.Count == 0
            ? new BundleReading(new PolicyBundle(name, sources, parsed.Value, _policies))
            : Failed(_faults);
    }

    // A policy text has no way to link a template, so one here would look like a rule and decide nothing.
    private void RefuseTemplate(CedarPolicy template)
    {
        if ((template.Scope.Principal.Slot ?? template.Scope.Resource.Slot) is { } slot)
        {
            Fault(template, slot, $"the policy is a template, and no link gives `{template.TextOf(slot)}` an entity: name the entity here");
        }
    }

    private void ReadAnnotations(CedarPolicy policy)
    {
        var before = _faults.Count;
        var reader = new ObligationReader(policy.SourceName, policy.Effect == Effect.Permit, _faults.Add);
        reader.Read(policy.WrittenAnnotations.Select(annotation =>
            new AnnotationText(annotation.Key, annotation.Value, annotation.KeySpan.Line, annotation.KeySpan.Column)));
        var span = policy.FindAnnotation("id")?.KeySpan ?? policy.Span;
        if (policy.FindAnnotation("id") is null)
        {
            Fault(policy, span, "a policy needs an @id, by which decisions and evidence name it");
        }
        else if (reader.Id.Length > 0 && !_ids.TryAdd(reader.Id, policy))
        {
            var first = _ids[reader.Id];
            Fault(policy, span, $"@id(\"{reader.Id}\") is taken by the policy at {first.SourceName}:{first.Span.Line}");
        }

        if (_faults.Count == before)
        {
            _policies.Add(new BundlePolicy(reader.Id, reader.Reason, reader.Stated, policy));
        }
    }

    /// <summary>
    /// Whether the policy is about known things. Not whether it is sound by the types of the schema: that is asked when a policy is changed, because
    /// a stored one must not stop loading when the validator learns something new.
    /// </summary>
    private void CheckNames(CedarPolicy policy)
    {
        foreach (var finding in VocabularySchema.Schema.FindUnknownNames(policy))
        {
            Fault(policy, finding.Span, finding.Message);
        }

        if (names is not null)
        {
            new CatalogueNames(names, (span, message) => Fault(policy, span, message)).Check(policy);
        }

        new UnknownAttributes(policy, (span, message) => Fault(policy, span, message)).Check();
    }

    private void Fault(CedarPolicy policy, SourceSpan span, string message) =>
        _faults.Add(new PolicyFault(policy.SourceName, span.Line, span.Column, message));

    private static BundleReading Failed(IEnumerable<PolicyFault> faults) => new([.. faults.Take(MaxFaults)]);
}
