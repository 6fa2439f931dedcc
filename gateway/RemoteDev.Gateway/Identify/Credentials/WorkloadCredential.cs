using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.Identify.Credentials;

/// <summary>What an environment's git credential helper is given, once.</summary>
/// <param name="IssuedAt">From when its age counts: the helper renews it after a third of its life.</param>
internal sealed record WorkloadCredential(string UserName, Secret Secret, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt);
