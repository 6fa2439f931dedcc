using RemoteDev.Cedar.Schema.Declarations;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Schema.Resolution;

/// <summary>Makes the resolved schema of a document that either syntax was read into.</summary>
internal sealed class SchemaResolver
{
    private readonly SchemaDocument _document;
    private readonly SchemaNames _names;
    private readonly ResolutionFaults _faults;
    private readonly TypeResolver _types;

    private SchemaResolver(SchemaDocument document, List<Finding> faults)
    {
        _document = document;
        _names = new SchemaNames(document);
        _faults = new ResolutionFaults(document.Source, _names, faults);
        new DeclarationRules(document, _faults).Check();
        _types = new TypeResolver(document, _names, _faults);
    }

    /// <summary>The schema, or everything that is wrong with the document, in the order of the text.</summary>
    public static Result<CedarSchema> Resolve(SchemaDocument document, List<Finding> faults)
    {
        if (faults.Count == 0 && new SchemaResolver(document, faults).Resolve() is { } schema && faults.Count == 0)
        {
            return new Result<CedarSchema>(schema);
        }

        return new Result<CedarSchema>([.. faults.OrderBy(fault => fault.Span.Start)]);
    }

    private CedarSchema Resolve()
    {
        var entityTypes = ResolveEntityTypes();
        var actions = ResolveActions();
        return new CedarSchema(entityTypes, actions, _document);
    }

    private List<EntityTypeDefinition> ResolveEntityTypes()
    {
        var parents = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var lists = new Dictionary<(object List, string Namespace), IReadOnlyList<string>>();
        foreach (var (declaring, type) in Each(declaring => declaring.EntityTypes))
        {
            // Declarations with several names share one list of parents, which is looked up once.
            if (!lists.TryGetValue((type.Parents, declaring.Name), out var resolved))
            {
                lists.Add((type.Parents, declaring.Name), resolved = ResolveTypes(type.Parents, declaring));
            }

            parents.TryAdd(declaring.Qualify(type.Name), resolved);
        }

        var hierarchy = new Hierarchy<string>(parents);
        var shapes = new Dictionary<object, (RecordType? Shape, CedarType? Tags)>(ReferenceEqualityComparer.Instance);
        var definitions = new Dictionary<string, EntityTypeDefinition>(StringComparer.Ordinal);
        foreach (var (declaring, type) in Each(declaring => declaring.EntityTypes))
        {
            if (hierarchy.AncestorsOf(declaring.Qualify(type.Name)) is not { } ancestors)
            {
                _faults.Report(type.Span, "the entity types are in too many other types");
                break;
            }

            var key = (object?)type.Shape ?? (object?)type.Tags ?? type;
            if (!shapes.TryGetValue(key, out var shared))
            {
                shared = (
                    _types.ResolveRecord(type.Shape, declaring, $"the attributes of `{type.Name}`"),
                    type.Tags is null ? null : _types.Resolve(type.Tags, declaring));
                shapes.Add(key, shared);
            }

            if (shared.Shape is not null)
            {
                var name = declaring.Qualify(type.Name);
                definitions.TryAdd(name, new EntityTypeDefinition(name, ancestors, shared.Shape, shared.Tags, type.EnumIds));
            }
        }

        return [.. definitions.Values];
    }

    private List<ActionDefinition> ResolveActions()
    {
        var parents = new Dictionary<EntityUid, IReadOnlyList<EntityUid>>();
        var lists = new Dictionary<(object List, string Namespace), IReadOnlyList<EntityUid>>();
        foreach (var (declaring, action) in Each(declaring => declaring.Actions))
        {
            if (!lists.TryGetValue((action.Parents, declaring.Name), out var resolved))
            {
                lists.Add((action.Parents, declaring.Name), resolved = ResolveGroups(action.Parents, declaring));
            }

            parents.TryAdd(SchemaNames.ActionUid(declaring, action.Id), resolved);
        }

        var hierarchy = new Hierarchy<EntityUid>(parents);
        var inCycles = new HashSet<EntityUid>();
        var applications = new Dictionary<object, Application>(ReferenceEqualityComparer.Instance);
        var definitions = new Dictionary<EntityUid, ActionDefinition>();
        foreach (var (declaring, action) in Each(declaring => declaring.Actions))
        {
            var uid = SchemaNames.ActionUid(declaring, action.Id);
            if (hierarchy.AncestorsOf(uid) is not { } ancestors)
            {
                _faults.Report(action.Span, "the actions are in too many groups");
                break;
            }

            // Of all actions on one cycle, the first is reported.
            if (ancestors.Contains(uid) && !inCycles.Overlaps(ancestors))
            {
                _faults.Report(action.Span, $"the action `{uid}` is in itself");
                inCycles.Add(uid);
            }

            var application = Application.None;
            if (action.AppliesTo is { } appliesTo && !applications.TryGetValue(appliesTo, out application))
            {
                applications.Add(appliesTo, application = Resolve(appliesTo, action, declaring));
            }

            definitions.TryAdd(
                uid, new ActionDefinition(uid, ancestors, application.Principals, application.Resources, application.Context));
        }

        return [.. definitions.Values];
    }

    private Application Resolve(AppliesToDeclaration appliesTo, ActionDeclaration action, NamespaceDeclaration declaring) => new(
            ResolveTypes(appliesTo.PrincipalTypes, declaring),
            ResolveTypes(appliesTo.ResourceTypes, declaring),
            _types.ResolveRecord(appliesTo.Context, declaring, $"the context of the action {StringValue.Quote(action.Id)}") ?? RecordType.Empty);

    private List<string> ResolveTypes(IReadOnlyList<NameReference> references, NamespaceDeclaration from)
    {
        var resolved = new List<string>(references.Count);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reference in references)
        {
            if (_faults.AreEnough)
            {
                break;
            }

            var name = _names.Resolve(reference.Name, ReferenceKind.Entity, from);
            if (name is null)
            {
                _faults.ReportUnknownType(reference.Name, ReferenceKind.Entity, reference.Span, from);
            }
            else if (!_names.IsDeclaredEntityType(name))
            {
                _faults.Report(reference.Span, $"`{name}` is the type of actions, but the type of other entities must stand here");
            }
            else if (known.Add(name))
            {
                resolved.Add(name);
            }
        }

        return resolved;
    }

    private List<EntityUid> ResolveGroups(IReadOnlyList<ActionReference> references, NamespaceDeclaration from)
    {
        var resolved = new List<EntityUid>(references.Count);
        foreach (var reference in references)
        {
            if (_faults.AreEnough)
            {
                break;
            }

            if (_names.Resolve(reference, from) is { } uid)
            {
                resolved.Add(uid);
            }
            else
            {
                _faults.ReportUnknownAction(reference, from);
            }
        }

        return resolved;
    }

    private IEnumerable<(NamespaceDeclaration Declaring, T Declaration)> Each<T>(Func<NamespaceDeclaration, List<T>> declarations) =>
        _document.Namespaces.SelectMany(declaring => declarations(declaring).Select(declaration => (declaring, declaration)));

    private sealed record Application(IReadOnlyList<string> Principals, IReadOnlyList<string> Resources, RecordType Context)
    {
        public static Application None { get; } = new([], [], RecordType.Empty);
    }
}
