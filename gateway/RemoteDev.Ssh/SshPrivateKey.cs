using System.Diagnostics.CodeAnalysis;
using RemoteDev.Ssh.Crypto.Keys;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh;

/// <summary>A private key in memory. Threads may share it. Disposing wipes it; it signs nothing afterwards.</summary>
public sealed class SshPrivateKey : ISshSigner, IDisposable
{
    private readonly SigningKey _key;

    private SshPrivateKey(SigningKey key, string comment)
    {
        _key = key;
        Comment = comment;
        using var writer = SshWriter.Blob(capacity: 1024);
        writer.WriteText(key.Type);
        writer.WriteOctets(key.PublicFields());
        PublicKey = SshPublicKey.TryParse(writer.Written, out var publicKey, out var fault)
            ? publicKey
            : throw new InvalidOperationException($"a private key has no public one: {fault}");
    }

    /// <summary>The other half.</summary>
    public SshPublicKey PublicKey { get; }

    /// <summary>The comment in the file that it was read from.</summary>
    public string Comment { get; }

    /// <inheritdoc />
    public ReadOnlyMemory<byte> PublicBlob => PublicKey.Blob;

    /// <inheritdoc />
    public IReadOnlyList<string> Algorithms => _key.Formats;

    /// <summary>A new Ed25519 key.</summary>
    public static SshPrivateKey GenerateEd25519() => new(Ed25519PrivateKey.Generate(), comment: string.Empty);

    /// <summary>Reads a file of OpenSSH's: Ed25519, ECDSA, or RSA of at least 3072 bits, without a passphrase.</summary>
    /// <param name="pem">The whole file; the caller wipes it.</param>
    /// <param name="fault">Why not, for a person; empty if it could be read.</param>
    public static bool TryRead(ReadOnlySpan<char> pem, [NotNullWhen(true)] out SshPrivateKey? key, out string fault)
    {
        key = PrivateKeyFile.TryRead(pem, out var read, out var comment, out fault) ? new SshPrivateKey(read, comment) : null;
        return key is not null;
    }

    /// <summary>The file of this key as OpenSSH reads it, without a passphrase: whoever stores it guards it.</summary>
    public string WritePem(string comment = "") => PrivateKeyFile.Write(_key, PublicBlob.Span, comment);

    /// <inheritdoc />
    public byte[] Sign(string algorithm, ReadOnlySpan<byte> data)
    {
        if (!Algorithms.Contains(algorithm, StringComparer.Ordinal))
        {
            throw new ArgumentException("this key does not sign with that algorithm", nameof(algorithm));
        }

        using var writer = SshWriter.Blob(capacity: 1024);
        writer.WriteText(algorithm);
        writer.WriteString(_key.SignCore(algorithm, data));
        return writer.ToArray();
    }

    /// <summary>Wipes the key.</summary>
    public void Dispose() => _key.Dispose();

    /// <summary>Type and fingerprint of the public half; nothing of the private one.</summary>
    public override string ToString() => PublicKey.ToString();
}
