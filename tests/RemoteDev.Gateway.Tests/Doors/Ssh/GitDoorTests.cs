using System.Diagnostics;
using System.Globalization;
using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp.Ssh;
using RemoteDev.Gateway.Tests.Doors.Git.Ssh;
using RemoteDev.Gateway.Tests.OpenSsh;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <summary>git with the real ssh through the whole gateway, to git's own server inside.</summary>
public sealed class GitDoorTests(SshHouse house) : IClassFixture<SshHouse>, IAsyncLifetime
{
    private static readonly string[] Actions = ["gitFetch", "gitPush", "gitTag", "gitDeleteBranch"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("git-through-the-door-");
    private GitServerInside _inside = null!;

    private string Url => string.Create(CultureInfo.InvariantCulture, $"ssh://ada@127.0.0.1:{house.Port}/payments/app.git");

    private string Clone => Path.Combine(_folder.FullName, "clone");

    private Dictionary<string, string> Ssh => new(StringComparer.Ordinal)
    {
        ["GIT_SSH_VARIANT"] = "ssh",
        ["GIT_SSH_COMMAND"] = "ssh " + string.Join(' ', house.Options("-p").Where((_, at) => at is not (2 or 3))),
    };

    public async Task InitializeAsync()
    {
        _inside = await GitServerInside.StartAsync();
        await _inside.SeedAsync();
        await house.EditAsync(new CatalogEdit.PutRepository(new RepositoryEntry("payments", "app", "App", "internal", _inside.Upstream, ["main"])));
        await house.PermitAsync(Actions);
        await house.OpenWindowAsync(true);
    }

    public async Task DisposeAsync()
    {
        await _inside.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [OpenSshFact("git")]
    public async Task Clones_AndPushes()
    {
        await SucceedAsync(_folder.FullName, "clone", "--quiet", Url, "clone");
        await CommitAsync();
        await SucceedAsync(Clone, "push", "--quiet", "origin", "HEAD:refs/heads/ada/fix");

        Assert.Equal((await SucceedAsync(Clone, "rev-parse", "HEAD")).Trim(), await _inside.RefAsync("refs/heads/ada/fix"));
        var opened = house.Traced<StreamOpened>().Last(stream => stream.Kind == StreamKind.GitFetch);
        Assert.Equal(("ada", "payments/app", "gitFetch", "git-upload-pack '/payments/app.git'"), (opened.Actor, opened.Place, opened.Action, opened.Asked));
        var pushed = await house.TracedAsync<GitPushed>(push => push.Accepted);
        Assert.Equal("refs/heads/ada/fix", Assert.Single(pushed.Refs).Name);
    }

    [OpenSshFact("git")]
    public async Task Refuses_WithPolicysReason()
    {
        await house.SavePolicyAsync("""
            @id("nothing-leaves") @reason("Source stays inside")
            forbid (principal, action in RemoteDev::Action::"takeOut", resource) unless { context.origin == "inside" };
            """);

        var (exit, said) = await GitProgram.RunAsync(_folder.FullName, Ssh, "clone", Url, "clone");

        Assert.NotEqual(0, exit);
        Assert.Contains("Source stays inside", said, StringComparison.Ordinal);
        Assert.Equal(Door.Ssh, (await house.TracedAsync<AccessRefused>(refusal => refusal.Action == "gitFetch")).Door);
        Assert.Empty(_inside.Asked);
    }

    [OpenSshFact("git")]
    public async Task Cuts_APushUnderWay_WhenTheWindowCloses()
    {
        await SucceedAsync(_folder.FullName, "clone", "--quiet", Url, "clone");
        await CommitAsync();
        var held = await _inside.HoldPushesAsync();
        using var push = GitProgram.Start(Clone, Ssh, "push", "origin", "HEAD:refs/heads/ada/held");
        var said = push.StandardError.ReadToEndAsync();
        await GitTalk.UntilAsync(() => File.Exists(held) || push.HasExited);
        Assert.False(push.HasExited, push.HasExited ? await said : "");

        var watch = Stopwatch.StartNew();
        await house.OpenWindowAsync(false);
        using var patience = new CancellationTokenSource(GitTalk.Patience);
        await push.WaitForExitAsync(patience.Token);
        await File.WriteAllTextAsync(held + ".go", "");

        // The server's hook would have held it for half a minute.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.NotEqual(0, push.ExitCode);
        Assert.Contains("RemoteDev Gateway:", await said, StringComparison.Ordinal);
        Assert.Equal("", await _inside.RefAsync("refs/heads/ada/held"));
        await house.TracedAsync<StreamEnded>(ended => ended is { Kind: StreamKind.GitPush, Reason: EndReason.WindowClosed or EndReason.PolicyChanged });
        await house.TracedAsync<GitPushed>(pushed => !pushed.Accepted && pushed.Refs[0].Name == "refs/heads/ada/held");
    }

    // As remotedev login leaves it: the key is on no account, and nobody is asked for a factor that the certificate carries.
    [OpenSshFact("git")]
    public async Task TakesACertificate_OfAKeyThatNobodyRegistered()
    {
        using var key = SshPrivateKey.GenerateEd25519();
        var authorities = house.Get<SshAuthorities>();

        // A certificate of the very second in which she enrolled, or her sign-ins were ended, is not believed.
        var doubted = house.Get<SshDoubts>().Here("ada")?.ToUnixTimeSeconds();
        await GitTalk.UntilAsync(() => !(DateTimeOffset.UtcNow.ToUnixTimeSeconds() <= doubted));
        var now = DateTimeOffset.UtcNow;
        var factor = new MfaProof("totp", now.AddMinutes(-1));
        var by = await ByAsync(key, authorities.IssueForPerson(key.PublicKey, "ada", factor, now.AddHours(1)));
        await SucceedAsync(_folder.FullName, by, "clone", "--quiet", Url, "clone");
        await CommitAsync();
        await SucceedAsync(Clone, by, "push", "--quiet", "origin", "HEAD:refs/heads/ada/certified");
        Assert.NotEqual("", await _inside.RefAsync("refs/heads/ada/certified"), StringComparer.Ordinal);
        await house.TracedAsync<SignInSucceeded>(one => one is { Actor: "ada", Method: "ssh-certificate" });
        var asked = _inside.Asked.Count;

        using var strange = SshPrivateKey.GenerateEd25519();
        foreach (var (what, certificate) in ((string, SshPublicKey?)[])
        [
            ("of nobody who is here", authorities.IssueForPerson(key.PublicKey, "eve", factor, now.AddHours(1))),
            ("over", authorities.IssueForPerson(key.PublicKey, "ada", factor, now.AddSeconds(-1))),
            ("of another key", authorities.IssueForPerson(strange.PublicKey, "ada", factor, now.AddHours(1))),
            ("none at all", null),
        ])
        {
            var (exit, said) = await GitProgram.RunAsync(_folder.FullName, await ByAsync(key, certificate), "ls-remote", Url);
            Assert.True(exit != 0, what);
            Assert.DoesNotContain("refs/heads", said, StringComparison.Ordinal);
        }

        // Whoever's sign-ins were ended is asked for a factor again, and git has nobody to ask.
        house.Get<SignInSessions>().EndAllOf("ada", EndReason.EndedByAdmin);
        Assert.NotEqual(0, (await GitProgram.RunAsync(_folder.FullName, by, "ls-remote", Url)).Exit);
        Assert.Equal(asked, _inside.Asked.Count);
        house.Remember();
        await SucceedAsync(_folder.FullName, "ls-remote", Url);
    }

    [OpenSshFact("git")]
    public async Task ASession_EndsWithItsConnection()
    {
        await SucceedAsync(_folder.FullName, "clone", "--quiet", Url, "clone");

        await GitTalk.UntilAsync(() => !house.Get<LiveSessions>().All.Any(session => session.Kind == SessionKind.Git));
    }

    /// <summary>Git with that key alone, and with that certificate of it.</summary>
    private async Task<Dictionary<string, string>> ByAsync(SshPrivateKey key, SshPublicKey? certificate)
    {
        var file = Path.Combine(_folder.FullName, $"id{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(file, key.WritePem());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var command = Ssh["GIT_SSH_COMMAND"].Replace($"-i {house.Path("id")}", $"-i {file}", StringComparison.Ordinal);
        if (certificate is not null)
        {
            await File.WriteAllTextAsync(file + "-cert.pub", certificate.ToLine() + "\n");
            command += $" -o CertificateFile={file}-cert.pub";
        }

        Assert.Contains(file, command, StringComparison.Ordinal);
        return new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_SSH_VARIANT"] = "ssh", ["GIT_SSH_COMMAND"] = command };
    }

    private Task<string> SucceedAsync(string folder, params string[] arguments) => SucceedAsync(folder, Ssh, arguments);

    private static async Task<string> SucceedAsync(string folder, Dictionary<string, string> ssh, params string[] arguments)
    {
        var (exit, said) = await GitProgram.RunAsync(folder, ssh, arguments);
        Assert.True(exit == 0, $"git {string.Join(' ', arguments)} ended with {exit}: {said}");
        return said;
    }

    private async Task CommitAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(Clone, "mine.txt"), "mine\n");
        await GitProgram.InAsync(Clone, "add", "--all");
        await GitProgram.InAsync(Clone, "commit", "--quiet", "-m", "mine");
    }
}
