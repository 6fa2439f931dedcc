using RemoteDev.Gateway.Contain.Git;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Doors.Git;

/// <summary>How far one git request has come, so that a refusal can be traced with all that was known.</summary>
internal sealed class GitWalk(Connection connection, GitRoute route)
{
    public Connection Connection { get; } = connection;

    public GitRoute Route { get; } = route;

    /// <summary>The room that is deciding.</summary>
    public string Room { get; set; } = nameof(Identify);

    public Identified? Identified { get; set; }

    public string? Action { get; set; }

    public string? Resource { get; set; }

    public PushCommands? Push { get; set; }
}
