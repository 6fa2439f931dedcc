using RemoteDev.Cedar;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Schema;
using RemoteDev.Cedar.Values;
using Spelling = RemoteDev.Policy.Faults.Spelling;

namespace RemoteDev.Policy.Vocabulary;

/// <summary>
/// Notices attributes that nothing has, by the schema. The validator, held to Cedar's specification, must pass some: <c>has</c> of a misspelt name
/// is simply false to it, and what stands behind something false is not looked at. A forbid that asks so never forbids, and nobody is told.
/// </summary>
internal sealed class UnknownAttributes(CedarPolicy policy, Action<SourceSpan, string> report)
{
    private static readonly CedarSchema Schema = VocabularySchema.Schema;
    private static readonly RecordType Context = Schema.Actions[Actions.Browse].Context;

    public void Check()
    {
        List<RecordType>? resources = null;
        foreach (var access in policy.References.Attributes)
        {
            Check(access, access.Root switch
            {
                RequestVariable.Principal => AttributesOf([EntityTypes.User, EntityTypes.ServiceAccount]),
                RequestVariable.Resource => resources ??= AttributesOf(ResourceTypes()),
                RequestVariable.Context => [Context],
                _ => [],
            });
        }
    }

    /// <summary>Follows an access from name to name; it is enough that one of the holders has it.</summary>
    private void Check(AttributeAccess access, List<RecordType> holders)
    {
        var path = access.Root.ToString().ToLowerInvariant();
        foreach (var name in access.Path)
        {
            var found = holders.Select(holder => holder.Find(name)).OfType<AttributeType>().ToList();
            if (found.Count == 0)
            {
                var known = holders.SelectMany(holder => holder.Attributes.Keys).ToList();
                var word = StringValue.Quote(Spelling.Cut(name));
                report(access.Span, known.Count == 0 ? $"{path} has no attributes, so not {word} either"
                    : Spelling.Nearest(name, known) is { } near ? $"{path} has no attribute {word}; did you mean {near}?"
                    : $"{path} has no attribute {word}");
                return;
            }

            path = $"{path}.{name}";
            holders = [.. found.Select(attribute => attribute.Type switch
            {
                CedarType.Record record => record.Attributes,
                CedarType.Entity entity => Schema.EntityTypes[entity.Name].Attributes,
                _ => RecordType.Empty,
            })];
        }
    }

    private static List<RecordType> AttributesOf(IEnumerable<string> types) =>
        [.. types.Select(Schema.EntityTypes.GetValueOrDefault).OfType<EntityTypeDefinition>().Select(type => type.Attributes)];

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

        var named = Actions.All
            .Where(defined => policy.Scope.Action.Entities.Any(entity => entity.Uid.Equals(defined.Uid) || entity.Uid.Equals(defined.Group)))
            .ToList();
        return (named.Count == 0 ? Actions.All : named).SelectMany(action => action.ResourceTypes).Distinct(StringComparer.Ordinal);
    }
}
