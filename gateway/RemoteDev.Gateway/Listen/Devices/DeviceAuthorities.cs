using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RemoteDev.Gateway.Listen.Devices;

/// <summary>Who vouches for devices, read once at the start.</summary>
internal sealed class DeviceAuthorities
{
    private const int MostBytes = 1 << 20;
    private const int Most = 64;

    private readonly FrozenSet<string> _managed;

    private DeviceAuthorities(X509Certificate2Collection roots, X509Certificate2Collection others, FrozenSet<string> managed, DeviceOptions options)
    {
        (Roots, Others, _managed) = (roots, others, managed);
        RevocationLists = options.RevocationLists;
        ChecksRevocation = options.CheckRevocation;
    }

    /// <summary>Trusted.</summary>
    public X509Certificate2Collection Roots { get; }

    /// <summary>Authorities below the roots: not trusted by themselves, known to devices that do not send them.</summary>
    public X509Certificate2Collection Others { get; }

    public IReadOnlyList<string> RevocationLists { get; }

    public bool ChecksRevocation { get; }

    /// <summary>Whether this authority vouches that a device is managed.</summary>
    public bool IsManaged(X509Certificate2 authority) => _managed.Contains(Print(authority));

    /// <summary>Reads the files, or adds every fault. Null when no authority is configured.</summary>
    public static DeviceAuthorities? Read(DeviceOptions options, OptionFaults faults)
    {
        var roots = new X509Certificate2Collection();
        var others = new X509Certificate2Collection();
        var managed = new HashSet<string>(StringComparer.Ordinal);
        ReadAll(nameof(options.Authorities), options.Authorities, faults, certificate => Sort(certificate, roots, others));
        ReadAll(nameof(options.ManagedAuthorities), options.ManagedAuthorities, faults, certificate =>
        {
            Sort(certificate, roots, others);
            managed.Add(Print(certificate));
        });
        var isAsked = options.Authorities.Length + options.ManagedAuthorities.Length > 0;
        if (isAsked && !faults.Any && roots.Count == 0)
        {
            faults.Add(Key(nameof(options.Authorities)), "holds no root. A root is signed by itself; name the file of the one at the end of the chain too.");
        }

        if (roots.Count + others.Count > Most)
        {
            faults.Add(Key(nameof(options.Authorities)), $"holds more than {Most} authorities.");
        }

        CheckLists(options, isAsked, faults);
        return isAsked && !faults.Any ? new DeviceAuthorities(roots, others, managed.ToFrozenSet(StringComparer.Ordinal), options) : null;
    }

    private static void CheckLists(DeviceOptions options, bool isAsked, OptionFaults faults)
    {
        if (!isAsked && options.RevocationLists.Length > 0)
        {
            faults.Add(Key(nameof(options.RevocationLists)), "names lists, and Authorities names nobody whose they could be.");
        }

        if (isAsked && options.CheckRevocation && options.RevocationLists.Length == 0)
        {
            faults.Add(
                Key(nameof(options.RevocationLists)),
                "names no list, so that a lost device could not be shut out. Name the authorities' lists, or set CheckRevocation to false and give certificates short lives.");
        }

        for (var i = 0; i < options.RevocationLists.Length; i++)
        {
            if (!File.Exists(options.RevocationLists[i]))
            {
                faults.Add($"{Key(nameof(options.RevocationLists))}:{i}", $"there is no file {options.RevocationLists[i]}.");
            }
        }
    }

    private static void ReadAll(string option, string[] paths, OptionFaults faults, Action<X509Certificate2> take)
    {
        for (var i = 0; i < paths.Length; i++)
        {
            var key = $"{Key(option)}:{i}";
            try
            {
                foreach (var certificate in ReadFile(paths[i]))
                {
                    if (!IsAuthority(certificate))
                    {
                        faults.Add(key, $"holds {certificate.Subject}, which is no authority (basic constraints say nothing of CA).");
                        continue;
                    }

                    take(certificate);
                }
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
            {
                faults.Add(key, $"cannot be read: {unreadable.Message}");
            }
        }
    }

    private static X509Certificate2Collection ReadFile(string path)
    {
        if (new FileInfo(path).Length > MostBytes)
        {
            throw new IOException($"it has more than {MostBytes} bytes");
        }

        var all = new X509Certificate2Collection();
        var bytes = File.ReadAllBytes(path);
        if (bytes.AsSpan().StartsWith("-----BEGIN"u8) || bytes.AsSpan().IndexOf("\n-----BEGIN"u8) >= 0)
        {
            all.ImportFromPem(System.Text.Encoding.UTF8.GetString(bytes));
        }
        else
        {
            all.Add(X509CertificateLoader.LoadCertificate(bytes));
        }

        return all.Count > 0 ? all : throw new IOException("it holds no certificate");
    }

    private static void Sort(X509Certificate2 certificate, X509Certificate2Collection roots, X509Certificate2Collection others) =>
        (certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData) ? roots : others).Add(certificate);

    private static bool IsAuthority(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().SingleOrDefault() is { CertificateAuthority: true };

    private static string Print(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    private static string Key(string name) => $"{RoomOptions.Root}:Listen:Devices:{name}";
}
