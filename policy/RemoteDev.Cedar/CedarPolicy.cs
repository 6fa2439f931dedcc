using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Syntax;

namespace RemoteDev.Cedar;

/// <summary>
/// One policy: static, a link of a template, or a template itself. Immutable. (Not named Policy: that is a namespace next door.)
/// </summary>
public sealed class CedarPolicy
{
    private readonly Annotation[] _annotations;
    private readonly Condition[] _conditions;
    private readonly PolicySource _source;
    private readonly Lazy<PolicyReferences> _references;

    internal CedarPolicy(
        string id, Effect effect, Annotation[] annotations, PolicyScope scope, Condition[] conditions, PolicySource source, SourceSpan span)
    {
        Id = id;
        Effect = effect;
        _annotations = annotations;
        Scope = scope;
        _conditions = conditions;
        _source = source;
        Span = span;
        _references = new Lazy<PolicyReferences>(() => ReferenceCollector.Of(this));
    }

    private CedarPolicy(string id, PolicyScope scope, CedarPolicy original)
        : this(id, original.Effect, original._annotations, scope, original._conditions, original._source, original.Span)
    {
    }

    /// <summary>
    /// What the set calls the policy. A policy read from text is called by its place, counting templates: <c>policy0</c>, <c>policy1</c>,
    /// and so on through all sources.
    /// </summary>
    public string Id { get; }

    /// <summary>Whether the scope has a slot. A template decides nothing; its links do.</summary>
    public bool IsTemplate => Scope.Principal.Slot is not null || Scope.Resource.Slot is not null;

    /// <summary>The template the policy is a link of; null when it is a static policy or itself a template.</summary>
    public CedarPolicy? Template { get; private init; }

    /// <summary>What the link fills its template's slots with; nothing when the policy is no link.</summary>
    public SlotValues Values { get; private init; } = SlotValues.None;

    /// <summary>Whether the policy permits or forbids.</summary>
    public Effect Effect { get; }

    /// <summary>The annotations in the order written; no key occurs twice.</summary>
    public IReadOnlyList<Annotation> Annotations => _annotations;

    /// <summary>Which requests the policy speaks about.</summary>
    internal PolicyScope Scope { get; }

    /// <summary>The <c>when</c> and <c>unless</c> clauses in the order written.</summary>
    internal IReadOnlyList<Condition> Conditions => _conditions;

    /// <summary>The name of the source that holds the policy.</summary>
    public string SourceName => _source.Name;

    /// <summary>Where the policy is in its source, from the first annotation to the semicolon.</summary>
    public SourceSpan Span { get; }

    /// <summary>The policy as it was written.</summary>
    public string Text => TextOf(Span);

    /// <summary>Every entity, type and request attribute the policy names, in scope and conditions.</summary>
    internal PolicyReferences References => _references.Value;

    internal ReadOnlySpan<Condition> ConditionSpan => _conditions;

    /// <summary>The annotation with <paramref name="key"/>, or null.</summary>
    public Annotation? FindAnnotation(string key) => Array.Find(_annotations, annotation => annotation.Key == key);

    /// <summary>What is written at <paramref name="span"/>, which is a span of this policy's source.</summary>
    public string TextOf(SourceSpan span) => span.In(_source.Text);

    internal PolicySource Source => _source;

    /// <summary>The same policy under another name.</summary>
    internal CedarPolicy Named(string id) => id == Id ? this : new CedarPolicy(id, Scope, this) { Template = Template, Values = Values };

    /// <summary>A link of this template. Of the template it keeps all but the slots, so that faults and explanations point to its text.</summary>
    internal CedarPolicy Linked(string id, SlotValues values)
    {
        var scope = Scope with { Principal = Scope.Principal.Filled(values.Principal), Resource = Scope.Resource.Filled(values.Resource) };
        return new CedarPolicy(id, scope, this) { Template = this, Values = values };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Id} ({SourceName}:{Span})";
}
