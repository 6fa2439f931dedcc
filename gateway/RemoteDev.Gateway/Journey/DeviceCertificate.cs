using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RemoteDev.Gateway.Journey;

/// <summary>
/// A client certificate whose key was proven in the TLS handshake of one connection. Whether it is worth anything is judged each time it is
/// asked about: by then it may have expired or been revoked.
/// </summary>
internal sealed class DeviceCertificate
{
    private const int MostSubject = 200;

    private DeviceCertificate(X509Certificate2 leaf, ImmutableArray<X509Certificate2> sent) => (Leaf, Sent) = (leaf, sent);

    public X509Certificate2 Leaf { get; }

    /// <summary>What the client sent beside it, to be led from it to an authority. Nothing of it is trusted.</summary>
    public ImmutableArray<X509Certificate2> Sent { get; }

    /// <summary>SHA-256 of the certificate, in lower-case hex.</summary>
    public string Fingerprint => field ??= Leaf.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();

    /// <summary>As the certificate says it, cut short, without what would break a line.</summary>
    public string Subject => field ??= Plain(Leaf.Subject);

    /// <summary>Only the Listen room calls this, with what a handshake proved (held by an architecture test).</summary>
    public static DeviceCertificate Shown(X509Certificate2 leaf, ImmutableArray<X509Certificate2> sent) => new(leaf, sent);

    private static string Plain(string subject)
    {
        var cut = subject.Length <= MostSubject ? subject : subject[..MostSubject];
        return string.Create(cut.Length, cut, static (line, text) =>
        {
            for (var i = 0; i < line.Length; i++)
            {
                line[i] = char.IsControl(text[i]) || char.IsSurrogate(text[i]) ? '?' : text[i];
            }
        });
    }
}
