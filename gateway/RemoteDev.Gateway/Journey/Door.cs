namespace RemoteDev.Gateway.Journey;

/// <summary>Which door of the house a connection came through. The zero value opens nothing.</summary>
internal enum Door
{
    /// <summary>No door: the origin asked for is none of ours.</summary>
    None = 0,

    /// <summary>The gateway's own origin: sign-in, portal, administration, security.</summary>
    Portal,

    /// <summary>One environment's own origin, <c>{environment}.{domain}</c>.</summary>
    Environment,

    /// <summary>Smart HTTP git at <c>git.{domain}</c>.</summary>
    Git,

    /// <summary>The SSH port: environments, repositories and jumps.</summary>
    Ssh,
}
