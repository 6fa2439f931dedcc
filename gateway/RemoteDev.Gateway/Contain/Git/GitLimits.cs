namespace RemoteDev.Gateway.Contain.Git;

/// <summary>Bounds of the git door.</summary>
internal static class GitLimits
{
    /// <summary>Largest push, bytes on the wire.</summary>
    public const long LargestPush = 2L << 30;

    /// <summary>Longest wait for the first bytes of a push's command section.</summary>
    public static readonly TimeSpan CommandsWithin = TimeSpan.FromSeconds(30);
}
