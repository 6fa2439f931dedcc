using System.CommandLine;
using RemoteDev.Cli.Git;
using RemoteDev.Cli.Ssh;

namespace RemoteDev.Cli.Commands;

/// <summary><c>remotedev git-config</c>.</summary>
internal static class GitConfigCommand
{
    private const string Words =
        """
        Tells git to take the access token of your last remotedev login for that gateway, and for no other server. It writes
        credential.ORIGIN.helper into your global git configuration, in place of what stood there: an empty line, so that no other helper gets to
        know the token, and remotedev git-credential. Run again, it changes nothing.
        """;

    public static Command Create(GatewaySession session, Func<string, string?> environment)
    {
        var print = new Option<bool>("--print") { Description = "Print the lines for ~/.gitconfig, and write nothing." };
        var command = new Command("git-config", Words) { print };
        session.OnFiles(command, async (result, cancellationToken) =>
        {
            if (PersonFolder.Of(environment) is not { } folder)
            {
                session.Screen.Error("There is no home folder: set HOME.");
                return ExitCode.Refused;
            }

            if (await SignedIn.ReadAsync(folder, cancellationToken) is not { } signedIn)
            {
                session.Screen.Error("Nobody has signed in yet: run remotedev login first.");
                return ExitCode.Refused;
            }

            if (result.GetValue(print))
            {
                session.Screen.Line($"[credential \"{signedIn.GitOrigin}\"]");
                session.Screen.Line("    helper =");
                session.Screen.Line($"    helper = \"{CredentialLine.Text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
                return ExitCode.Done;
            }

            return await WriteAsync(session, signedIn.GitOrigin, environment, cancellationToken);
        });
        return command;
    }

    private static async Task<int> WriteAsync(GatewaySession session, string origin, Func<string, string?> environment, CancellationToken cancellationToken)
    {
        const int NoSuchName = 1;
        const int NothingToRemove = 5;
        var name = $"credential.{origin}.helper";
        var before = await GitTool.RunAsync(["config", "--global", "--null", "--get-all", name], environment, cancellationToken);
        if (before.Code == 0 && before.Output == $"\0{CredentialLine.Text}\0")
        {
            session.Screen.Line($"git takes the token for {origin} already.");
            return ExitCode.Done;
        }

        var step = before.Code is 0 or NoSuchName
            ? await GitTool.RunAsync(["config", "--global", "--unset-all", name], environment, cancellationToken)
            : before;
        foreach (var value in (string[])["", CredentialLine.Text])
        {
            step = step.Code is 0 or NothingToRemove ? await GitTool.RunAsync(["config", "--global", "--add", name, value], environment, cancellationToken) : step;
        }

        if (step.Code != 0)
        {
            session.Screen.Error($"git did not take it: {step.Errors}");
            return ExitCode.Refused;
        }

        session.Screen.Line($"git takes the token of remotedev login for {origin} now, and for nothing else.");
        return ExitCode.Done;
    }
}
