namespace RemoteDev.Cli.Gateway;

/// <summary>An access session.</summary>
internal sealed record Session
{
    public string Id { get; init; } = "";

    public string Login { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Place { get; init; } = "";

    public string Source { get; init; } = "";

    public DateTimeOffset OpenedAt { get; init; }

    public long BytesIn { get; init; }

    public long BytesOut { get; init; }
}
