using System.Globalization;
using System.Text;

namespace RemoteDev.Cli.Ssh;

/// <summary>What <c>ssh</c> must be told so that the name of an environment is enough: text for its configuration and its known hosts.</summary>
internal static class HostBlocks
{
    /// <summary>The gateway itself: for git, and to jump from.</summary>
    public const string Gateway = "remotedev";

    /// <summary>The block, between its markers.</summary>
    public static string Of(SignedIn signedIn, PersonFolder folder)
    {
        var text = new StringBuilder();
        text.Append(MarkedText.Begin).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"# {signedIn.Portal}, as {signedIn.Login}\n");
        if (!signedIn.Environments.Contains(Gateway, StringComparer.Ordinal))
        {
            Host(text, Gateway, signedIn.Login);
        }

        foreach (var name in signedIn.Environments)
        {
            Host(text, name, name);
        }

        return text.Append(MarkedText.End).Append('\n').ToString();

        void Host(StringBuilder into, string name, string user) => into.Append(string.Create(
            CultureInfo.InvariantCulture,
            $"""
             Host {name}
                 HostName {signedIn.Host}
                 Port {signedIn.Port}
                 User {user}
                 IdentityFile {Quoted(folder.Key)}
                 CertificateFile {Quoted(folder.Certificate)}
                 IdentitiesOnly yes
                 UserKnownHostsFile {Quoted(folder.KnownHosts)}
                 StrictHostKeyChecking yes
                 UpdateHostKeys no

             """).ReplaceLineEndings("\n"));
    }

    /// <summary>The whole file of known hosts: the authority that vouches for the gateway, also where it answers in an environment's name.</summary>
    public static string KnownHosts(SignedIn signedIn)
    {
        var host = signedIn.Port == 22 ? signedIn.Host : $"[{signedIn.Host}]:{signedIn.Port}";
        return $"@cert-authority {string.Join(',', signedIn.Environments.Prepend(host))} {signedIn.HostAuthority}\n";
    }

    // ssh takes a percent sign for the start of a token.
    private static string Quoted(string path) => $"\"{path.Replace("%", "%%", StringComparison.Ordinal)}\"";
}
