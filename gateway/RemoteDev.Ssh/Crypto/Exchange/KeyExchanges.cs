namespace RemoteDev.Ssh.Crypto.Exchange;

/// <summary>The key agreements that we know, by their names in SSH_MSG_KEXINIT.</summary>
internal static class KeyExchanges
{
    public const string MlKem768X25519 = "mlkem768x25519-sha256";
    public const string Curve25519 = "curve25519-sha256";
    public const string Curve25519LibSsh = "curve25519-sha256@libssh.org";

    /// <summary>All that this machine can do, best first.</summary>
    public static IReadOnlyList<string> Names { get; } =
        MlKem768X25519KeyExchange.IsSupported ? [MlKem768X25519, Curve25519, Curve25519LibSsh] : [Curve25519, Curve25519LibSsh];

    /// <summary>A new exchange, or null for a name that is not among <see cref="Names"/>.</summary>
    public static IKeyExchange? Create(string name) => name switch
    {
        Curve25519 or Curve25519LibSsh => new Curve25519KeyExchange(),
        MlKem768X25519 when MlKem768X25519KeyExchange.IsSupported => new MlKem768X25519KeyExchange(),
        _ => null,
    };
}
