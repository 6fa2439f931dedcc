using System.Collections.Concurrent;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RemoteDev.Gateway.Listen.Devices;

/// <summary>
/// One certificate revocation list (RFC 5280, 5), read whole. It counts for nothing until <see cref="IsSignedBy"/> has said that its
/// authority signed it.
/// </summary>
internal sealed class RevocationList
{
    /// <summary>Of a file.</summary>
    public const int MostBytes = 32 << 20;

    private const int MostEntries = 1_000_000;

    // More authorities than one of a name and those it replaced are a mistake, or a trick.
    private const int MostRemembered = 64;

    private readonly ReadOnlyMemory<byte> _signed;
    private readonly byte[] _signature;
    private readonly string _algorithm;
    private readonly HashSet<string> _serials;
    private readonly ConcurrentDictionary<string, Lazy<bool>> _signedBy = new(StringComparer.Ordinal);
    private int _verifications;

    private RevocationList(ReadOnlyMemory<byte> signed, byte[] signature, string algorithm, byte[] issuer, DateTimeOffset from, DateTimeOffset until, HashSet<string> serials)
    {
        (_signed, _signature, _algorithm, _serials) = (signed, signature, algorithm, serials);
        (Issuer, From, Until) = (issuer, from, until);
    }

    /// <summary>The authority's name, DER.</summary>
    public byte[] Issuer { get; }

    public DateTimeOffset From { get; }

    /// <summary>When the next one is due; from then on this one says nothing any more.</summary>
    public DateTimeOffset Until { get; }

    /// <summary>How often the signature was worked out.</summary>
    internal int Verifications => Volatile.Read(ref _verifications);

    public bool IsInForceAt(DateTimeOffset now) => From <= now && now < Until;

    public bool Names(X509Certificate2 certificate) => _serials.Contains(Serial(certificate.SerialNumberBytes.Span));

    /// <summary>
    /// Whether the authority's key signed it: worked out once for each authority, since neither ever changes. RSA PKCS#1 and ECDSA with SHA-2
    /// are known; what else there is does not verify.
    /// </summary>
    public bool IsSignedBy(X509Certificate2 authority)
    {
        var print = authority.GetCertHashString(HashAlgorithmName.SHA256);
        return _signedBy.TryGetValue(print, out var known) ? known.Value
            : _signedBy.Count < MostRemembered ? _signedBy.GetOrAdd(print, _ => new Lazy<bool>(() => Verify(authority))).Value
            : Verify(authority);
    }

    private bool Verify(X509Certificate2 authority)
    {
        Interlocked.Increment(ref _verifications);
        if (authority.Extensions.OfType<X509KeyUsageExtension>().SingleOrDefault() is { } usage && !usage.KeyUsages.HasFlag(X509KeyUsageFlags.CrlSign))
        {
            return false;
        }

        HashAlgorithmName? hash = _algorithm switch
        {
            "1.2.840.113549.1.1.11" or "1.2.840.10045.4.3.2" => HashAlgorithmName.SHA256,
            "1.2.840.113549.1.1.12" or "1.2.840.10045.4.3.3" => HashAlgorithmName.SHA384,
            "1.2.840.113549.1.1.13" or "1.2.840.10045.4.3.4" => HashAlgorithmName.SHA512,
            _ => null,
        };
        if (hash is not { } name)
        {
            return false;
        }

        try
        {
            if (_algorithm.StartsWith("1.2.840.113549.", StringComparison.Ordinal))
            {
                using var rsa = authority.GetRSAPublicKey();
                return rsa?.VerifyData(_signed.Span, _signature, name, RSASignaturePadding.Pkcs1) == true;
            }

            using var curve = authority.GetECDsaPublicKey();
            return curve?.VerifyData(_signed.Span, _signature, name, DSASignatureFormat.Rfc3279DerSequence) == true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Reads a list, PEM or DER.</summary>
    /// <exception cref="CryptographicException">It is none, or one that cannot be gone by; the message says why.</exception>
    public static RevocationList Read(byte[] file)
    {
        try
        {
            return Parse(Der(file));
        }
        catch (AsnContentException broken)
        {
            throw new CryptographicException("it is no certificate revocation list", broken);
        }
    }

    private static byte[] Der(byte[] file)
    {
        if (!file.AsSpan().StartsWith("-----BEGIN"u8))
        {
            return file;
        }

        var text = System.Text.Encoding.ASCII.GetString(file);
        return PemEncoding.TryFind(text, out var fields) && text.AsSpan()[fields.Label] is "X509 CRL"
            ? Convert.FromBase64String(text[fields.Base64Data])
            : throw new CryptographicException("its PEM label is not X509 CRL");
    }

    private static RevocationList Parse(byte[] der)
    {
        var file = new AsnReader(der, AsnEncodingRules.DER);
        var whole = file.ReadSequence();
        file.ThrowIfNotEmpty();
        var signed = whole.PeekEncodedValue();
        var list = whole.ReadSequence();
        var algorithm = Algorithm(whole);
        var signature = whole.ReadBitString(out var unused);
        whole.ThrowIfNotEmpty();
        if (unused != 0)
        {
            throw new CryptographicException("its signature has bits to spare");
        }

        if (list.PeekTag() == Asn1Tag.Integer && (!list.TryReadInt32(out var version) || version != 1))
        {
            throw new CryptographicException("its version is not 2");
        }

        if (Algorithm(list) != algorithm)
        {
            throw new CryptographicException("it names two signature algorithms");
        }

        var issuer = list.ReadEncodedValue().ToArray();
        var from = Time(list);
        if (!list.HasData || !IsTime(list.PeekTag()))
        {
            throw new CryptographicException("it does not say when the next one is due");
        }

        var until = Time(list);
        var serials = list.HasData && list.PeekTag() == Asn1Tag.Sequence ? Serials(list.ReadSequence()) : [];
        if (list.HasData)
        {
            RefuseCritical(list.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence());
        }

        list.ThrowIfNotEmpty();
        return new RevocationList(signed, signature, algorithm, issuer, from, until, serials);
    }

    private static HashSet<string> Serials(AsnReader entries)
    {
        var serials = new HashSet<string>(StringComparer.Ordinal);
        while (entries.HasData)
        {
            var entry = entries.ReadSequence();
            serials.Add(Serial(entry.ReadIntegerBytes().Span));
            Time(entry);
            if (entry.HasData)
            {
                RefuseCritical(entry.ReadSequence());
            }

            if (serials.Count > MostEntries)
            {
                throw new CryptographicException($"it names more than {MostEntries} certificates");
            }
        }

        return serials;
    }

    // A list for some certificates only, a list of differences, entries of other authorities: each says so in a critical extension.
    private static void RefuseCritical(AsnReader extensions)
    {
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            var oid = extension.ReadObjectIdentifier();
            if (extension.PeekTag() == Asn1Tag.Boolean && extension.ReadBoolean())
            {
                throw new CryptographicException($"it has the critical extension {oid}: only whole lists of one authority are read");
            }
        }
    }

    private static string Algorithm(AsnReader at) => at.ReadSequence().ReadObjectIdentifier();

    private static bool IsTime(Asn1Tag tag) => tag == Asn1Tag.UtcTime || tag == Asn1Tag.GeneralizedTime;

    private static DateTimeOffset Time(AsnReader at) => at.PeekTag() == Asn1Tag.UtcTime ? at.ReadUtcTime() : at.ReadGeneralizedTime();

    private static string Serial(ReadOnlySpan<byte> bigEndian) => Convert.ToHexString(bigEndian.TrimStart((byte)0));
}
