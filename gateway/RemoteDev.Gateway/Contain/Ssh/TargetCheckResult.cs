namespace RemoteDev.Gateway.Contain.Ssh;

/// <summary>How far the gateway came into an environment.</summary>
/// <param name="Fault">What stopped it; null when everything works.</param>
/// <param name="ServerVersion">What the server calls itself: printable US-ASCII, of its choosing. Null when it let nobody in.</param>
/// <param name="HostKey">The fingerprint of the key that it has proven to hold; null when it let nobody in.</param>
internal sealed record TargetCheckResult(SshTargetFault? Fault, string? ServerVersion, string? HostKey);
