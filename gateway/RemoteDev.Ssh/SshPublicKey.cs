using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using RemoteDev.Ssh.Crypto.Certificates;
using RemoteDev.Ssh.Crypto.Keys;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh;

/// <summary>
/// A public key, or an OpenSSH certificate of one. That it could be read says that it is sound and strong enough, not that anybody trusts
/// it; a certificate says nothing before <c>CertificateCheck</c> found it good. Immutable, and free of handles.
/// </summary>
public sealed class SshPublicKey : IEquatable<SshPublicKey>
{
    private readonly VerifyingKey _key;
    private readonly byte[] _blob;

    private SshPublicKey(VerifyingKey key, string type, byte[] blob, SshCertificate? certificate)
    {
        _key = key;
        _blob = blob;
        Type = type;
        Certificate = certificate;
        Algorithms = certificate is null ? key.Formats : [.. key.Formats.Select(KeyAlgorithms.CertificateName)];
        Fingerprint = certificate?.Key.Fingerprint ?? "SHA256:" + Convert.ToBase64String(SHA256.HashData(blob)).TrimEnd('=');
    }

    /// <summary>The type in its blob: "ssh-ed25519", "ssh-rsa", "ssh-ed25519-cert-v01@openssh.com".</summary>
    public string Type { get; }

    /// <summary>The key as SSH sends it.</summary>
    public ReadOnlyMemory<byte> Blob => _blob;

    /// <summary>The names of the public key algorithms that it may be used with, best first; never ssh-rsa, which is SHA-1.</summary>
    public IReadOnlyList<string> Algorithms { get; }

    /// <summary>"SHA256:" and 43 letters, as OpenSSH prints it. That of a certificate is its key's.</summary>
    public string Fingerprint { get; }

    /// <summary>What the certificate says, if this is one.</summary>
    public SshCertificate? Certificate { get; }

    /// <summary>Whether the private half is in a FIDO token.</summary>
    public bool IsSecurityKey => _key.Application is not null;

    /// <summary>The application that a security key was made for ("ssh:" if the owner chose none); null for other keys.</summary>
    public string? Application => _key.Application;

    /// <summary>The key without its certificate: itself if it has none.</summary>
    public SshPublicKey Plain => Certificate?.Key ?? this;

    /// <summary>Reads a blob. It must be a key of a known type and sufficient strength, and nothing more.</summary>
    /// <param name="fault">Why not, for a person; empty if it could be read. It holds nothing of the blob's own text.</param>
    public static bool TryParse(ReadOnlySpan<byte> blob, [NotNullWhen(true)] out SshPublicKey? key, out string fault)
    {
        key = null;
        var reader = new SshReader(blob);
        if (blob.Length > SshLimits.KeyBlob || !reader.TryReadName(out var type))
        {
            fault = "this is no SSH key";
            return false;
        }

        if (KeyAlgorithms.PlainTypeOf(type) is { } plainType)
        {
            return TryParseCertificate(blob, type, plainType, out key, out fault);
        }

        var verifying = VerifyingKey.Read(type, ref reader, out fault);
        if (verifying is null || !reader.AtEnd)
        {
            fault = verifying is null ? fault : "something follows the key";
            return false;
        }

        key = new SshPublicKey(verifying, type, blob.ToArray(), certificate: null);
        return true;
    }

    /// <summary>Reads a line of a .pub file: type, base64, and a comment, if there is one. Options in front are refused.</summary>
    public static bool TryParseLine(
        ReadOnlySpan<char> line, [NotNullWhen(true)] out SshPublicKey? key, out string comment, out string fault)
    {
        key = null;
        comment = string.Empty;
        line = line.Trim();
        Span<Range> parts = stackalloc Range[3];
        var count = line.SplitAny(parts, " \t", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (count < 2 || line.ContainsAny('\r', '\n') || line[parts[1]].Length > SshLimits.KeyBlob * 2)
        {
            fault = "a public key is one line: its type, its key, and a comment";
            return false;
        }

        var text = line[parts[1]];
        var blob = new byte[text.Length];
        if (!Convert.TryFromBase64Chars(text, blob, out var length))
        {
            fault = "the key is not base64";
            return false;
        }

        if (!TryParse(blob.AsSpan(0, length), out key, out fault))
        {
            return false;
        }

        if (!line[parts[0]].SequenceEqual(key.Type))
        {
            key = null;
            fault = "the line names another type than its key has";
            return false;
        }

        comment = count == 3 ? line[parts[2]].ToString() : string.Empty;
        return true;
    }

    /// <summary>The line of a .pub or authorized_keys file, without its end.</summary>
    public string ToLine(string comment = "")
    {
        var line = $"{Type} {Convert.ToBase64String(_blob)}";
        return comment.Length == 0 ? line : $"{line} {comment}";
    }

    /// <summary>Whether the signature is this key's over the data.</summary>
    /// <param name="algorithm">
    /// The public key algorithm that was named; one of <see cref="Algorithms"/>, and the signature must be in its format.
    /// </param>
    /// <param name="signature">A signature blob: format name and octets, and for security keys flags and counter.</param>
    /// <param name="use">What a security key said; null for other keys, and for a signature that does not verify.</param>
    public bool Verify(string algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, out SecurityKeyUse? use)
    {
        use = null;
        var reader = new SshReader(signature);
        return FormatOf(algorithm) is { } format
            && reader.TryReadName(out var name)
            && name == format
            && _key.Verify(format, data, reader, out use);
    }

    /// <summary>As the other, for who does not ask what a security key said.</summary>
    public bool Verify(string algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
        => Verify(algorithm, data, signature, out _);

    /// <inheritdoc />
    public bool Equals(SshPublicKey? other) => other is not null && _blob.AsSpan().SequenceEqual(other._blob);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SshPublicKey);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Fingerprint);

    /// <summary>Type and fingerprint.</summary>
    public override string ToString() => $"{Type} {Fingerprint}";

    private static bool TryParseCertificate(
        ReadOnlySpan<byte> blob, string type, string plainType, [NotNullWhen(true)] out SshPublicKey? key, out string fault)
    {
        key = null;
        if (!CertificateReader.TryReadKey(blob, plainType, out var verifying, out var fields, out var rest, out fault))
        {
            return false;
        }

        using var writer = SshWriter.Blob();
        writer.WriteText(plainType);
        writer.WriteOctets(fields);
        var plain = new SshPublicKey(verifying, plainType, writer.ToArray(), certificate: null);
        if (!CertificateReader.TryReadRest(blob, rest, plain, out var certificate, out fault))
        {
            return false;
        }

        key = new SshPublicKey(verifying, type, blob.ToArray(), certificate);
        return true;
    }

    private string? FormatOf(string algorithm)
    {
        for (var i = 0; i < Algorithms.Count; i++)
        {
            if (Algorithms[i] == algorithm)
            {
                return _key.Formats[i];
            }
        }

        return null;
    }
}
