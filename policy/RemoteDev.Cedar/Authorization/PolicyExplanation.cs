namespace RemoteDev.Cedar.Authorization;

/// <summary>How one policy fared with a request, and why.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Outcome">How it fared.</param>
/// <param name="Obstacles">
/// When the policy does not apply, everything that is in the way: the constraints of its scope that the request does not meet, or when it meets
/// all, every such part of its conditions. Parts whose value cannot be known, because an earlier part guards them, are left out.
/// </param>
/// <param name="Error">What went wrong, when it erred.</param>
public sealed record PolicyExplanation(CedarPolicy Policy, PolicyOutcome Outcome, IReadOnlyList<Obstacle> Obstacles, PolicyError? Error);
