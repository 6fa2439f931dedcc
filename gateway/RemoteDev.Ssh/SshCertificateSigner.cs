using RemoteDev.Ssh.Crypto.Keys;

namespace RemoteDev.Ssh;

/// <summary>A signer that shows a certificate of its key. Whoever made the key disposes it.</summary>
public sealed class SshCertificateSigner : ISshSigner
{
    private readonly ISshSigner _key;
    private readonly SshPublicKey _certificate;

    /// <summary>Joins a certificate and the key that it is for.</summary>
    /// <exception cref="ArgumentException">It is the certificate of another key, or none: a bug of the caller.</exception>
    public SshCertificateSigner(SshPublicKey certificate, ISshSigner key)
    {
        if (certificate.Certificate is null || !certificate.Plain.Blob.Span.SequenceEqual(key.PublicBlob.Span))
        {
            throw new ArgumentException("this is no certificate of that key", nameof(certificate));
        }

        _certificate = certificate;
        _key = key;
        Algorithms = [.. key.Algorithms.Select(KeyAlgorithms.CertificateName)];
    }

    /// <inheritdoc />
    public ReadOnlyMemory<byte> PublicBlob => _certificate.Blob;

    /// <inheritdoc />
    public IReadOnlyList<string> Algorithms { get; }

    /// <inheritdoc />
    public byte[] Sign(string algorithm, ReadOnlySpan<byte> data)
    {
        var index = Algorithms.ToList().IndexOf(algorithm);
        return index >= 0
            ? _key.Sign(_key.Algorithms[index], data)
            : throw new ArgumentException("this certificate's key does not sign with that algorithm", nameof(algorithm));
    }
}
