using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.UserAuth.Messages;

/// <summary>What the method publickey adds to a request (RFC 4252 section 7). The octets point into the payload.</summary>
/// <param name="Blob">The public key or certificate.</param>
/// <param name="Signature">Empty for an offer, and then without meaning.</param>
/// <param name="SignedLength">How much of the payload, from its message number, the signature is over.</param>
internal sealed record PublicKeyRequest(
    bool HasSignature, string Algorithm, ReadOnlyMemory<byte> Blob, ReadOnlyMemory<byte> Signature, int SignedLength)
{
    /// <summary>Null when the payload is malformed.</summary>
    /// <param name="start">Where what the method adds begins.</param>
    public static PublicKeyRequest? Read(ReadOnlyMemory<byte> payload, int start)
    {
        var reader = new SshReader(payload.Span[start..]);
        if (!reader.TryReadBoolean(out var hasSignature)
            || !reader.TryReadName(out var algorithm)
            || !reader.TryReadString(SshLimits.KeyBlob, out var blob))
        {
            return null;
        }

        var signedLength = payload.Length - reader.Remaining.Length;
        ReadOnlySpan<byte> signature = default;
        if ((hasSignature && !reader.TryReadString(UserAuthLimits.Signature, out signature)) || !reader.AtEnd)
        {
            return null;
        }

        return new PublicKeyRequest(
            hasSignature,
            algorithm,
            payload[(signedLength - blob.Length)..signedLength],
            payload[^signature.Length..],
            signedLength);
    }
}
