using System.Runtime.CompilerServices;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Validation;

/// <summary>
/// Tells which kinds of request are the same to the conditions of a policy: those that differ only in what the conditions never mention.
/// One kind of each is typed.
/// </summary>
internal sealed class Likeness
{
    private readonly SchemaIndex _schema;
    private readonly HashSet<RequestVariable> _mentioned = [];

    public Likeness(CedarPolicy policy, SchemaIndex schema)
    {
        _schema = schema;
        foreach (var expression in ExpressionTree.Of(policy))
        {
            if (expression is Expression.Variable variable)
            {
                _mentioned.Add(variable.Name);
            }
            else if (expression is Expression.Literal { Value: EntityUid uid } && EntityTypeName.IsAction(uid.Type))
            {
                // Of all named entities, only the action of the request itself counts as a part of it.
                _mentioned.Add(RequestVariable.Action);
            }
        }
    }

    /// <summary>What <paramref name="kind"/> is to the policy; the same for kinds that are alike.</summary>
    public (string? Principal, object? Action, string? Resource) Of(RequestKind kind) => (
        _mentioned.Contains(RequestVariable.Principal) ? kind.Principal : null,
        _mentioned.Contains(RequestVariable.Action) ? kind.Action
            : _mentioned.Contains(RequestVariable.Context) ? new SharedContext(_schema.ContextOf(kind.Action.Uid)) : null,
        _mentioned.Contains(RequestVariable.Resource) ? kind.Resource : null);

    /// <summary>Equal contexts are one object, so that comparing them is one step.</summary>
    private sealed class SharedContext(object context)
    {
        public override bool Equals(object? obj) => obj is SharedContext other && ReferenceEquals(other.Context, Context);

        public override int GetHashCode() => RuntimeHelpers.GetHashCode(Context);

        private object Context { get; } = context;
    }
}
