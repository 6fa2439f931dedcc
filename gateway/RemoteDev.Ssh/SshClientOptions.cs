namespace RemoteDev.Ssh;

/// <summary>How a client connects.</summary>
public sealed record SshClientOptions
{
    /// <summary>Who logs in.</summary>
    public required string UserName { get; init; }

    /// <summary>Tried one after another.</summary>
    public required IReadOnlyList<ISshSigner> Signers { get; init; }

    /// <summary>By what the server is recognised.</summary>
    public required HostTrust Trust { get; init; }

    /// <summary>Told of each banner: lines that do not steer a terminal.</summary>
    public Action<string>? Banner { get; init; }

    /// <summary>From the first octet to the login.</summary>
    public TimeSpan LoginGrace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>After so long without a word from the server it is asked for one; unanswered ten times, the connection ends. Null for never.</summary>
    public TimeSpan? KeepAlive { get; init; }

    /// <summary>New keys are made after so many octets in either direction.</summary>
    public long RekeyBytes { get; init; } = 1L << 30;
}
