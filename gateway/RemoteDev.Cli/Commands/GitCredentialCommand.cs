using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RemoteDev.Cli.Git;
using RemoteDev.Cli.Ssh;

namespace RemoteDev.Cli.Commands;

/// <summary><c>remotedev git-credential</c>, which git runs.</summary>
internal static class GitCredentialCommand
{
    private const string Words =
        """
        A credential helper for git (see man gitcredentials): git runs it, people do not. remotedev git-config tells git to.

        get answers with your login and the access token of your last remotedev login, for the git origin of that gateway and for nothing else:
        protocol, host and port must be the same, and https, or a name below localhost. When the token has expired or is gone it answers nothing,
        says what to do, and has git ask nobody. erase forgets a token that the gateway refused. store keeps nothing.
        """;

    private static readonly string[] Operations = ["get", "store", "erase"];

    public static Command Create(GatewaySession session, Func<string, string?> environment, TextReader input)
    {
        var operation = new Argument<string>("OPERATION") { Description = "get, store or erase; any other is left alone, as git wants it." };
        var command = new Command("git-credential", Words) { operation };
        session.OnFiles(command, async (result, cancellationToken) =>
        {
            if (!Operations.Contains(result.GetValue(operation), StringComparer.Ordinal) || PersonFolder.Of(environment) is not { } folder)
            {
                return ExitCode.Done;
            }

            var asked = await CredentialAsked.ReadAsync(input, cancellationToken);
            if (asked is null || await SignedIn.ReadAsync(folder, cancellationToken) is not { } signedIn || !asked.IsFor(signedIn.GitOrigin))
            {
                return ExitCode.Done;
            }

            var token = await GitToken.ReadAsync(folder, cancellationToken);
            switch (result.GetValue(operation))
            {
                case "get" when asked.UserName is null || asked.UserName == signedIn.Login:
                    Answer(session, signedIn, token is not null && token.Origin == signedIn.GitOrigin && token.Login == signedIn.Login ? token : null);
                    break;
                case "erase" when token is not null && IsOurs(asked, token):
                    File.Delete(folder.GitToken);
                    session.Screen.Error("The gateway did not take the access token any more, so it was forgotten. Run remotedev login.");
                    break;
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void Answer(GatewaySession session, SignedIn signedIn, GitToken? token)
    {
        if (token is null || token.ExpiresAt <= DateTimeOffset.UtcNow)
        {
            session.Screen.Error($"{(token is null ? "There is no access token" : "The access token has expired")} for {signedIn.GitOrigin}. Run remotedev login {signedIn.Portal}");
            session.Screen.Line("quit=1");
            return;
        }

        session.Screen.Line($"username={token.Login}");
        session.Screen.Line($"password={token.Value}");
        session.Screen.Line($"password_expiry_utc={token.ExpiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}");
    }

    // What somebody typed and was refused is not ours to forget.
    private static bool IsOurs(CredentialAsked asked, GitToken token) =>
        asked.Password is null || CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(asked.Password), Encoding.UTF8.GetBytes(token.Value));
}
