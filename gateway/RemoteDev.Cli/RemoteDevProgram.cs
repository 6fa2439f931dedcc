using System.CommandLine;
using RemoteDev.Cli.Commands;
using RemoteDev.Cli.Gateway;
using RemoteDev.Cli.Output;

namespace RemoteDev.Cli;

/// <summary>The <c>remotedev</c> command: the operator's hand on the gateway, through its local socket.</summary>
internal static class RemoteDevProgram
{
    private const string Description =
        """
        Administers a RemoteDev Gateway from its own machine, through the gateway's local socket.

        Whoever may open the socket (the gateway's own account, or root) is the gateway's operator; the trace says so. Over the network
        nothing is administered: that is done in the console, in a browser, with a second factor.

        Some commands are for everybody, on their own machine: login gets a certificate for SSH and an access token for git, logout gives them
        back, ssh-config and git-config tell ssh and git of them.

        Exit codes: 0 done; 1 refused, or faults in what was given; 2 wrong command line; 3 no gateway answers.
        """;

    /// <summary>Runs one command line.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="input">The standard input; null when there is none.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, Func<string, string?> environment, TextReader? input = null)
    {
        var address = new Option<string>("--gateway", "-g")
        {
            Description = $"Where the gateway's socket is, unix:PATH. Default: ${GatewayAddress.Variable}, else the first that exists of "
                + string.Join(", ", GatewayAddress.Usual) + ".",
            HelpName = "unix:PATH",
            Recursive = true,
            DefaultValueFactory = _ => GatewayAddress.Default(environment),
        };
        var screen = new Screen(output, errors);
        var root = new RootCommand(Description) { address };
        var session = new GatewaySession(result => result.GetValue(address) ?? "", screen);
        root.Add(ApplyCommand.Create(session));
        root.Add(ExportCommand.Create(session));
        root.Add(PersonCommands.Create(session));
        root.Add(ProviderCommands.Create(session));
        root.Add(EnvironmentCommands.Create(session));
        root.Add(ServiceCommands.Create(session));
        root.Add(SessionCommands.Create(session));
        root.Add(PolicyCommands.Create(session));
        root.Add(SshAuthorityCommand.Create(session));
        root.Add(TokenCommands.Create(session));
        root.Add(StatusCommand.Create(session));
        root.Add(LoginCommand.Create(session, environment));
        root.Add(LogoutCommand.Create(session, environment));
        root.Add(SshConfigCommand.Create(session, environment));
        root.Add(GitConfigCommand.Create(session, environment));
        root.Add(GitCredentialCommand.Create(session, environment, input ?? TextReader.Null));

        var parsed = root.Parse(args);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = errors, EnableDefaultExceptionHandler = false });
        return parsed.Errors.Count > 0 ? ExitCode.Usage : code;
    }
}
