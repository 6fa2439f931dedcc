using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Crypto.Keys;

/// <summary>OpenSSH's file of one private key (PROTOCOL.key), without encryption. What is read or written on the way is wiped.</summary>
internal static class PrivateKeyFile
{
    private const string Label = "OPENSSH PRIVATE KEY";
    private const int MaxLength = 64 * 1024;
    private const int Alignment = 8;
    private const int LineLength = 70;

    private static ReadOnlySpan<byte> Magic => "openssh-key-v1\0"u8;

    public static bool TryRead(ReadOnlySpan<char> pem, [NotNullWhen(true)] out SigningKey? key, out string comment, out string fault)
    {
        key = null;
        comment = string.Empty;
        if (pem.Length > MaxLength || !PemEncoding.TryFind(pem, out var found))
        {
            fault = "this is no private key: it should begin with -----BEGIN OPENSSH PRIVATE KEY-----";
            return false;
        }

        if (!pem[found.Label].SequenceEqual(Label))
        {
            fault = "this is no private key in OpenSSH's format: ssh-keygen -p -f FILE rewrites older formats";
            return false;
        }

        var octets = new byte[found.DecodedDataLength];
        try
        {
            fault = "the private key is damaged";
            return Convert.TryFromBase64Chars(pem[found.Base64Data], octets, out var length)
                && TryReadEnvelope(octets.AsSpan(0, length), out key, out comment, ref fault);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(octets);
        }
    }

    public static string Write(SigningKey key, ReadOnlySpan<byte> publicBlob, string comment)
    {
        using var secret = SshWriter.Blob(capacity: 4096);
        var check = BinaryPrimitives.ReadUInt32BigEndian(RandomNumberGenerator.GetBytes(sizeof(uint)));
        secret.WriteUInt32(check);
        secret.WriteUInt32(check);
        secret.WriteText(key.Type);
        var fields = key.PrivateFields();
        secret.WriteOctets(fields);
        CryptographicOperations.ZeroMemory(fields);
        secret.WriteText(comment);
        for (byte pad = 1; secret.Written.Length % Alignment != 0; pad++)
        {
            secret.WriteByte(pad);
        }

        using var file = SshWriter.Blob(capacity: 8192);
        file.WriteOctets(Magic);
        file.WriteText("none");
        file.WriteText("none");
        file.WriteString([]);
        file.WriteUInt32(1);
        file.WriteString(publicBlob);
        file.WriteString(secret.Written);
        return Armor(file.Written);
    }

    private static bool TryReadEnvelope(ReadOnlySpan<byte> octets, out SigningKey? key, out string comment, ref string fault)
    {
        key = null;
        comment = string.Empty;
        if (!octets.StartsWith(Magic))
        {
            return false;
        }

        var reader = new SshReader(octets[Magic.Length..]);
        if (!reader.TryReadName(out var cipher)
            || !reader.TryReadName(out var derivation)
            || !reader.TryReadString(SshLimits.KeyBlob, out _)
            || !reader.TryReadUInt32(out var count))
        {
            return false;
        }

        if (cipher != "none" || derivation != "none")
        {
            fault = "the private key is encrypted with a passphrase: ssh-keygen -p -f FILE -N '' takes it off";
            return false;
        }

        return count == 1
            && reader.TryReadString(SshLimits.KeyBlob, out var publicBlob)
            && reader.TryReadString(MaxLength, out var secret)
            && reader.AtEnd
            && TryReadSecret(secret, publicBlob, out key, out comment, ref fault);
    }

    private static bool TryReadSecret(
        ReadOnlySpan<byte> secret, ReadOnlySpan<byte> publicBlob, out SigningKey? key, out string comment, ref string fault)
    {
        key = null;
        comment = string.Empty;
        var reader = new SshReader(secret);
        if (!reader.TryReadUInt32(out var check)
            || !reader.TryReadUInt32(out var again)
            || check != again
            || !reader.TryReadName(out var type))
        {
            return false;
        }

        if (!SshPublicKey.TryParse(publicBlob, out var publicKey, out fault))
        {
            return false;
        }

        fault = publicKey.IsSecurityKey
            ? "the private key is in a security key: only that can sign"
            : "the private key is damaged, or its halves do not belong together";
        var read = publicKey.Type == type ? SigningKey.Read(type, ref reader) : null;
        if (read is null)
        {
            return false;
        }

        if (reader.TryReadText(SshLimits.Text, out comment) && IsPadding(reader.Remaining) && BelongsTo(read, publicKey))
        {
            key = read;
            fault = string.Empty;
            return true;
        }

        read.Dispose();
        comment = string.Empty;
        return false;
    }

    private static bool IsPadding(ReadOnlySpan<byte> octets)
    {
        for (var i = 0; i < octets.Length; i++)
        {
            if (octets[i] != i + 1)
            {
                return false;
            }
        }

        return octets.Length < Alignment;
    }

    // Trying it is the surest way to know, and finds numbers of an RSA key that do not fit each other, too.
    private static bool BelongsTo(SigningKey key, SshPublicKey publicKey)
    {
        try
        {
            using var writer = SshWriter.Blob();
            writer.WriteText(key.Formats[0]);
            writer.WriteString(key.SignCore(key.Formats[0], Magic));
            return publicKey.Verify(key.Formats[0], Magic, writer.Written);
        }
        catch (CryptographicException)
        {
            // libcrypto found out before we did.
            return false;
        }
    }

    private static string Armor(ReadOnlySpan<byte> octets)
    {
        var base64 = Convert.ToBase64String(octets);
        var lines = base64.Chunk(LineLength).Select(line => new string(line));
        return $"-----BEGIN {Label}-----\n{string.Join('\n', lines)}\n-----END {Label}-----\n";
    }
}
