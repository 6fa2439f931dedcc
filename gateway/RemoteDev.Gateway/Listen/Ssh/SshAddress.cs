namespace RemoteDev.Gateway.Listen.Ssh;

/// <summary>Where people find the SSH door: what the portal, the CLI and refusals print.</summary>
internal sealed class SshAddress
{
    public SshAddress(SshListenOptions options, GatewayOrigins origins)
    {
        IsOpen = options.Addresses.Length > 0;
        Host = options.PublicHost.Length > 0 ? options.PublicHost : origins.Domain;
        Port = options.PublicPort > 0
            ? options.PublicPort
            : IsOpen && SshListenOptions.TryEndPoint(options.Addresses[0], out var first) ? first.Port : 0;
    }

    /// <summary>Whether there is an SSH door at all.</summary>
    public bool IsOpen { get; }

    public string Host { get; }

    public int Port { get; private set; }

    /// <summary>The line that opens a terminal: <c>ssh -p 2222 payments-vm@dev.example.com</c>.</summary>
    public string Command(string environment) => Port == 22 ? $"ssh {environment}@{Host}" : $"ssh -p {Port} {environment}@{Host}";

    /// <summary>Port 0 lets the system choose; the listener says here what it chose.</summary>
    internal void Chosen(int port)
    {
        if (Port == 0)
        {
            Port = port;
        }
    }
}
