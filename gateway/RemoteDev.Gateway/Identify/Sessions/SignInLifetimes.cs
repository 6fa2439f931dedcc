namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>How long a sign-in lives.</summary>
/// <param name="Absolute">From the password on; nothing extends it.</param>
/// <param name="Idle">Without a request at the portal or a byte in any of its access sessions.</param>
/// <param name="OneFactor">With the password alone, before it is forgotten.</param>
internal sealed record SignInLifetimes(TimeSpan Absolute, TimeSpan Idle, TimeSpan OneFactor);
