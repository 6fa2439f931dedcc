using RemoteDev.Cedar.Authorization;
using RemoteDev.Cedar.Entities;
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
        store.TryGet(principal, out var entity);
        PrincipalEntity = entity;
        store.TryGet(action, out entity);
        ActionEntity = entity;
        store.TryGet(resource, out entity);
        ResourceEntity = entity;
    }

    public RequestFrame(EntityStore store, Request request)
        : this(store, request.Principal, request.Action, request.Resource, request.Context)
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

        return _store.TryGet(uid, out var entity) ? entity : null;
    }
}
