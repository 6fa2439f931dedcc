namespace RemoteDev.Cli.Gateway;

/// <summary>An access token as the gateway lists it, without its value.</summary>
internal sealed record AccessToken(
    string Id, string Holder, string Name, string Actions, string? Project, string? Repository, string? Window, DateTimeOffset ExpiresAt, DateTimeOffset? UsedAt, string? UsedFrom)
{
    /// <summary>What it is for, in short.</summary>
    public string Scope => $"{Actions} on {Repository ?? (Project is { } project ? $"project {project}" : "all repositories")}{(Window is { } window ? $" within {window}" : "")}";
}
