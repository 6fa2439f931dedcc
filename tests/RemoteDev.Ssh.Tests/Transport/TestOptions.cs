using RemoteDev.Ssh.Transport;

namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>Options as most tests want them: a host key of the run, and a client that trusts it.</summary>
internal static class TestOptions
{
    public static ISshSigner HostKey { get; } = SshPrivateKey.GenerateEd25519();

    public static TransportOptions Server { get; } = new() { Role = SshRole.Server, HostKeys = [HostKey] };

    public static TransportOptions Client { get; } = new()
    {
        Role = SshRole.Client,
        HostKeyVerifier = blob => blob.Span.SequenceEqual(HostKey.PublicBlob.Span)
            ? null
            : new SshFault(DisconnectReason.HostKeyNotVerifiable, "Another host key."),
    };

    /// <summary>The algorithms of a role with one cipher only.</summary>
    public static TransportOptions With(this TransportOptions options, string cipher)
        => options with { Algorithms = options.Offer with { Ciphers = [cipher] } };
}
