namespace RemoteDev.Ssh;

/// <summary>How a server treats a connection.</summary>
public sealed record SshServerOptions
{
    /// <summary>Best first; at least one.</summary>
    public required IReadOnlyList<ISshSigner> HostKeys { get; init; }

    /// <summary>The authentication methods to begin with: <c>publickey</c>, <c>keyboard-interactive</c>.</summary>
    public IReadOnlyList<string> Methods { get; init; } = ["publickey"];

    /// <summary>Shown before the first answer; null for none.</summary>
    public string? Banner { get; init; }

    /// <summary>From the first octet until the user is authenticated, all phases together.</summary>
    public TimeSpan LoginGrace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>After so long without a word from the peer it is asked for one; unanswered ten times, the connection ends. Null for never.</summary>
    public TimeSpan? KeepAlive { get; init; }

    /// <summary>New keys are made after so many octets in either direction.</summary>
    public long RekeyBytes { get; init; } = 1L << 30;
}
