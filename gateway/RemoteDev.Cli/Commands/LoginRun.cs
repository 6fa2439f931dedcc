using RemoteDev.Cli.Gateway;
using RemoteDev.Cli.Git;
using RemoteDev.Cli.Ssh;

namespace RemoteDev.Cli.Commands;

/// <summary>One run of <c>remotedev login</c>.</summary>
/// <param name="Machine">What the page calls this machine.</param>
/// <param name="GitOnly">Whether no certificate is wanted.</param>
/// <param name="Agent">Whether the key goes to the agent.</param>
/// <param name="Open">Whether to open the page.</param>
internal sealed record LoginRun(
    GatewaySession Session, PersonFolder Folder, Func<string, string?> Environment, Uri Portal, string Machine, bool GitOnly, bool Agent, bool Open)
{
    private const int MostSeconds = 7 * 24 * 3600;

    /// <summary>Of the gateway, which is asked for SSH and git in words that it knows: it has no SSH door.</summary>
    private const string NoDoor = "invalid_scope";

    /// <summary>
    /// Makes a key, waits for its certificate and the token for git, and puts all where ssh and git find them. For git alone there is neither
    /// key nor certificate.
    /// </summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var client = PortalLine.Open(Portal);
        if (GitOnly)
        {
            return await ForGitAsync(client, "because --git-only asked for none. What an earlier login left for ssh is as it was", cancellationToken);
        }

        var (made, fault) = await FreshKey.MakeAsync(Folder, Environment, cancellationToken);
        if (made is null)
        {
            Session.Screen.Error(fault);
            return ExitCode.Refused;
        }

        using var key = made;
        var line = (await File.ReadAllTextAsync(key.Public, cancellationToken)).Trim();
        var asked = await BeginAsync(client, "ssh git", line, cancellationToken);
        return asked.Fault?.Error == NoDoor ? await ForGitAsync(client, "because this gateway has no SSH door", cancellationToken)
            : Value(asked) is { } begun ? await ForBothAsync(client, begun, key, line, cancellationToken)
            : ExitCode.Refused;
    }

    private async Task<int> ForBothAsync(OAuthClient client, DeviceBegun begun, FreshKey key, string line, CancellationToken cancellationToken)
    {
        if (await GrantedAsync(client, begun, cancellationToken) is not var (granted, until))
        {
            return ExitCode.Refused;
        }

        if (CertificateLine.Of(granted.Certificate ?? "", line) is not { } certificate || SignedIn.Of(Portal, granted, until) is not { HasSsh: true } signedIn
            || GitToken.Of(granted, until) is not { } token)
        {
            Session.Screen.Error("What the gateway answered is not a certificate of this key, or names what cannot be. Nothing was written.");
            return ExitCode.Refused;
        }

        var life = until - DateTimeOffset.UtcNow;
        var (inAgent, note) = await KeyInstall.PutAsync(key, certificate, life, Agent, Folder, Environment, cancellationToken);
        await signedIn.WriteAsync(Folder, cancellationToken);
        await token.WriteAsync(Folder, cancellationToken);
        Tell(signedIn, inAgent, note);
        return ExitCode.Done;
    }

    private async Task<int> ForGitAsync(OAuthClient client, string why, CancellationToken cancellationToken)
    {
        if (Value(await BeginAsync(client, "git", null, cancellationToken)) is not { } begun
            || await GrantedAsync(client, begun, cancellationToken) is not var (granted, until))
        {
            return ExitCode.Refused;
        }

        if (SignedIn.Of(Portal, granted, until) is not { HasSsh: false } signedIn || GitToken.Of(granted, until) is not { } token)
        {
            Session.Screen.Error("What the gateway answered is not what was asked for, or names what cannot be. Nothing was written.");
            return ExitCode.Refused;
        }

        var kept = GitOnly ? signedIn.WithSshOf(await SignedIn.ReadAsync(Folder, cancellationToken)) : signedIn;
        await kept.WriteAsync(Folder, cancellationToken);
        await token.WriteAsync(Folder, cancellationToken);
        Tell(signedIn);
        Session.Screen.Line($"There is no SSH certificate, {why}.");
        return ExitCode.Done;
    }

    private Task<OAuthAnswer<DeviceBegun>> BeginAsync(OAuthClient client, string scope, string? line, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal) { ["scope"] = scope, ["machine"] = Machine };
        if (line is not null)
        {
            form["ssh_public_key"] = line;
        }

        return client.SendAsync<DeviceBegun>("oauth/device_authorization", form, cancellationToken);
    }

    private async Task<(DeviceGranted Granted, DateTimeOffset Until)?> GrantedAsync(OAuthClient client, DeviceBegun begun, CancellationToken cancellationToken)
    {
        Show(begun);
        return Value(await LoginWait.ForAsync(client, begun, TimeProvider.System, cancellationToken)) is { } granted
            ? (granted, DateTimeOffset.UtcNow.AddSeconds(Math.Clamp(granted.ExpiresIn, 0, MostSeconds)))
            : null;
    }

    private void Show(DeviceBegun begun)
    {
        var opened = Open && Browser.TryOpen(begun.VerificationUriComplete, Environment);
        Session.Screen.Line(opened ? "Approve it in your browser, in the page that was opened:" : "Open this page in your browser and approve it there:");
        Session.Screen.Line($"  {begun.VerificationUriComplete}");
        Session.Screen.Line($"Or type {begun.UserCode} at {begun.VerificationUri}. The page must show the same code, and this machine as {Machine}.");
        Session.Screen.Line($"Waiting, at most {Math.Max(1, begun.ExpiresIn / 60)} minutes ...");
    }

    private T? Value<T>(OAuthAnswer<T> answer)
        where T : class
    {
        if (answer.Fault is { } fault)
        {
            Session.Screen.Error(fault.Description is { Length: > 0 } words ? words : fault.Error);
        }

        return answer.Value;
    }

    private void Tell(SignedIn signedIn, bool inAgent, string? note)
    {
        if (note is not null)
        {
            Session.Screen.Error($"The agent did not take the key, so it is in a file: {note}");
        }

        Tell(signedIn);
        Session.Screen.Line(inAgent
            ? $"The key is in your ssh-agent; its certificate is {Folder.Certificate}."
            : $"The key is {Folder.Key}; its certificate is {Folder.Certificate}.");
        Session.Screen.Line(signedIn.Environments.Count == 0
            ? "There is no environment that you may reach by SSH."
            : $"Environments: {string.Join(", ", signedIn.Environments)}. After remotedev ssh-config each is one word for ssh: ssh {signedIn.Environments[0]}");
    }

    private void Tell(SignedIn signedIn)
    {
        Session.Screen.Line($"Signed in as {signedIn.Login} until {signedIn.ExpiresAt.ToLocalTime():yyyy-MM-dd HH:mm}.");
        Session.Screen.Line($"The access token for git is {Folder.GitToken}. After remotedev git-config, git takes it for {signedIn.GitOrigin} by itself.");
    }
}
