namespace RemoteDev.Cedar.Ast;

/// <summary>What a policy's scope says about the principal, the action or the resource.</summary>
internal sealed class ScopeConstraint
{
    private readonly EntityLiteral[] _entities;

    internal ScopeConstraint(
        RequestVariable variable, ScopeOperator @operator, EntityTypeReference? type, EntityLiteral[] entities, SourceSpan? slot, SourceSpan span)
    {
        Variable = variable;
        Operator = @operator;
        Type = type;
        _entities = entities;
        Slot = slot;
        Span = span;
    }

    /// <summary>The part of the request that is constrained.</summary>
    public RequestVariable Variable { get; }

    /// <summary>How it is constrained.</summary>
    public ScopeOperator Operator { get; }

    /// <summary>The type after <c>is</c>, for <see cref="ScopeOperator.Is"/> and <see cref="ScopeOperator.IsIn"/>.</summary>
    public EntityTypeReference? Type { get; }

    /// <summary>The entities named: one, except for a list of actions and for constraints that name none.</summary>
    public IReadOnlyList<EntityLiteral> Entities => _entities;

    /// <summary>Where the template slot is written, when a slot stands for the entity.</summary>
    public SourceSpan? Slot { get; }

    /// <summary>Where the constraint is written, starting at the variable.</summary>
    public SourceSpan Span { get; }

    internal ReadOnlySpan<EntityLiteral> Targets => _entities;

    /// <summary>The constraint with the slot filled; a constraint without slot is itself.</summary>
    internal ScopeConstraint Filled(EntityUid? value) => Slot is { } slot && value is not null
        ? new ScopeConstraint(Variable, Operator, Type, [new EntityLiteral(value, slot)], slot: null, Span)
        : this;
}
