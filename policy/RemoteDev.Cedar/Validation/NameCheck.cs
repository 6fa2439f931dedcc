using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Validation;

/// <summary>Notices entity types, actions and listed entities that a policy names and the schema does not have.</summary>
internal sealed class NameCheck(SchemaIndex schema, FindingLog log)
{
    private readonly CedarSchema _schema = schema.Schema;
    private readonly NameGuess _guess = new(schema.Schema);

    /// <summary>Checks what a policy names; false when its scope names something unknown, so that nobody can say what fits it.</summary>
    public bool Run(CedarPolicy policy)
    {
        foreach (var type in policy.References.Types)
        {
            CheckType(type.Name, type.Span);
        }

        foreach (var entity in policy.References.Entities)
        {
            CheckEntity(entity);
        }

        var scope = policy.Scope;
        return Array.TrueForAll([scope.Principal, scope.Action, scope.Resource], constraint =>
            (constraint.Type is null || IsKnown(constraint.Type.Name)) && constraint.Entities.All(entity => schema.Knows(entity.Uid)));
    }

    /// <summary>Checks what a link puts into the slots of its template; false when it is of an unknown type.</summary>
    public bool RunSlots(CedarPolicy link)
    {
        var isKnown = true;
        foreach (var entity in link.Scope.Principal.Entities.Concat(link.Scope.Resource.Entities))
        {
            if (!CheckType(entity.Uid.Type, entity.Span))
            {
                isKnown = false;
            }
            else if (EnumFault(entity.Uid) is { } fault)
            {
                // The SDK lets it pass; it can never match.
                log.Warn(entity.Span, FindingCode.UnknownEnumEntity, fault);
            }
        }

        return isKnown;
    }

    private void CheckEntity(EntityLiteral entity)
    {
        var uid = entity.Uid;
        if (EntityTypeName.IsAction(uid.Type))
        {
            if (!_schema.Actions.ContainsKey(uid))
            {
                log.Error(
                    entity.Span, FindingCode.UnknownAction, $"there is no action `{TypeText.Cut(uid.ToString())}`{_guess.OfAction(uid)}");
            }
        }
        else if (CheckType(uid.Type, entity.Span) && EnumFault(uid) is { } fault)
        {
            log.Error(entity.Span, FindingCode.UnknownEnumEntity, fault);
        }
    }

    private string? EnumFault(EntityUid uid)
    {
        if (_schema.EntityTypes.GetValueOrDefault(uid.Type)?.EnumIds is not { } ids || ids.Contains(uid.Id, StringComparer.Ordinal))
        {
            return null;
        }

        var known = TypeText.List(ids.Select(id => TypeText.Cut(StringValue.Quote(id))), "and");
        return $"there is no `{TypeText.Cut(uid.ToString())}`: a `{TypeText.Cut(uid.Type)}` is one of {known}";
    }

    /// <summary>That an entity is an action may be asked of any namespace, and is false of those that have none.</summary>
    private bool IsKnown(string type) => EntityTypeName.IsAction(type) || _schema.EntityTypes.ContainsKey(type);

    private bool CheckType(string type, SourceSpan span)
    {
        if (!IsKnown(type))
        {
            log.Error(span, FindingCode.UnknownEntityType, $"there is no entity type `{TypeText.Cut(type)}`{_guess.OfType(type)}");
            return false;
        }

        return true;
    }
}
