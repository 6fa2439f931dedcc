using RemoteDev.Gateway.Listen.Devices;

namespace RemoteDev.Gateway.Listen;

/// <summary>Where and how the gateway listens. Section <c>RemoteDev:Listen</c>.</summary>
internal sealed class ListenOptions
{
    /// <summary><c>address:port</c> each; empty listens on loopback at the public origin's port.</summary>
    public string[] Addresses { get; init; } = [];

    /// <summary><c>127.0.0.1:9090</c> for health and readiness; empty means no such listener. Loopback unless <see cref="ManagementBeyondLoopback"/>.</summary>
    public string ManagementAddress { get; init; } = "";

    /// <summary>Allows the management listener on an address that others reach, as a container's probe needs.</summary>
    public bool ManagementBeyondLoopback { get; init; }

    /// <summary>PEM (with its chain) or PFX. Empty: a self-signed one is made, for <c>*.localhost</c> only.</summary>
    public string CertificatePath { get; init; } = "";

    /// <summary>The key of a PEM certificate; empty when the PEM holds both.</summary>
    public string CertificateKeyPath { get; init; } = "";

    /// <summary>The password of a PFX.</summary>
    public string CertificatePassword { get; init; } = "";

    /// <summary>Networks (CIDR) whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed. Nobody else's are.</summary>
    public string[] TrustedProxies { get; init; } = [];

    /// <summary>
    /// Networks (CIDR) whose connections begin with a PROXY header, version 2: those of a balancer that passes bytes on. It is demanded of them, for HTTP and
    /// SSH alike, and read from nobody else. <see cref="TrustedProxies"/> goes by the address it names.
    /// </summary>
    public string[] ProxyProtocol { get; init; } = [];

    /// <summary>Client certificates as proof of a device.</summary>
    public DeviceOptions Devices { get; init; } = new();

    public ListenLimits Limits { get; init; } = new();
}
