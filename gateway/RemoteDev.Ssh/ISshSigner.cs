namespace RemoteDev.Ssh;

/// <summary>Somebody who can sign: a private key in memory, or one kept elsewhere.</summary>
public interface ISshSigner
{
    /// <summary>The blob that is shown: a public key, or a certificate of it (RFC 4253 section 6.6, OpenSSH PROTOCOL.certkeys).</summary>
    ReadOnlyMemory<byte> PublicBlob { get; }

    /// <summary>Public key algorithm names that it can sign with, best first; for a certificate the certificate's names.</summary>
    IReadOnlyList<string> Algorithms { get; }

    /// <summary>A signature blob (format name and octets) over the data.</summary>
    /// <exception cref="ArgumentException">The algorithm is not among <see cref="Algorithms"/>: a bug of the caller.</exception>
    byte[] Sign(string algorithm, ReadOnlySpan<byte> data);
}
