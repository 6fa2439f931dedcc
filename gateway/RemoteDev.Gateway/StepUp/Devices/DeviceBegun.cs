using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.StepUp.Devices;

/// <summary>What a machine is told that asked.</summary>
/// <param name="DeviceCode">With it the machine asks for the outcome.</param>
/// <param name="Request">What the person will see.</param>
internal sealed record DeviceBegun(Secret DeviceCode, DeviceRequest Request);
