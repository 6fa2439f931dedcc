using RemoteDev.Ssh.Crypto.Keys;

namespace RemoteDev.Ssh;

/// <summary>
/// By what a client recognises a server: pinned keys, authorities that vouch for host keys, or both. What is not recognised is refused,
/// so an empty one refuses every server.
/// </summary>
public sealed record HostTrust
{
    /// <summary>Host keys that are known to be the server's. A certificate among them counts for nothing.</summary>
    public IReadOnlyCollection<SshPublicKey> PinnedKeys { get; init; } = [];

    /// <summary>Keys whose host certificates are believed, if they are for <see cref="HostName"/> and good now.</summary>
    public IReadOnlyCollection<SshPublicKey> Authorities { get; init; } = [];

    /// <summary>The name that a certificate must be for. An empty one is nobody's.</summary>
    public string HostName { get; init; } = string.Empty;

    /// <summary>What to ask the server for: nothing that could not be recognised, so that it shows a key which can be.</summary>
    internal IReadOnlyList<string> Algorithms =>
    [
        .. Authorities.Count > 0 ? KeyAlgorithms.OfCertificates : [],
        .. KeyAlgorithms.Plain.Where(name =>
            PinnedKeys.Any(key => key.Certificate is null && key.Algorithms.Contains(name, StringComparer.Ordinal))),
    ];

    /// <summary>What is wrong with the key that a server has proven to hold; null for one that is recognised.</summary>
    internal SshFault? FaultOf(ReadOnlySpan<byte> blob, DateTimeOffset now)
    {
        if (!SshPublicKey.TryParse(blob, out var key, out var unsound))
        {
            return Refused($"The host key is refused: {unsound}.");
        }

        if (key.Certificate is null)
        {
            return PinnedKeys.Contains(key) ? null : Refused($"The host key {key.Fingerprint} is not the one that is trusted.");
        }

        var check = new CertificateCheck { Authorities = Authorities, Kind = SshCertificateKind.Host, Principal = HostName, Now = now };
        return check.FaultOf(key) is { } fault ? Refused($"The host certificate is refused: {fault.Message}.") : null;
    }

    private static SshFault Refused(string message) => new(DisconnectReason.HostKeyNotVerifiable, message, FaultOrigin.Local);
}
