using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MaxMind.Db;

namespace RemoteDev.Gateway.Authorize.Countries;

/// <summary>One database, read whole into memory: a file that is cut short while it is mapped would end the process.</summary>
internal sealed class CountryFile : IDisposable
{
    /// <summary>Of the file. The largest public ones, of cities, have a fifth of it.</summary>
    public const long MostBytes = 512L << 20;

    private const int MostKnown = 20_000;

    private readonly Reader _reader;
    private readonly ConcurrentDictionary<IPAddress, string?> _known = new();

    private CountryFile(Reader reader, FileStamp stamp) => (_reader, Stamp) = (reader, stamp);

    public FileStamp Stamp { get; }

    public DateTime BuiltAt => _reader.Metadata.BuildDate;

    /// <summary>Reads a database, or says in words why it cannot be gone by.</summary>
    public static (CountryFile? File, string? Fault) Read(string path)
    {
        if (FileStamp.Of(path) is not { } stamp)
        {
            return (null, "there is no such file");
        }

        if (stamp.Length > MostBytes)
        {
            return (null, $"it has more than {MostBytes >> 20} MiB");
        }

        try
        {
            using var bytes = new MemoryStream(File.ReadAllBytes(path));
#pragma warning disable CA2000 // It goes to whoever asked; a broken one holds memory alone, which the collector takes.
            var file = new CountryFile(new Reader(bytes), stamp);
#pragma warning restore CA2000

            // The tree may be sound and lead nowhere; a few addresses of each family show it before anybody is judged by it.
            foreach (var probe in (string[])["1.1.1.1", "81.2.69.142", "196.0.0.1", "2001:4860::1", "2a00::1"])
            {
                file.Look(IPAddress.Parse(probe));
            }

            return (file, null);
        }
        catch (Exception broken) when (IsBroken(broken) || broken is IOException or UnauthorizedAccessException)
        {
            return (null, $"it is no MaxMind DB that can be read ({broken.GetType().Name})");
        }
    }

    /// <summary>Null also where the database is broken: what is not known is the least trusted.</summary>
    public string? Of(IPAddress address)
    {
        if (_known.TryGetValue(address, out var known))
        {
            return known;
        }

        string? found;
        try
        {
            found = Look(address);
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            found = null;
        }

        if (_known.Count >= MostKnown)
        {
            _known.Clear();
        }

        _known[address] = found;
        return found;
    }

    public void Dispose() => _reader.Dispose();

    private static bool IsBroken(Exception exception) =>
        exception is InvalidDatabaseException or DeserializationException or ArgumentException or IndexOutOfRangeException or OverflowException
            or InvalidCastException or FormatException or InvalidOperationException or KeyNotFoundException or NotSupportedException or OutOfMemoryException or NullReferenceException;

    private string? Look(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && _reader.Metadata.IPVersion == 4)
        {
            return null;
        }

        // As the databases of several makers write it: { country: { iso_code } }, { country_code }, { country: "NG" }.
        return _reader.Find<Dictionary<string, object>>(address) is not { } record ? null
            : record.GetValueOrDefault("country") switch
            {
                IReadOnlyDictionary<string, object> country => Code(country.GetValueOrDefault("iso_code")),
                string code => Code(code),
                _ => Code(record.GetValueOrDefault("country_code")),
            };
    }

    private static string? Code(object? value) => value is string { Length: 2 } code && char.IsAsciiLetter(code[0]) && char.IsAsciiLetter(code[1]) ? code.ToUpperInvariant() : null;
}
