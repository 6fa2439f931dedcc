using System.Net;
using System.Net.Sockets;

namespace RemoteDev.Gateway.Authorize.Countries;

/// <summary>
/// The country database in use. Another file in its place is read within seconds; one that cannot be read changes nothing but the warning.
/// </summary>
internal sealed partial class CountryDatabase(string path, CountryFile first, TimeProvider clock, ILogger<CountryDatabase> log)
    : BackgroundService, ICountries, IReadinessPart
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    // Nobody's: loopback, private use, link-local, shared (RFC 6598), unique local.
    private static readonly IPNetwork[] Private =
    [
        .. ((string[])["127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10", "::1/128", "fe80::/10", "fc00::/7"])
            .Select(text => IPNetwork.Parse(text)),
    ];

    private volatile CountryFile _file = first;
    private volatile string? _warning;
    private FileStamp? _refused;

    public string? WhyNotReady => null;

    public string? Warning => _warning;

    public string? Of(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var network in Private)
        {
            if (network.Contains(plain))
            {
                return null;
            }
        }

        return plain.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6 ? _file.Of(plain) : null;
    }

    /// <summary>Looks once whether the file was replaced.</summary>
    public void Look()
    {
        var stamp = FileStamp.Of(path);
        if (stamp == _file.Stamp || (stamp is not null && stamp == _refused))
        {
            if (stamp == _file.Stamp)
            {
                _warning = null;
            }

            return;
        }

        var (file, fault) = CountryFile.Read(path);
        if (file is not null)
        {
            // What is asked of the old one at this moment is answered by it; the collector takes it after.
            (_file, _warning, _refused) = (file, null, null);
            LogRead(log, path, file.BuiltAt);
            return;
        }

        var told = $"country database {path}: {fault}; the one built {_file.BuiltAt:yyyy-MM-dd} is still in use";
        if (_warning != told)
        {
            LogRefused(log, told);
        }

        (_warning, _refused) = (told, stamp);
    }

    public override void Dispose()
    {
        _file.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        LogRead(log, path, _file.BuiltAt);
        return GuardRounds.EveryAsync(Beat, clock, Look, log, stoppingToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Country database {Path}, built {BuiltAt:yyyy-MM-dd}, is in use.")]
    private static partial void LogRead(ILogger logger, string path, DateTime builtAt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}.")]
    private static partial void LogRefused(ILogger logger, string warning);
}
