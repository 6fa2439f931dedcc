using System.Collections.Immutable;
using NodaTime;

namespace RemoteDev.Policy.Decisions;

/// <summary>Other people consented to this request.</summary>
/// <param name="By">Their logins.</param>
/// <param name="Until">When the consent ends.</param>
public sealed record ApprovalEvidence(ImmutableArray<string> By, Instant Until);
