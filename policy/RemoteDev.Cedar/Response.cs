using System.Runtime.InteropServices;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Authorization;
using RemoteDev.Cedar.Evaluation;

namespace RemoteDev.Cedar;

/// <summary>
/// The answer to a request. Holds it until it is given to another decision to be filled anew: whoever keeps one for each thread decides
/// without allocating. Not for use by several threads at once while it is being filled.
/// </summary>
public sealed class Response
{
    private readonly List<CedarPolicy> _permits = [];
    private readonly List<CedarPolicy> _forbids = [];
    private readonly List<Finding> _errors = [];

    /// <summary>Whether the decision is to allow; before the first it is to deny.</summary>
    public bool IsAllowed => _forbids.Count == 0 && _permits.Count > 0;

    /// <summary>
    /// The policies that decided, in their order in the set: the satisfied forbids if there are any, otherwise the satisfied permits.
    /// Empty when the request is denied because nothing permits it.
    /// </summary>
    public IReadOnlyList<CedarPolicy> Reasons => _forbids.Count > 0 ? _forbids : _permits;

    /// <summary>What went wrong in the policies that could not be evaluated and so did not count, in their order in the set.</summary>
    public IReadOnlyList<Finding> Errors => _errors;

    /// <summary>Whether one of the policies that could not be evaluated forbids. A careful caller then denies, whatever was decided.</summary>
    public bool HasForbidErred => _errors.Exists(error => error.Policy is { Effect: Effect.Forbid });

    /// <summary><see cref="Reasons"/> without an enumerator; valid until the response is filled again.</summary>
    internal ReadOnlySpan<CedarPolicy> ReasonSpan => CollectionsMarshal.AsSpan(_forbids.Count > 0 ? _forbids : _permits);

    /// <summary><see cref="Errors"/> without an enumerator; valid until the response is filled again.</summary>
    internal ReadOnlySpan<Finding> ErrorSpan => CollectionsMarshal.AsSpan(_errors);

    /// <summary>Where a decision keeps its place in the index; made by the first that needs it.</summary>
    internal IndexWalk? Walk { get; set; }

    internal void Clear()
    {
        _permits.Clear();
        _forbids.Clear();
        _errors.Clear();
    }

    internal void AddSatisfied(CedarPolicy policy, Effect effect) => (effect == Effect.Permit ? _permits : _forbids).Add(policy);

    internal void AddError(CedarPolicy policy, EvaluationFault fault) => _errors.Add(Finding.OfEvaluation(policy, fault));
}
