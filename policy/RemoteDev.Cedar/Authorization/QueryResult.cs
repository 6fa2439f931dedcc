namespace RemoteDev.Cedar.Authorization;

/// <summary>The answer to "which ones are allowed".</summary>
/// <param name="Allowed">The entities for which the decision is <see cref="Decision.Allow"/>, ordered by type and id.</param>
/// <param name="Doubtful">
/// Those of <paramref name="Allowed"/> for which a forbid could not be evaluated, in the same order. Cedar allows them; a caller for whom such
/// a forbid must not be passed over takes them out.
/// </param>
public sealed record QueryResult(IReadOnlyList<EntityUid> Allowed, IReadOnlyList<EntityUid> Doubtful);
