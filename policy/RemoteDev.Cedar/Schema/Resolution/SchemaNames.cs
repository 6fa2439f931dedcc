using RemoteDev.Cedar.Schema.Declarations;

namespace RemoteDev.Cedar.Schema.Resolution;

/// <summary>
/// What is declared, and what a name refers to. A name without a namespace means first what its own namespace declares, then what the
/// empty namespace declares, where Cedar's own types stand unless something declared has their name.
/// </summary>
internal sealed class SchemaNames
{
    private readonly HashSet<EntityUid> _actions = [];
    private readonly HashSet<string> _entityTypes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _actionTypes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _commonTypes = new(StringComparer.Ordinal);

    public SchemaNames(SchemaDocument document)
    {
        foreach (var declaring in document.Namespaces)
        {
            _entityTypes.UnionWith(declaring.EntityTypes.Select(type => declaring.Qualify(type.Name)));
            _commonTypes.UnionWith(declaring.CommonTypes.Select(type => declaring.Qualify(type.Name)));
            foreach (var action in declaring.Actions)
            {
                _actions.Add(ActionUid(declaring, action.Id));
                _actionTypes.Add(declaring.Qualify("Action"));
            }
        }
    }

    /// <summary>The declared entity types, common types and actions, for suggestions.</summary>
    public IReadOnlyCollection<string> EntityTypes => _entityTypes;

    public IReadOnlyCollection<string> CommonTypes => _commonTypes;

    public IReadOnlyCollection<EntityUid> Actions => _actions;

    public static EntityUid ActionUid(NamespaceDeclaration declaring, string id) =>
        EntityUid.OfParsedType(declaring.Qualify("Action"), id);

    /// <summary>Whether the full name is a declared entity type; the types of actions are declared with their actions.</summary>
    public bool IsEntityType(string name) => _entityTypes.Contains(name) || _actionTypes.Contains(name);

    /// <summary>Whether the full name is a common type, Cedar's own among them.</summary>
    public bool IsCommonType(string name) => _commonTypes.Contains(name) || IsBuiltIn(name);

    /// <summary>Whether the full name is one of Cedar's own types, and not something declared in its place.</summary>
    public bool IsBuiltIn(string name) =>
        BuiltInTypes.TryFind(name, out _) && !IsDeclaredEntityType(name) && !_commonTypes.Contains(name);

    /// <summary>Whether the full name is an entity type that entities can have and principals can be of.</summary>
    public bool IsDeclaredEntityType(string name) => _entityTypes.Contains(name);

    /// <summary>The full name of what a name refers to; null when it refers to nothing.</summary>
    public string? Resolve(string name, ReferenceKind kind, NamespaceDeclaration from)
    {
        foreach (var candidate in Candidates(name, from))
        {
            if (kind != ReferenceKind.Entity && IsCommonType(candidate) || kind != ReferenceKind.Common && IsEntityType(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>The action that a reference names; null when there is none.</summary>
    public EntityUid? Resolve(ActionReference reference, NamespaceDeclaration from)
    {
        foreach (var type in Candidates(reference.Type ?? "Action", from))
        {
            if (EntityUid.TryCreate(type, reference.Id, out var uid) && _actions.Contains(uid))
            {
                return uid;
            }
        }

        return null;
    }

    private static string[] Candidates(string name, NamespaceDeclaration from) =>
        from.Name.Length == 0 || name.Contains("::", StringComparison.Ordinal) ? [name] : [from.Qualify(name), name];
}
