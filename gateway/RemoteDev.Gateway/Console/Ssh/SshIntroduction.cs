using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Gateway.Identify.Connectors;
using RemoteDev.Gateway.Listen.Ssh;

namespace RemoteDev.Gateway.Console.Ssh;

/// <summary>What people need to find the gateway by SSH, and to know that it is the gateway.</summary>
internal sealed class SshIntroduction(SshAddress address, SshAuthorities authorities)
{
    /// <summary>Whether there is anything to find.</summary>
    public bool IsOpen => address.IsOpen && authorities.IsLoaded;

    /// <summary>The fingerprint that <c>ssh</c> shows of the host key.</summary>
    public string HostKey => authorities.HostPublicKey.Fingerprint;

    /// <summary>The line for <c>known_hosts</c>: with it the host key may be renewed without a question.</summary>
    /// <param name="environments">Names that the gateway answers to when somebody jumps through it (<c>ssh -J</c>).</param>
    public string KnownHosts(params IEnumerable<string> environments)
    {
        var host = address.Port == 22 ? address.Host : $"[{address.Host}]:{address.Port}";
        return $"@cert-authority {string.Join(',', environments.Prepend(host))} {authorities.HostAuthority.ToLine()}";
    }

    /// <summary>What a person is shown of it, or null when there is nothing to find.</summary>
    /// <param name="environments">Those that the person reaches by SSH.</param>
    public SshHostLines? HostLines(params IEnumerable<string> environments) => IsOpen ? new SshHostLines(KnownHosts(environments), HostKey) : null;

    /// <summary>The line that opens a terminal in an environment.</summary>
    public string Command(string environment) => address.Command(environment);

    /// <summary>The line that a machine runs as the environment's connector.</summary>
    public string ConnectorCommand(string environment) =>
        "ssh -N -i ~/.ssh/connector -o ServerAliveInterval=15 -o ExitOnForwardFailure=yes -R 0:localhost:22 "
        + $"{(address.Port == 22 ? "" : $"-p {address.Port} ")}{ConnectorKeys.UserName}%{environment}@{address.Host}";
}
