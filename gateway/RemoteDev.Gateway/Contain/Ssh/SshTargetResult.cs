using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Contain.Ssh;

/// <summary>What came of connecting to an environment: one of the two.</summary>
/// <param name="Connection">Logged in; whoever connected disposes it.</param>
/// <param name="Fault">Why there is none.</param>
internal sealed record SshTargetResult(SshClientConnection? Connection, SshTargetFault? Fault);
