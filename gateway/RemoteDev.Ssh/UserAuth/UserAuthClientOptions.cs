namespace RemoteDev.Ssh.UserAuth;

/// <summary>How a client authenticates.</summary>
internal sealed record UserAuthClientOptions
{
    public required string UserName { get; init; }

    /// <summary>Tried one after another.</summary>
    public required IReadOnlyList<ISshSigner> Signers { get; init; }

    /// <summary>The server's server-sig-algs (RFC 8308 section 3.1) once it has accepted the service; null when it does not say.</summary>
    public Func<IReadOnlyList<string>?> ServerSignatureAlgorithms { get; init; } = static () => null;

    /// <summary>Told of each banner: lines that do not steer a terminal.</summary>
    public Action<string>? Banner { get; init; }
}
