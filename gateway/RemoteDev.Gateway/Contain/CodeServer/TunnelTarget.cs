namespace RemoteDev.Gateway.Contain.CodeServer;

/// <summary>Where a tunnel inside VS Code's protocol would lead, as the message says it.</summary>
internal sealed record TunnelTarget(string Host, int Port);
