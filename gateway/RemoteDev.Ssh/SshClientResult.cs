namespace RemoteDev.Ssh;

/// <summary>What came of connecting: one of the two.</summary>
/// <param name="Connection">The connection, which whoever connected disposes.</param>
/// <param name="Fault">Why there is none.</param>
public sealed record SshClientResult(SshClientConnection? Connection, SshFault? Fault);
