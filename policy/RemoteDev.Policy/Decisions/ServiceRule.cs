using RemoteDev.Cedar;
using RemoteDev.Cedar.Ast;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Policy.Decisions;

/// <summary>
/// What is different for service accounts. A permit for whoever asks was written about people, so it does not count for a machine: only one
/// counts whose head names the account, its kind, a role or a vendor. A forbid counts for everybody.
/// </summary>
internal static class ServiceRule
{
    public static bool IsService(EntityUid principal) => principal.Type == EntityTypes.ServiceAccount;

    /// <summary>Whether a policy speaks about service accounts at all.</summary>
    public static bool Counts(CedarPolicy policy) => policy.Effect == Effect.Forbid || policy.Scope.Principal.Operator != ScopeOperator.Any;

    /// <summary>Those of the permits that count for a service account.</summary>
    public static CedarPolicy[] Counting(ReadOnlySpan<CedarPolicy> permits)
    {
        var counting = new List<CedarPolicy>(permits.Length);
        foreach (var permit in permits)
        {
            if (Counts(permit))
            {
                counting.Add(permit);
            }
        }

        return [.. counting];
    }

    /// <summary>Who answers for it.</summary>
    public static EntityUid? OwnerOf(Entity account) =>
        account.AttributeRecord.TryGet("owner", out var owner) && owner is EntityUid uid ? uid : null;
}
