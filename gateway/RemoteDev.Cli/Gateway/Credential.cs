namespace RemoteDev.Cli.Gateway;

/// <summary>An environment's workload credential; shown once. It prints without its secret.</summary>
internal sealed record Credential(string Username, string Secret, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    public override string ToString() => $"{Username}: <secret>";
}
