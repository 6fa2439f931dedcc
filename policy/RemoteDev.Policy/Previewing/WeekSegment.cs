using NodaTime;

namespace RemoteDev.Policy.Previewing;

/// <summary>
/// A stretch of a week in which every answer stays as it is. Each person counts once, by the best answer to anything that was asked about:
/// permitted, or else with consent, or else with a fresher second factor, or else denied.
/// </summary>
/// <param name="From">The first instant.</param>
/// <param name="To">The first instant after.</param>
/// <param name="Permitted">How many people are permitted something.</param>
/// <param name="NeedsApproval">How many others would be with the consent of others.</param>
/// <param name="NeedsMfa">How many others would be with a fresher second factor.</param>
/// <param name="Denied">How many are denied all of it.</param>
/// <param name="PolicyIds">The policies that decide the best answers, in ordinal order: those that permit or would, or that forbid.</param>
public sealed record WeekSegment(
    Instant From, Instant To, int Permitted, int NeedsApproval, int NeedsMfa, int Denied, IReadOnlyList<string> PolicyIds);
