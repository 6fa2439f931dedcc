namespace RemoteDev.Cli.Gateway;

/// <summary>A service account as the gateway lists it.</summary>
internal sealed record ServiceAccount(string Name, string Description, string Owner, string? Vendor, IReadOnlyList<string> Roles, IReadOnlyList<string> Sources, bool Suspended);
