using System.Net;
using RemoteDev.Gateway.Authorize.Countries;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Authorize.Decisions;

/// <summary>What is known of a request's source and device that no catalogue says: asked anew for every decision.</summary>
internal sealed class Surroundings(ICountries countries, IDeviceJudge devices)
{
    /// <summary>Knows nothing, so that no source has a country and no device is proven.</summary>
    public static Surroundings Unknown { get; } = new(NoCountries.Instance, NoDevices.Instance);

    public string? CountryOf(IPAddress source) => countries.Of(source);

    public DeviceStanding Of(DeviceCertificate? device, DateTimeOffset now) => device is null ? default : devices.Judge(device, now);
}
