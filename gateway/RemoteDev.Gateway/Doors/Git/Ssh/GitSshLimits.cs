using RemoteDev.Gateway.Contain.Git;

namespace RemoteDev.Gateway.Doors.Git.Ssh;

/// <summary>What one git conversation over SSH may take. Each is the same for everybody.</summary>
internal sealed record GitSshLimits
{
    /// <summary>Largest push, bytes on the wire.</summary>
    public long LargestPush { get; init; } = GitLimits.LargestPush;

    /// <summary>Longest silence of a client between two requests. Its hooks run before it says what it pushes, so this is long.</summary>
    public TimeSpan NextWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>From the first byte of a request, or of the commands of a push, to the last.</summary>
    public TimeSpan RequestWithin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long is spent on telling a client why it was refused.</summary>
    public TimeSpan TellWithin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the pack of a refused push is read and dropped, so that git gets to read the report.</summary>
    public TimeSpan DropWithin { get; init; } = TimeSpan.FromSeconds(10);
}
