using System.CommandLine;
using RemoteDev.Cli.Output;
using RemoteDev.Cli.Ssh;

namespace RemoteDev.Cli.Commands;

/// <summary><c>remotedev ssh-config</c>.</summary>
internal static class SshConfigCommand
{
    private const int Longest = 4 * 1024 * 1024;

    private const string Words =
        """
        Tells ssh about the environments of your last remotedev login, so that ssh NAME is enough, for scp, rsync and VS Code as well. It writes a
        block into ~/.ssh/config, between two lines that say so, and ~/.ssh/remotedev-known-hosts with the authority that vouches for the gateway.
        Run again, it replaces its own block and nothing else. The name remotedev is the gateway itself: for git, and for ssh -J.
        """;

    public static Command Create(GatewaySession session, Func<string, string?> environment)
    {
        var print = new Option<bool>("--print") { Description = "Print the block and the known hosts, and write nothing." };
        var command = new Command("ssh-config", Words) { print };
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

            if (!signedIn.HasSsh)
            {
                session.Screen.Error($"Your last login at {signedIn.Portal} was for git alone, so there is nothing to tell ssh. If that gateway has an SSH door, run remotedev login.");
                return ExitCode.Refused;
            }

            var (block, hosts) = (HostBlocks.Of(signedIn, folder), HostBlocks.KnownHosts(signedIn));
            if (result.GetValue(print))
            {
                session.Screen.Text($"# For {folder.Configuration}:\n{block}\n# For {folder.KnownHosts}:\n{hosts}");
                return ExitCode.Done;
            }

            return await WriteAsync(session.Screen, folder, block, hosts, signedIn.Environments.Count, cancellationToken);
        });
        return command;
    }

    private static async Task<int> WriteAsync(
        Screen screen, PersonFolder folder, string block, string hosts, int count, CancellationToken cancellationToken)
    {
        PersonFolder.Make(folder.Ssh);

        // A configuration that is kept elsewhere, and linked to, stays linked to.
        var path = File.Exists(folder.Configuration) && File.ResolveLinkTarget(folder.Configuration, returnFinalTarget: true) is { } target
            ? target.FullName
            : folder.Configuration;
        if (new FileInfo(path) is { Exists: true, Length: > Longest })
        {
            screen.Error($"{path} is longer than {Longest / 1024 / 1024} MiB, which is no configuration of ssh.");
            return ExitCode.Refused;
        }

        var before = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : "";
        if (MarkedText.Replace(before, block) is not { } after)
        {
            screen.Error($"{path} has lines that begin or end a block of remotedev, and they do not match. Remove them, with what stands between them.");
            return ExitCode.Refused;
        }

        var changed = await PutAsync(path, before, after, cancellationToken);
        changed |= await PutAsync(
            folder.KnownHosts, File.Exists(folder.KnownHosts) ? await File.ReadAllTextAsync(folder.KnownHosts, cancellationToken) : "", hosts, cancellationToken);
        screen.Line(changed
            ? $"Wrote the gateway and {count} {(count == 1 ? "environment" : "environments")} into {path}."
            : $"{path} says it all already.");
        return ExitCode.Done;
    }

    private static async Task<bool> PutAsync(string path, string before, string after, CancellationToken cancellationToken)
    {
        if (before == after)
        {
            return false;
        }

        await PrivateFile.WriteAsync(path, after, cancellationToken);
        return true;
    }
}
