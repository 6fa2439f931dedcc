using RemoteDev.Gateway.Identify.Tokens;

namespace RemoteDev.Gateway.StepUp.Devices;

/// <summary>What was made for a machine, before it is where the machine takes it.</summary>
/// <param name="Token">The token in the grant, or null.</param>
internal sealed record DeviceIssued(DeviceGrant Grant, IssuedAccessToken? Token);
