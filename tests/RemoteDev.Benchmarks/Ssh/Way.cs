namespace RemoteDev.Benchmarks.Ssh;

/// <summary>How a client gets to the target.</summary>
internal enum Way
{
    /// <summary>Straight.</summary>
    Direct = 0,

    /// <summary>Through our relay.</summary>
    Relay,

    /// <summary>Through our relay, whose thread pool does not spin.</summary>
    CalmRelay,

    /// <summary>Through a stock sshd, as ProxyJump does.</summary>
    Jump,
}
