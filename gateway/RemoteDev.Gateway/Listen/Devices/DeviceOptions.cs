namespace RemoteDev.Gateway.Listen.Devices;

/// <summary>
/// Client certificates as proof of a device. Section <c>RemoteDev:Listen:Devices</c>. Without an authority nobody is asked for one; with
/// one, browsers and clients are asked and may have none: whether that is enough is policy's to say.
/// </summary>
internal sealed class DeviceOptions
{
    /// <summary>
    /// Files with certificates (PEM, or DER for one) of those who vouch for devices. A root is trusted; an authority below a root only
    /// helps to lead to it.
    /// </summary>
    public string[] Authorities { get; init; } = [];

    /// <summary>The same of those who vouch that a device is managed: a device whose certificate leads by way of one of them is. They need not be named twice.</summary>
    public string[] ManagedAuthorities { get; init; } = [];

    /// <summary>Files with one certificate revocation list each, PEM or DER, read again when they change.</summary>
    public string[] RevocationLists { get; init; } = [];

    /// <summary>
    /// Whether every authority on the way must have a list in force that does not name the certificate. False: lists are not asked, and a
    /// lost device opens what it opened until its certificate expires.
    /// </summary>
    public bool CheckRevocation { get; init; } = true;
}
