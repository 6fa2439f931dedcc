using System.Diagnostics.CodeAnalysis;
using RemoteDev.Ssh.Crypto.Keys;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Crypto.Certificates;

/// <summary>
/// Reads the blob of a certificate: type, nonce, the fields of the key, and what the authority says of it (PROTOCOL.certkeys).
/// </summary>
internal static class CertificateReader
{
    /// <summary>As in OpenSSH: more principals are not read.</summary>
    public const int MaxPrincipals = 256;

    private const int MaxOptions = 64;

    /// <summary>
    /// The key within. <paramref name="fields"/> is its part of the blob, <paramref name="rest"/> where the other fields begin.
    /// </summary>
    public static bool TryReadKey(
        ReadOnlySpan<byte> blob,
        string plainType,
        [NotNullWhen(true)] out VerifyingKey? key,
        out ReadOnlySpan<byte> fields,
        out int rest,
        out string fault)
    {
        var reader = new SshReader(blob);
        key = null;
        fields = default;
        rest = 0;
        fault = "the certificate is malformed";
        if (!reader.TryReadName(out _) || !reader.TryReadString(SshLimits.KeyBlob, out _))
        {
            return false;
        }

        var start = blob.Length - reader.Remaining.Length;
        key = VerifyingKey.Read(plainType, ref reader, out fault);
        rest = blob.Length - reader.Remaining.Length;
        fields = blob[start..rest];
        return key is not null;
    }

    /// <summary>All that follows the key, to the end of the blob.</summary>
    public static bool TryReadRest(
        ReadOnlySpan<byte> blob, int rest, SshPublicKey key, [NotNullWhen(true)] out SshCertificate? certificate, out string fault)
    {
        certificate = null;
        fault = "the certificate is malformed";
        var reader = new SshReader(blob[rest..]);
        if (!reader.TryReadUInt64(out var serial)
            || !reader.TryReadUInt32(out var kind)
            || !reader.TryReadText(SshLimits.KeyBlob, out var keyId)
            || !reader.TryReadString(SshLimits.KeyBlob, out var principalOctets)
            || !reader.TryReadUInt64(out var validAfter)
            || !reader.TryReadUInt64(out var validBefore)
            || !reader.TryReadString(SshLimits.KeyBlob, out var criticalOctets)
            || !reader.TryReadString(SshLimits.KeyBlob, out var extensionOctets)
            || !reader.TryReadString(SshLimits.KeyBlob, out _)
            || !reader.TryReadString(SshLimits.KeyBlob, out var authority))
        {
            return false;
        }

        var signedLength = blob.Length - reader.Remaining.Length;
        if (!reader.TryReadString(SshLimits.KeyBlob, out var signature)
            || !reader.AtEnd
            || ReadPrincipals(principalOctets) is not { } principals
            || ReadOptions(criticalOctets) is not { } criticalOptions
            || ReadOptions(extensionOctets) is not { } extensions)
        {
            return false;
        }

        if (kind is not ((uint)SshCertificateKind.User or (uint)SshCertificateKind.Host))
        {
            fault = "the certificate is for neither a user nor a host";
            return false;
        }

        if (ReadAuthority(authority, out fault) is not { } signatureKey)
        {
            return false;
        }

        certificate = new SshCertificate
        {
            Serial = serial,
            Kind = (SshCertificateKind)kind,
            KeyId = keyId,
            Principals = principals,
            ValidAfter = CertificateTime.Read(validAfter),
            ValidBefore = CertificateTime.Read(validBefore),
            CriticalOptions = criticalOptions,
            Extensions = extensions,
            Key = key,
            SignatureKey = signatureKey,
            Signed = blob[..signedLength].ToArray(),
            Signature = signature.ToArray(),
        };
        return true;
    }

    // Looks at the type first, so that a certificate in a certificate in a certificate is not followed.
    private static SshPublicKey? ReadAuthority(ReadOnlySpan<byte> blob, out string fault)
    {
        var reader = new SshReader(blob);
        if (reader.TryReadName(out var type) && KeyAlgorithms.PlainTypeOf(type) is not null)
        {
            fault = "the certificate was signed with a certificate, which can be no authority";
            return null;
        }

        if (SshPublicKey.TryParse(blob, out var key, out fault))
        {
            return key;
        }

        fault = $"the key of the certificate's authority is refused: {fault}";
        return null;
    }

    private static List<string>? ReadPrincipals(ReadOnlySpan<byte> octets)
    {
        var principals = new List<string>();
        var reader = new SshReader(octets);
        while (!reader.AtEnd)
        {
            if (principals.Count == MaxPrincipals || !reader.TryReadText(SshLimits.KeyBlob, out var principal) || principal.Length == 0)
            {
                return null;
            }

            principals.Add(principal);
        }

        return principals;
    }

    private static List<SshCertificateOption>? ReadOptions(ReadOnlySpan<byte> octets)
    {
        var options = new List<SshCertificateOption>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var reader = new SshReader(octets);
        while (!reader.AtEnd)
        {
            if (options.Count == MaxOptions
                || !reader.TryReadName(out var name)
                || !reader.TryReadString(SshLimits.KeyBlob, out var data)
                || !names.Add(name))
            {
                return null;
            }

            options.Add(new SshCertificateOption(name, data.ToArray()));
        }

        return options;
    }
}
