using RemoteDev.Cli.Gateway;
using RemoteDev.Cli.Ssh;

namespace RemoteDev.Cli.Commands;

/// <summary>One run of <c>remotedev login</c>.</summary>
/// <param name="Machine">What the page calls this machine.</param>
/// <param name="Agent">Whether the key goes to the agent.</param>
/// <param name="Open">Whether to open the page.</param>
internal sealed record LoginRun(
    GatewaySession Session, PersonFolder Folder, Func<string, string?> Environment, Uri Portal, string Machine, bool Agent, bool Open)
{
    /// <summary>Makes a key, waits for its certificate, and puts both where ssh finds them.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var (made, fault) = await FreshKey.MakeAsync(Folder, Environment, cancellationToken);
        if (made is null)
        {
            Session.Screen.Error(fault);
            return ExitCode.Refused;
        }

        using var key = made;
        var line = (await File.ReadAllTextAsync(key.Public, cancellationToken)).Trim();
        using var client = PortalLine.Open(Portal);
        var asked = await client.SendAsync<SshLoginBegun>(HttpMethod.Post, "ssh/logins", new { PublicKey = line, Machine }, cancellationToken);
        if (Session.Value(asked) is not { } begun)
        {
            return ExitCode.Refused;
        }

        Show(begun);
        if (Session.Value(await LoginWait.ForAsync(client, begun, TimeProvider.System, cancellationToken)) is not { } granted)
        {
            return ExitCode.Refused;
        }

        if (CertificateLine.Of(granted.Certificate, line) is not { } certificate || SignedIn.Of(Portal, granted) is not { } signedIn)
        {
            Session.Screen.Error("What the gateway answered is not a certificate of this key, or names what cannot be. Nothing was written.");
            return ExitCode.Refused;
        }

        var life = granted.ExpiresAt - DateTimeOffset.UtcNow;
        var (inAgent, note) = await KeyInstall.PutAsync(key, certificate, life, Agent, Folder, Environment, cancellationToken);
        await signedIn.WriteAsync(Folder, cancellationToken);
        Tell(signedIn, inAgent, note);
        return ExitCode.Done;
    }

    private void Show(SshLoginBegun begun)
    {
        var opened = Open && Browser.TryOpen(begun.VerificationUriComplete, Environment);
        Session.Screen.Line(opened ? "Approve it in your browser, in the page that was opened:" : "Open this page in your browser and approve it there:");
        Session.Screen.Line($"  {begun.VerificationUriComplete}");
        Session.Screen.Line($"Or type {begun.UserCode} at {begun.VerificationUri}. The page must show the same code, and this machine as {Machine}.");
        Session.Screen.Line($"Waiting, at most {Math.Max(1, begun.ExpiresIn / 60)} minutes ...");
    }

    private void Tell(SignedIn signedIn, bool inAgent, string? note)
    {
        if (note is not null)
        {
            Session.Screen.Error($"The agent did not take the key, so it is in a file: {note}");
        }

        Session.Screen.Line($"Signed in as {signedIn.Login} until {signedIn.ExpiresAt.ToLocalTime():yyyy-MM-dd HH:mm}.");
        Session.Screen.Line(inAgent
            ? $"The key is in your ssh-agent; its certificate is {Folder.Certificate}."
            : $"The key is {Folder.Key}; its certificate is {Folder.Certificate}.");
        Session.Screen.Line(signedIn.Environments.Count == 0
            ? "There is no environment that you may reach by SSH."
            : $"Environments: {string.Join(", ", signedIn.Environments)}. After remotedev ssh-config each is one word for ssh: ssh {signedIn.Environments[0]}");
    }
}
