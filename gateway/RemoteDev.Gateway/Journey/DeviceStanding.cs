namespace RemoteDev.Gateway.Journey;

/// <summary>What a device's certificate is worth at one moment. <c>default</c> is nothing.</summary>
/// <param name="IsProven">It leads to an authority of ours, now, and is not revoked.</param>
/// <param name="IsManaged">It does so by way of an authority that vouches for managed devices.</param>
/// <param name="Fault">Why it is worth nothing, for the operator; null when it is worth something or there is none.</param>
internal readonly record struct DeviceStanding(bool IsProven, bool IsManaged, string? Fault = null);
