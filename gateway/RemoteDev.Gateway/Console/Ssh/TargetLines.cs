using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Console.Ssh;

/// <summary>What the administrator of an environment's machine writes into its files, so that the gateway gets in and nobody gets around it.</summary>
internal static class TargetLines
{
    /// <summary>Where the authority's key goes.</summary>
    public const string AuthorityFile = "/etc/ssh/remotedev_authority.pub";

    /// <summary>Where the configuration goes; sshd reads the folder in the order of names, and what comes first stands.</summary>
    public const string ConfigurationFile = "/etc/ssh/sshd_config.d/10-remotedev.conf";

    /// <summary>The one line of <see cref="AuthorityFile"/>, which is also what <c>remotedev ssh-authority</c> prints.</summary>
    public static string Authority(SshPublicKey authority) => authority.ToLine("remotedev-gateway");

    /// <summary>The lines of <see cref="ConfigurationFile"/>.</summary>
    /// <param name="login">The account inside.</param>
    public static string Configuration(string login) =>
        $"""
         TrustedUserCAKeys {AuthorityFile}

         Match User {login}
             AuthorizedKeysFile none
             PasswordAuthentication no
             KbdInteractiveAuthentication no
             AllowTcpForwarding local
             PermitTunnel no
             PermitUserRC no

         Match all
         """;
}
