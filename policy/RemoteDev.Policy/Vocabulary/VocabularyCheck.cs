using RemoteDev.Cedar;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Values;
using RemoteDev.Policy.Faults;
using Spelling = RemoteDev.Policy.Faults.Spelling;

namespace RemoteDev.Policy.Vocabulary;

/// <summary>
/// Notices words that a policy spells and nobody knows: entity types, actions, names of the catalogue, attributes. A misspelt word in
/// Cedar is not an error but a policy that silently never matches, which for a forbid means that it does not forbid.
/// </summary>
internal sealed class VocabularyCheck(CedarPolicy policy, ICatalogNames? names, Action<PolicyFault> report)
{
    public void Run()
    {
        foreach (var entity in policy.References.Entities)
        {
            CheckEntity(entity.Uid, entity.Span);
        }

        foreach (var type in policy.References.Types)
        {
            CheckType(type.Name, type.Span);
        }

        var resource = AttributeShape.OfResource(ResourceTypes());
        foreach (var access in policy.References.Attributes)
        {
            CheckAttribute(access, access.Root switch
            {
                RequestVariable.Principal => AttributeShape.User,
                RequestVariable.Resource => resource,
                RequestVariable.Context => AttributeShape.Context,
                _ => AttributeShape.OfResource([]),
            });
        }
    }

    private void CheckEntity(EntityUid uid, SourceSpan span)
    {
        if (!CheckType(uid.Type, span))
        {
            return;
        }

        IReadOnlySet<string>? known = uid.Type switch
        {
            EntityTypes.Action => ActionNames(),
            EntityTypes.Classification => Classifications.All.ToHashSet(StringComparer.Ordinal),
            EntityTypes.Gateway => new HashSet<string>([Uids.Gateway.Id], StringComparer.Ordinal),
            _ => names?.IdsOf(uid.Type),
        };
        if (known?.Contains(uid.Id) == false)
        {
            var kind = Short(uid.Type).ToLowerInvariant();
            Fault(span, Suggest($"there is no {kind} {StringValue.Quote(Spelling.Cut(uid.Id))}", uid.Id, known));
        }
        else if (uid.Type == EntityTypes.Branch && names?.IdsOf(EntityTypes.Repository) is { } repositories
            && !repositories.Contains(uid.Id.Split(':', 2)[0]))
        {
            var branch = StringValue.Quote(Spelling.Cut(uid.Id));
            Fault(span, $"{branch} is not a branch of a known repository; write it like payments/app:main");
        }
    }

    private bool CheckType(string type, SourceSpan span)
    {
        if (EntityTypes.All.Contains(type, StringComparer.Ordinal))
        {
            return true;
        }

        // The likeliest slip is to leave the namespace out.
        Fault(span, EntityTypes.All.Contains($"{EntityTypes.Namespace}::{type}", StringComparer.Ordinal)
            ? $"there is no entity type {type}; write {EntityTypes.Namespace}::{type}"
            : Suggest($"there is no entity type {Spelling.Cut(type)}", type, EntityTypes.All));
        return false;
    }

    private void CheckAttribute(AttributeAccess access, AttributeShape shape)
    {
        var root = access.Root.ToString().ToLowerInvariant();
        var path = root;
        foreach (var name in access.Path)
        {
            if (shape.Find(name) is not { } next)
            {
                Fault(access.Span, shape.Names.Count == 0
                    ? $"{path} has no attributes, so not {StringValue.Quote(Spelling.Cut(name))} either"
                    : Suggest($"{path} has no attribute {StringValue.Quote(Spelling.Cut(name))}", name, shape.Names));
                return;
            }

            path = $"{path}.{name}";
            shape = next;
        }
    }

    /// <summary>What the resource can be: what the scope says, or else what the scope's actions are done to.</summary>
    private IEnumerable<string> ResourceTypes()
    {
        var scope = policy.Scope.Resource;
        if (scope.Type is { } type)
        {
            return [type.Name];
        }

        if (scope.Operator == ScopeOperator.Equal && scope.Entities is [var only])
        {
            return [only.Uid.Type];
        }

        var types = Actions.All
            .Where(defined => policy.Scope.Action.Entities.Any(named => named.Uid.Equals(defined.Uid) || named.Uid.Equals(defined.Group)))
            .SelectMany(defined => defined.ResourceTypes)
            .ToList();
        return types.Count == 0 ? EntityTypes.All : types;
    }

    private static HashSet<string> ActionNames() =>
        new(Actions.All.Select(action => action.Name).Concat(Actions.Groups.Select(group => group.Id)), StringComparer.Ordinal);

    private static string Short(string type) => type[(type.LastIndexOf(':') + 1)..];

    private static string Suggest(string fault, string written, IEnumerable<string> known) =>
        Spelling.Nearest(written, known) is { } near ? $"{fault}; did you mean {near}?" : fault;

    private void Fault(SourceSpan span, string message) => report(new PolicyFault(policy.SourceName, span.Line, span.Column, message));
}
