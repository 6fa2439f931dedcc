using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Evaluation;

/// <summary>A request among its entities: what every policy asks for is looked up once. Lives on the stack of one decision.</summary>
internal readonly ref struct RequestFrame
{
    private readonly EntityStore _store;

    public RequestFrame(EntityStore store, EntityUid principal, EntityUid action, EntityUid resource, RecordValue context)
    {
        _store = store;
        Principal = principal;
        Action = action;
        Resource = resource;
        Context = context;
        PrincipalEntity = store.Find(principal);
        ActionEntity = store.Find(action);
        ResourceEntity = store.Find(resource);
    }

    public RequestFrame(EntityStore store, Request request)
        : this(store, request.Principal, request.Action, request.Resource, request.ContextRecord)
    {
    }

    public EntityUid Principal { get; }

    public EntityUid Action { get; }

    public EntityUid Resource { get; }

    public RecordValue Context { get; }

    /// <summary>The principal's data; null when the store lacks it.</summary>
    public Entity? PrincipalEntity { get; }

    /// <summary>The action's data; null when the store lacks it.</summary>
    public Entity? ActionEntity { get; }

    /// <summary>The resource's data; null when the store lacks it.</summary>
    public Entity? ResourceEntity { get; }

    /// <summary>The attributes of a part of the request; null when the store lacks the entity.</summary>
    public RecordValue? AttributesOf(RequestVariable variable) => variable switch
    {
        RequestVariable.Principal => PrincipalEntity?.AttributeRecord,
        RequestVariable.Action => ActionEntity?.AttributeRecord,
        RequestVariable.Resource => ResourceEntity?.AttributeRecord,
        _ => Context,
    };

    /// <summary>Cedar's <c>in</c>.</summary>
    public bool IsIn(EntityUid descendant, EntityUid ancestor) =>
        descendant.Equals(ancestor) || Find(descendant) is { } entity && entity.IsIn(ancestor);

    /// <summary>Cedar's <c>in</c> for a set of nothing but entities.</summary>
    public bool IsInAny(EntityUid descendant, SetValue set)
    {
        if (set.Contains(descendant))
        {
            return true;
        }

        if (Find(descendant) is not { } entity)
        {
            return false;
        }

        // Whichever is fewer: the entities of the set, or what the entity is in.
        if (set.Count > entity.AncestorSpan.Length)
        {
            foreach (var ancestor in entity.AncestorSpan)
            {
                if (set.Contains(ancestor))
                {
                    return true;
                }
            }

            return false;
        }

        foreach (var element in set.Elements)
        {
            if (entity.IsIn((EntityUid)element))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The data of any entity; null when the store lacks it.</summary>
    public Entity? Find(EntityUid uid)
    {
        if (ReferenceEquals(uid, Principal))
        {
            return PrincipalEntity;
        }

        if (ReferenceEquals(uid, Resource))
        {
            return ResourceEntity;
        }

        return _store.Find(uid);
    }
}
