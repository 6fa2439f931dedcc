using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.Identify.Credentials;

/// <summary>What an environment proved itself by.</summary>
/// <param name="Shown">The hash of the secret.</param>
/// <param name="IssuedAt">When an administrator gave the first of those that the environment has renewed since.</param>
internal readonly record struct WorkloadProof(TokenHash Shown, DateTimeOffset IssuedAt);
