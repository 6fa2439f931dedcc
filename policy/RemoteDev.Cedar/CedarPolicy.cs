using System.Collections.Frozen;
using RemoteDev.Cedar.Json;
using RemoteDev.Cedar.Syntax.Formatting;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Syntax;

namespace RemoteDev.Cedar;

/// <summary>
/// One policy: static, a link of a template, or a template itself. Immutable. (Not named Policy: that is a namespace next door.)
/// </summary>
public sealed class CedarPolicy
{
    private readonly Annotation[] _annotations;
    private readonly Lazy<IReadOnlyDictionary<string, string>> _annotationValues;
    private readonly Condition[] _conditions;
    private readonly PolicySource _source;
    private readonly Lazy<PolicyReferences> _references;

    internal CedarPolicy(
        string id, Effect effect, Annotation[] annotations, PolicyScope scope, Condition[] conditions, PolicySource source, SourceSpan span)
    {
        Id = id;
        Effect = effect;
        _annotations = annotations;
        _annotationValues = new(() => annotations.ToFrozenDictionary(annotation => annotation.Key, annotation => annotation.Value, StringComparer.Ordinal));
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

    /// <summary>The entity in the place of <c>?principal</c>; null when the policy is no link or its template has no such slot.</summary>
    public EntityUid? LinkedPrincipal => Values.Principal;

    /// <summary>The entity in the place of <c>?resource</c>; null when the policy is no link or its template has no such slot.</summary>
    public EntityUid? LinkedResource => Values.Resource;

    /// <summary>Whether the policy forbids; otherwise it permits.</summary>
    public bool IsForbid => Effect == Effect.Forbid;

    /// <summary>
    /// The values of the annotations by their keys without <c>@</c>; empty where the key stands alone. Cedar gives annotations no meaning;
    /// whoever reads the policy may.
    /// </summary>
    public IReadOnlyDictionary<string, string> Annotations => _annotationValues.Value;

    /// <summary>What the link fills its template's slots with; nothing when the policy is no link.</summary>
    internal SlotValues Values { get; private init; } = SlotValues.None;

    internal Effect Effect { get; }

    /// <summary>The annotations in the order written, with their places; no key occurs twice.</summary>
    internal IReadOnlyList<Annotation> WrittenAnnotations => _annotations;

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
    internal Annotation? FindAnnotation(string key) => Array.Find(_annotations, annotation => annotation.Key == key);

    /// <summary>What is written at <paramref name="span"/>, which is a span of this policy's source.</summary>
    public string TextOf(SourceSpan span) => span.In(_source.Text);

    /// <summary>Reads one policy or template in Cedar's JSON format. Its text is the Cedar that says the same.</summary>
    /// <param name="json">The policy in JSON.</param>
    /// <param name="id">What it is to be called.</param>
    /// <param name="sourceName">What findings call its source, usually a file name.</param>
    public static Result<CedarPolicy> ParseJson(string json, string id, string sourceName)
    {
        var read = PolicyJson.Parse(json, id, sourceName);
        return read.Succeeded
            ? new Result<CedarPolicy>(read.Value.Policies.Concat(read.Value.Templates).Single())
            : new Result<CedarPolicy>(read.Faults);
    }

    /// <summary>The policy or template in Cedar's JSON format, on one line. A link prints as the policy it is.</summary>
    public string ToJson() => PolicyJson.Print(this);

    /// <summary>
    /// The policy as Cedar text, written from its meaning alone: without the comments and parentheses its source may have. A link is
    /// written with the slots filled.
    /// </summary>
    public string ToCedar() => CedarFormatter.Print(this);

    internal PolicySource Source => _source;

    /// <summary>The same policy under another id.</summary>
    public CedarPolicy Named(string id) => id == Id ? this : new CedarPolicy(id, Scope, this) { Template = Template, Values = Values };

    /// <summary>A link of this template. Of the template it keeps all but the slots, so that faults and explanations point to its text.</summary>
    internal CedarPolicy Linked(string id, SlotValues values)
    {
        var scope = Scope with { Principal = Scope.Principal.Filled(values.Principal), Resource = Scope.Resource.Filled(values.Resource) };
        return new CedarPolicy(id, scope, this) { Template = this, Values = values };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Id} ({SourceName}:{Span})";
}
