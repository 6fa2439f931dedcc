using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.Identify.Credentials;

/// <summary>What an environment's git credential helper is given, once.</summary>
internal sealed record WorkloadCredential(string UserName, Secret Secret);
