using RemoteDev.Policy.Decisions;

namespace RemoteDev.Policy.Surveying;

/// <summary>One of the ways a circumstance can be. Every context belongs to exactly one value of a dimension.</summary>
/// <param name="Words">As the end of a sentence: <c>over ssh</c>.</param>
/// <param name="Apply">Makes a context one of these.</param>
/// <param name="Holds">Whether a context is one of these.</param>
internal sealed record DimensionValue(string Words, Func<DecisionContext, DecisionContext> Apply, Func<DecisionContext, bool> Holds);
