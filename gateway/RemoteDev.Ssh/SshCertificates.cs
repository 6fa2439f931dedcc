using System.Security.Cryptography;
using RemoteDev.Ssh.Crypto.Certificates;
using RemoteDev.Ssh.Crypto.Keys;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh;

/// <summary>An authority's work.</summary>
public static class SshCertificates
{
    private const int NonceLength = 32;

    /// <summary>Signs a certificate with the first of the authority's algorithms.</summary>
    /// <exception cref="ArgumentException">
    /// The request would make a certificate for everybody, for nothing, or of a certificate, or the authority is a certificate: bugs of the
    /// caller.
    /// </exception>
    public static SshPublicKey Issue(CertificateRequest request, ISshSigner authority)
    {
        Validate(request);
        var plain = new SshReader(request.Key.Blob.Span);
        if (!plain.TryReadName(out var type)
            || !SshPublicKey.TryParse(authority.PublicBlob.Span, out var authorityKey, out _)
            || authorityKey.Certificate is not null)
        {
            throw new ArgumentException("the authority must be a plain key", nameof(authority));
        }

        using var writer = SshWriter.Blob(capacity: 1024);
        writer.WriteText(KeyAlgorithms.CertificateName(type));
        writer.WriteString(RandomNumberGenerator.GetBytes(NonceLength));
        writer.WriteOctets(plain.Remaining);
        writer.WriteUInt64(request.Serial);
        writer.WriteUInt32((uint)request.Kind);
        writer.WriteText(request.KeyId);
        writer.WriteString(Principals(request.Principals));
        writer.WriteUInt64(CertificateTime.Write(request.ValidAfter));
        writer.WriteUInt64(CertificateTime.Write(request.ValidBefore));
        writer.WriteString(Options(request.CriticalOptions));
        writer.WriteString(Options(request.Extensions));
        writer.WriteString([]);
        writer.WriteString(authority.PublicBlob.Span);
        writer.WriteString(authority.Sign(authority.Algorithms[0], writer.Written));
        return SshPublicKey.TryParse(writer.Written, out var certificate, out var fault)
            ? certificate
            : throw new ArgumentException($"the certificate would not be read again: {fault}", nameof(request));
    }

    private static void Validate(CertificateRequest request)
    {
        if (request.Key.Certificate is not null)
        {
            throw new ArgumentException("a certificate cannot be certified", nameof(request));
        }

        if (request.Principals.Count == 0)
        {
            throw new ArgumentException("a certificate without principals would be good for everybody elsewhere", nameof(request));
        }

        if (request.Kind is not (SshCertificateKind.User or SshCertificateKind.Host))
        {
            throw new ArgumentException("a certificate is for a user or for a host", nameof(request));
        }

        if (CertificateTime.Write(request.ValidBefore) <= CertificateTime.Write(request.ValidAfter))
        {
            throw new ArgumentException("the certificate would end before it begins", nameof(request));
        }
    }

    private static byte[] Principals(IReadOnlyList<string> principals)
    {
        using var writer = SshWriter.Blob();
        foreach (var principal in principals)
        {
            writer.WriteText(principal);
        }

        return writer.ToArray();
    }

    // PROTOCOL.certkeys wants them in the order of their names.
    private static byte[] Options(IReadOnlyList<SshCertificateOption> options)
    {
        using var writer = SshWriter.Blob();
        foreach (var option in options.OrderBy(option => option.Name, StringComparer.Ordinal))
        {
            writer.WriteText(option.Name);
            writer.WriteString(option.Data.Span);
        }

        return writer.ToArray();
    }
}
