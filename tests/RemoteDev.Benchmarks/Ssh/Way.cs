namespace RemoteDev.Benchmarks.Ssh;

/// <summary>How a client gets to the target.</summary>
internal enum Way
{
    /// <summary>Straight.</summary>
    Direct = 0,

    /// <summary>Through our relay, with the gateway's own thread pool settings.</summary>
    Relay,

    /// <summary>Through our relay with the thread pool as .NET ships it, which spins before it sleeps.</summary>
    SpinningRelay,

    /// <summary>Through a stock sshd, as ProxyJump does.</summary>
    Jump,
}
