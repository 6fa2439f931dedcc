namespace RemoteDev.Gateway.Identify.OpenId.Attempts;

/// <summary>Where the browser goes, and what it takes along.</summary>
internal sealed record BegunSignIn(Uri GoTo, SignInAttempt Attempt);
