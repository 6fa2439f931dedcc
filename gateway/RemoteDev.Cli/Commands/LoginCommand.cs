using System.CommandLine;
using RemoteDev.Cli.Ssh;

namespace RemoteDev.Cli.Commands;

/// <summary><c>remotedev login</c>.</summary>
internal static class LoginCommand
{
    private const int LongestMachine = 64;

    private const string Words =
        """
        Signs you in for SSH and git. A new key is made on this machine and never leaves it; a page of the portal, in your browser, asks for your second
        factor and shows what is to be approved; the key then gets a certificate for the working day, and git an
        access token for as long. Where the gateway has no SSH door, or with --git-only, there is the token alone.

        With an ssh-agent ($SSH_AUTH_SOCK) the private key is in the agent alone, which forgets it when the certificate ends. Without one it is in
        ~/.ssh/remotedev, readable by you alone. The token is in ~/.config/remotedev/git-token, readable by you alone. Run remotedev ssh-config and
        remotedev git-config once, and ssh and git find them. This command needs no operator's socket: --gateway does not matter.
        """;

    public static Command Create(GatewaySession session, Func<string, string?> environment)
    {
        var portal = new Argument<string?>("PORTAL")
        {
            Description = $"The address of the portal, like https://dev.example.com. Default: ${PortalAddress.Variable}, else that of the last login.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var noAgent = new Option<bool>("--no-agent") { Description = "Write the key into ~/.ssh/remotedev even though an agent runs." };
        var gitOnly = new Option<bool>("--git-only") { Description = "Get the access token for git alone, and leave SSH as it is." };
        var noBrowser = new Option<bool>("--no-browser") { Description = "Print the link only." };
        var machine = new Option<string>("--machine")
        {
            Description = "What the page calls this machine.",
            HelpName = "NAME",
            DefaultValueFactory = _ => Environment.MachineName,
        };
        var command = new Command("login", Words) { portal, gitOnly, noAgent, noBrowser, machine };
        session.OnFiles(command, async (result, cancellationToken) =>
        {
            if (PersonFolder.Of(environment) is not { } folder)
            {
                session.Screen.Error("There is no home folder: set HOME.");
                return ExitCode.Refused;
            }

            var named = result.GetValue(portal) ?? environment(PortalAddress.Variable) ?? (await SignedIn.ReadAsync(folder, cancellationToken))?.Portal;
            if (PortalAddress.Read(named, out var fault) is not { } address)
            {
                session.Screen.Error(fault);
                return ExitCode.Usage;
            }

            if (!result.GetValue(gitOnly) && KeyInstall.WhyNot(folder) is { } why)
            {
                session.Screen.Error(why);
                return ExitCode.Refused;
            }

            var asked = new LoginRun(
                session,
                folder,
                environment,
                address,
                Machine(result.GetValue(machine)),
                GitOnly: result.GetValue(gitOnly),
                Agent: !result.GetValue(noAgent) && SshAgent.Runs(environment),
                Open: !result.GetValue(noBrowser));
            try
            {
                return await asked.RunAsync(cancellationToken);
            }
            catch (HttpRequestException unreachable)
            {
                session.Screen.Error($"No gateway answers at {address}: {unreachable.Message}");
                return ExitCode.Unreachable;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                session.Screen.Error($"The gateway at {address} did not answer in time.");
                return ExitCode.Unreachable;
            }
        });
        return command;
    }

    private static string Machine(string? name)
    {
        var plain = string.Concat((name ?? "").Where(c => !char.IsControl(c))).Trim();
        return plain.Length == 0 ? "unnamed" : plain[..Math.Min(plain.Length, LongestMachine)];
    }
}
