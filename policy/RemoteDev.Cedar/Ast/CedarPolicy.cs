using RemoteDev.Cedar.Syntax;

namespace RemoteDev.Cedar.Ast;

/// <summary>One policy. Immutable. (Not named Policy: that is a namespace next door.)</summary>
public sealed class CedarPolicy
{
    private readonly Annotation[] _annotations;
    private readonly Condition[] _conditions;
    private readonly PolicySource _source;
    private readonly Lazy<PolicyReferences> _references;

    internal CedarPolicy(
        int position, Effect effect, Annotation[] annotations, PolicyScope scope, Condition[] conditions, PolicySource source, SourceSpan span)
    {
        Id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"policy{position}");
        Effect = effect;
        _annotations = annotations;
        Scope = scope;
        _conditions = conditions;
        _source = source;
        Span = span;
        _references = new Lazy<PolicyReferences>(() => ReferenceCollector.Of(this));
    }

    /// <summary>The policy's place in its set: <c>policy0</c>, <c>policy1</c>, and so on through all its sources.</summary>
    public string Id { get; }

    /// <summary>Whether the policy permits or forbids.</summary>
    public Effect Effect { get; }

    /// <summary>The annotations in the order written; no key occurs twice.</summary>
    public IReadOnlyList<Annotation> Annotations => _annotations;

    /// <summary>Which requests the policy speaks about.</summary>
    public PolicyScope Scope { get; }

    /// <summary>The <c>when</c> and <c>unless</c> clauses in the order written.</summary>
    public IReadOnlyList<Condition> Conditions => _conditions;

    /// <summary>The name of the source that holds the policy.</summary>
    public string SourceName => _source.Name;

    /// <summary>Where the policy is in its source, from the first annotation to the semicolon.</summary>
    public SourceSpan Span { get; }

    /// <summary>The policy as it was written.</summary>
    public string Text => TextOf(Span);

    /// <summary>Every entity, type and request attribute the policy names, in scope and conditions.</summary>
    public PolicyReferences References => _references.Value;

    internal ReadOnlySpan<Condition> ConditionSpan => _conditions;

    /// <summary>The annotation with <paramref name="key"/>, or null.</summary>
    public Annotation? FindAnnotation(string key) => Array.Find(_annotations, annotation => annotation.Key == key);

    /// <summary>What is written at <paramref name="span"/>, which is a span of this policy's source.</summary>
    public string TextOf(SourceSpan span) => span.In(_source.Text);

    /// <inheritdoc/>
    public override string ToString() => $"{Id} ({SourceName}:{Span})";
}
