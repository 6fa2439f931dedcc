using RemoteDev.Policy.Obligations;

namespace RemoteDev.Policy.Decisions;

/// <summary>The consent of others is all that is missing.</summary>
/// <param name="Rule">The first rule that is not met.</param>
/// <param name="PolicyIds">The policies that would permit.</param>
public sealed record ApprovalNeed(ApprovalRule Rule, IReadOnlyList<string> PolicyIds);
