using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Authorize.Decisions;

/// <summary>Nobody knows an authority, so that no certificate is worth anything.</summary>
internal sealed class NoDevices : IDeviceJudge
{
    public static NoDevices Instance { get; } = new();

    public DeviceStanding Judge(DeviceCertificate? certificate, DateTimeOffset now) => default;
}
