using System.Diagnostics;
using System.Globalization;
using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Doors.Git.Ssh;
using RemoteDev.Gateway.Tests.OpenSsh;
using RemoteDev.Gateway.Trace.Events;

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

    [OpenSshFact("git")]
    public async Task ASession_EndsWithItsConnection()
    {
        await SucceedAsync(_folder.FullName, "clone", "--quiet", Url, "clone");

        await GitTalk.UntilAsync(() => !house.Get<LiveSessions>().All.Any(session => session.Kind == SessionKind.Git));
    }

    private async Task<string> SucceedAsync(string folder, params string[] arguments)
    {
        var (exit, said) = await GitProgram.RunAsync(folder, Ssh, arguments);
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
