namespace RemoteDev.Gateway.StepUp.Totp;

/// <summary>What came of showing a code of an authenticator.</summary>
/// <param name="IsRight">It is right, and used up by that.</param>
/// <param name="LateBy">It was right, so long ago: the clock it comes from is behind.</param>
internal readonly record struct TotpVerdict(bool IsRight, TimeSpan? LateBy);
