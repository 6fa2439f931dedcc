namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary>
/// Conditions that only count for types of principal and resource: of <c>is T in e</c> in a scope, the part that an index leaves open. Null
/// stands for any type.
/// </summary>
internal sealed class ScopeTypeNode(string? principalType, string? resourceType, Node conditions) : TruthNode
{
    public override Truth Test(in RequestFrame frame) =>
        principalType is not null && principalType != frame.Principal.Type || resourceType is not null && resourceType != frame.Resource.Type
            ? Truth.False
            : conditions.Test(in frame);
}
