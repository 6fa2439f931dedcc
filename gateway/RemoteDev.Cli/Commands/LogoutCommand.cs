using System.CommandLine;
using RemoteDev.Cli.Git;
using RemoteDev.Cli.Ssh;

namespace RemoteDev.Cli.Commands;

/// <summary><c>remotedev logout</c>.</summary>
internal static class LogoutCommand
{
    private const string Words =
        """
        Gives back what remotedev login got: the access token ends at the gateway, and the key, its certificate and the token are removed from this
        machine. The certificate is worth nothing without its key. What ssh-config and git-config wrote stays, for the next login.
        """;

    public static Command Create(GatewaySession session, Func<string, string?> environment)
    {
        var command = new Command("logout", Words);
        session.OnFiles(command, async (_, cancellationToken) =>
        {
            if (PersonFolder.Of(environment) is not { } folder)
            {
                session.Screen.Error("There is no home folder: set HOME.");
                return ExitCode.Refused;
            }

            var revoked = await RevokeAsync(session, folder, cancellationToken);
            var removed = await RemoveKeyAsync(session, folder, environment, cancellationToken);
            if (!removed && revoked is null)
            {
                session.Screen.Line("There was nothing to give back.");
            }

            return revoked == false ? ExitCode.Unreachable : ExitCode.Done;
        });
        return command;
    }

    /// <summary>Null when there was no token; false when the gateway could not be told.</summary>
    private static async Task<bool?> RevokeAsync(GatewaySession session, PersonFolder folder, CancellationToken cancellationToken)
    {
        if (await GitToken.ReadAsync(folder, cancellationToken) is not { } token)
        {
            File.Delete(folder.GitToken);
            return null;
        }

        var told = await TellAsync(folder, token, cancellationToken);
        File.Delete(folder.GitToken);
        if (told)
        {
            session.Screen.Line("The access token for git was revoked and removed.");
        }
        else
        {
            session.Screen.Error($"The access token for git was removed here, but the gateway could not be told. It ends by itself at {token.ExpiresAt.ToLocalTime():yyyy-MM-dd HH:mm}; your account page revokes it now.");
        }

        return told;
    }

    private static async Task<bool> TellAsync(PersonFolder folder, GitToken token, CancellationToken cancellationToken)
    {
        if (await SignedIn.ReadAsync(folder, cancellationToken) is not { } signedIn
            || signedIn.GitOrigin != token.Origin
            || PortalAddress.Read(signedIn.Portal, out _) is not { } portal)
        {
            return false;
        }

        try
        {
            using var client = PortalLine.Open(portal);
            var form = new Dictionary<string, string>(StringComparer.Ordinal) { ["token"] = token.Value, ["token_type_hint"] = "access_token" };
            return (await client.SendAsync<object>("oauth/revoke", form, cancellationToken)).Fault is null;
        }
        catch (Exception fault) when (fault is HttpRequestException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private static async Task<bool> RemoveKeyAsync(GatewaySession session, PersonFolder folder, Func<string, string?> environment, CancellationToken cancellationToken)
    {
        string[] files = [folder.Key, folder.PublicKey, folder.Certificate];
        if (!files.Any(File.Exists))
        {
            return false;
        }

        if (KeyInstall.WhyNot(folder) is { } why)
        {
            session.Screen.Error(why);
            return false;
        }

        if (SshAgent.Runs(environment))
        {
            await SshAgent.RemoveAsync(folder.Key, environment, cancellationToken);
        }

        foreach (var file in files)
        {
            File.Delete(file);
        }

        session.Screen.Line("The SSH key and its certificate were removed, from your ssh-agent too if it had them.");
        return true;
    }
}
