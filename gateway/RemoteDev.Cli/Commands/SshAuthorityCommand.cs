using System.CommandLine;
using RemoteDev.Cli.Gateway;

namespace RemoteDev.Cli.Commands;

/// <summary><c>remotedev ssh-authority</c>: for scripts that set up machines, so it prints the one line and nothing else.</summary>
internal static class SshAuthorityCommand
{
    private const string Target = "target";
    private const string Host = "host";
    private const string KnownHosts = "known-hosts";

    public static Command Create(GatewaySession session)
    {
        var which = new Argument<string>("WHICH")
        {
            Description = $"{Target}: the line for TrustedUserCAKeys on the machine of an environment. {Host}: the authority of the gateway's own host key. "
                + $"{KnownHosts}: the line for people's known_hosts.",
            DefaultValueFactory = _ => Target,
        };
        which.AcceptOnlyFromAmong(Target, Host, KnownHosts);
        var command = new Command("ssh-authority", "Prints a public key of the gateway by SSH.") { which };
        session.On(command, async (result, gateway, cancellationToken) =>
        {
            if (session.Value(await gateway.SendAsync<SshAuthorities>(HttpMethod.Get, "ssh/authorities", null, cancellationToken)) is not { } keys)
            {
                return ExitCode.Refused;
            }

            var line = result.GetValue(which) switch
            {
                Host => keys.Host,
                KnownHosts => keys.KnownHosts,
                _ => keys.Target,
            };
            if (line is null)
            {
                session.Screen.Error("This gateway has no SSH address: RemoteDev:Ssh:Addresses is empty.");
                return ExitCode.Refused;
            }

            session.Screen.Line(line);
            return ExitCode.Done;
        });
        return command;
    }
}
