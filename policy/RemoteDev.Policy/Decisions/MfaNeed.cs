namespace RemoteDev.Policy.Decisions;

/// <summary>A second factor, or a fresher one, is all that is missing at this point.</summary>
/// <param name="MaxAge">The greatest age that would do.</param>
/// <param name="PolicyIds">The policies that would permit.</param>
public sealed record MfaNeed(TimeSpan MaxAge, IReadOnlyList<string> PolicyIds);
