using RemoteDev.Cedar.Authorization;

namespace RemoteDev.Cedar;

/// <summary>The answer to a request.</summary>
/// <param name="Decision">What was decided.</param>
/// <param name="Reasons">
/// The policies that decided, in their order in the set: the satisfied forbids if there are any, otherwise the satisfied permits.
/// Empty when the request is denied because nothing permits it.
/// </param>
/// <param name="Errors">
/// The policies that could not be evaluated and so did not count. A caller for whom a forbid that errs must not be passed over checks here.
/// </param>
public sealed record Response(Decision Decision, IReadOnlyList<CedarPolicy> Reasons, IReadOnlyList<PolicyError> Errors);
