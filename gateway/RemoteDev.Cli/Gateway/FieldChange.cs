namespace RemoteDev.Cli.Gateway;

/// <summary>One field's change.</summary>
internal sealed record FieldChange(string Name, string? Before, string? After);
