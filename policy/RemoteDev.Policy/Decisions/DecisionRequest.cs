using RemoteDev.Cedar;

namespace RemoteDev.Policy.Decisions;

/// <summary>What is asked.</summary>
/// <param name="Principal">Who asks.</param>
/// <param name="Action">What they want to do.</param>
/// <param name="Resource">To what.</param>
/// <param name="Context">In which circumstances.</param>
public sealed record DecisionRequest(EntityUid Principal, EntityUid Action, EntityUid Resource, DecisionContext Context);
