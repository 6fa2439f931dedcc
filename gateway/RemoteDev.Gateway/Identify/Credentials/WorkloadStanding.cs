namespace RemoteDev.Gateway.Identify.Credentials;

/// <summary>What a secret is that is shown for an environment. The zero value opens nothing.</summary>
internal enum WorkloadStanding
{
    /// <summary>None of this environment's.</summary>
    Unknown = 0,

    /// <summary>It was replaced by a newer one, and whoever shows it has a copy.</summary>
    Superseded,

    /// <summary>
    /// The same, but a moment ago, and shown from the address that renewed it: most likely another git of the environment that began before.
    /// </summary>
    Overtaken,

    /// <summary>Nobody renewed it in time.</summary>
    Ended,

    /// <summary>The one before the present one, which was not used yet.</summary>
    Previous,

    Current,
}
