using NodaTime;

namespace RemoteDev.Policy.Explaining;

/// <summary>A policy without which, or with which, a denial would be something else, and what stands in its way.</summary>
/// <param name="Id">The policy.</param>
/// <param name="IsPermit">Whether it permits; otherwise it forbids.</param>
/// <param name="Words">
/// Of a permit everything that it still lacks: <c>opens Mon 09:00 Africa/Lagos (lagos-office)</c>, <c>is for role reviewer</c>. Of a forbid
/// every way in which it would cease to forbid, any one of which is enough; when there is none, that it stays.
/// </param>
/// <param name="At">When waiting is part of it: until when.</param>
public sealed record NearPolicy(string Id, bool IsPermit, IReadOnlyList<string> Words, Instant? At = null);
