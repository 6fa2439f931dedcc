namespace RemoteDev.Gateway.Journey;

/// <summary>Says what a device's certificate is worth. Listen knows the authorities; Authorize asks.</summary>
internal interface IDeviceJudge
{
    /// <summary>Of no certificate: nothing.</summary>
    DeviceStanding Judge(DeviceCertificate? certificate, DateTimeOffset now);
}
