namespace RemoteDev.Cli.Gateway;

/// <summary>A token of a service account; its value in the one answer that makes it. It prints without it.</summary>
internal sealed record ServiceToken(
    string Id,
    string Name,
    string Username,
    IReadOnlyList<string> Actions,
    string? Project,
    string? Repository,
    string? Window,
    string MadeBy,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? UsedAt,
    string? UsedFrom,
    string? Value)
{
    /// <summary>Where it is for.</summary>
    public string Place => Repository ?? (Project is { } project ? $"{project}/*" : "*");

    public override string ToString() => $"{Username} {Name}: <secret>";
}
