namespace RemoteDev.Cli.Gateway;

/// <summary>
/// What one policy changes against another. Not the gateway's own record: the command line may be older or newer than the gateway it
/// speaks to, so it takes of the answer what it knows and lets the rest pass; and without a gateway it fills this itself.
/// </summary>
internal sealed record Difference
{
    public DateTimeOffset From { get; init; }

    public DateTimeOffset To { get; init; }

    public string Summary { get; init; } = "";

    public IReadOnlyList<string> Lines { get; init; } = [];

    public IReadOnlyList<string> Assumptions { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public int PeopleGaining { get; init; }

    public int PeopleLosing { get; init; }

    public long Gained { get; init; }

    public long Lost { get; init; }

    public long Loosened { get; init; }

    public long Tightened { get; init; }
}
