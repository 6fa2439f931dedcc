using System.Diagnostics;
using System.Globalization;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Listen;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Doors.Git.Ssh;

/// <summary>The real git and the real ssh, through our SSH server, to git's own server over HTTP.</summary>
public sealed class GitOverSshTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private GitSshHouse _house = null!;
    private GitSshPort _port = null!;

    private string Clone => Path.Combine(_folder.Path, "clone");

    public async Task InitializeAsync()
    {
        _house = await GitSshHouse.OpenAsync();
        _port = new GitSshPort(_house);
    }

    public async Task DisposeAsync()
    {
        await _port.DisposeAsync();
        await _house.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ACloneAndAFetch_BringWhatIsThere()
    {
        await SucceedAsync(_folder.Path, "clone", "--quiet", _port.Url, "clone");
        Assert.Equal("revision 3\n", await File.ReadAllTextAsync(Path.Combine(Clone, "notes.txt")));
        await GitProgram.InAsync(_house.Inside.Repository, "branch", "later", "main~1");

        await SucceedAsync(Clone, "fetch", "--quiet", "origin");

        Assert.Equal(await _house.Inside.RefAsync("later"), (await SucceedAsync(Clone, "rev-parse", "origin/later")).Trim());
        await SucceedAsync(Clone, "fsck", "--full");
        Assert.Single(_house.Sessions);
        Assert.Equal(2, (await _house.House.TracedAsync()).OfType<GitFetched>().Count());
    }

    [Fact]
    public async Task AShallowClone_CanBeDeepened()
    {
        await SucceedAsync(_folder.Path, "clone", "--quiet", "--depth=1", _port.Url, "clone");
        Assert.Equal("1", (await SucceedAsync(Clone, "rev-list", "--count", "HEAD")).Trim());

        await SucceedAsync(Clone, "fetch", "--quiet", "--unshallow");

        Assert.Equal("3", (await SucceedAsync(Clone, "rev-list", "--count", "HEAD")).Trim());
    }

    [Fact]
    public async Task APartialClone_FetchesTheRestWhenItIsNeeded()
    {
        await SucceedAsync(_folder.Path, "clone", "--quiet", "--filter=blob:none", "--no-checkout", _port.Url, "clone");
        Assert.Contains("?", await SucceedAsync(Clone, "rev-list", "--objects", "--missing=print", "HEAD"), StringComparison.Ordinal);

        Assert.Equal("revision 1\n", await SucceedAsync(Clone, "show", "HEAD~2:notes.txt"));
    }

    [Fact]
    public async Task ManyRounds_OfWhatBothHave_AreAnswered()
    {
        await SucceedAsync(_folder.Path, "clone", "--quiet", _port.Url, "clone");
        for (var number = 0; number < 200; number++)
        {
            await GitProgram.InAsync(Clone, "commit", "--quiet", "--allow-empty", "-m", number.ToString(CultureInfo.InvariantCulture));
        }

        await GitProgram.InAsync(_house.Inside.Repository, "branch", "later", "main~1");
        var before = _house.Inside.Asked.Count;

        await SucceedAsync(Clone, "-c", "fetch.negotiationAlgorithm=consecutive", "fetch", "--quiet", "origin", "main:new", "later");

        Assert.True(_house.Inside.Asked.Count > before + 1);
    }

    [Fact]
    public async Task APush_MakesUpdatesAndDeletesABranch_AndATag()
    {
        await SucceedAsync(_folder.Path, "clone", "--quiet", _port.Url, "clone");
        await CommitAsync("one");
        await SucceedAsync(Clone, "push", "origin", "HEAD:refs/heads/ada/fix");
        await CommitAsync("two");
        await SucceedAsync(Clone, "push", "origin", "HEAD:refs/heads/ada/fix", "HEAD:refs/tags/v1");
        await SucceedAsync(Clone, "push", "--force", "origin", "HEAD~1:refs/heads/ada/fix");
        await SucceedAsync(Clone, "push", "-o", "ci.skip", "origin", "HEAD:refs/heads/ada/other");

        Assert.Equal((await SucceedAsync(Clone, "rev-parse", "HEAD~1")).Trim(), await _house.Inside.RefAsync("ada/fix"));
        await SucceedAsync(Clone, "push", "origin", ":ada/fix");
        Assert.Equal("", await _house.Inside.RefAsync("refs/heads/ada/fix"));
        var pushes = (await _house.House.TracedAsync()).OfType<GitPushed>().ToList();
        Assert.All(pushes, push => Assert.True(push.Accepted, push.Reason));
        Assert.Equal([1, 2, 1, 1, 1], pushes.Select(push => push.Refs.Count));
        Assert.Equal([true, true, true, true, false], pushes.Select(push => push.PackSha256 is not null));
    }

    [Fact]
    public async Task APushThatHasNothingToSay_IsUpToDate()
    {
        await SucceedAsync(_folder.Path, "clone", "--quiet", _port.Url, "clone");

        Assert.Contains("Everything up-to-date", await SucceedAsync(Clone, "push", "origin", "main"), StringComparison.Ordinal);

        Assert.Equal(0, _house.Inside.Asked.Count(asked => asked.EndsWith("git-receive-pack", StringComparison.Ordinal) && asked.StartsWith("POST", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(3_000_000)]
    public async Task APushToAProtectedBranch_IsRefusedWithTheReason_HoweverLargeThePack(int bytes)
    {
        await SucceedAsync(_folder.Path, "clone", "--quiet", _port.Url, "clone");
        await CommitAsync("mine", bytes);

        var (exit, said) = await GitProgram.RunAsync(Clone, _port.Environment, "push", "origin", "main");

        Assert.NotEqual(0, exit);
        Assert.Contains("refs/heads/main: Protected branches are merged by the client", said, StringComparison.Ordinal);
        Assert.Contains("! [remote rejected] main -> main", said, StringComparison.Ordinal);
        Assert.Equal(0, _house.Inside.Asked.Count(asked => asked.StartsWith("POST /payments/app.git/git-receive-pack", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task APushThatTheServersHookRefuses_SaysItsReason()
    {
        await SucceedAsync(_folder.Path, "clone", "--quiet", _port.Url, "clone");
        await CommitAsync("mine");
        await _house.Inside.HookAsync("echo 'not on a Friday' >&2; exit 1");

        var (exit, said) = await GitProgram.RunAsync(Clone, _port.Environment, "push", "origin", "HEAD:refs/heads/ada/fix");

        Assert.NotEqual(0, exit);
        Assert.Contains("remote: not on a Friday", said, StringComparison.Ordinal);
        var pushed = Assert.Single((await _house.House.TracedAsync()).OfType<GitPushed>());
        Assert.Equal((false, "ng refs/heads/ada/fix pre-receive hook declined"), (pushed.Accepted, pushed.Reason));
    }

    [Fact]
    public async Task APushUnderWay_IsCutWithItsSession_AndArrivesNowhere()
    {
        await SucceedAsync(_folder.Path, "clone", "--quiet", _port.Url, "clone");
        await CommitAsync("mine");
        var held = await _house.Inside.HoldPushesAsync();
        using var push = GitProgram.Start(Clone, _port.Environment, "push", "origin", "HEAD:refs/heads/ada/fix");
        var said = push.StandardError.ReadToEndAsync();
        await GitTalk.UntilAsync(() => File.Exists(held) || push.HasExited);
        Assert.False(push.HasExited, push.HasExited ? await said : "");

        var watch = Stopwatch.StartNew();
        _house.House.Live.End(Assert.Single(_house.Sessions).Id, EndReason.EndedByAdmin, new Refusal(RefusalCode.SessionEnded, "Ines ended this session."));
        using var patience = new CancellationTokenSource(GitTalk.Patience);
        await push.WaitForExitAsync(patience.Token);
        await File.WriteAllTextAsync(held + ".go", "");

        // The hook would have held it for half a minute.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.NotEqual(0, push.ExitCode);
        Assert.Contains("Ines ended this session.", await said, StringComparison.Ordinal);
        Assert.Equal("", await _house.Inside.RefAsync("refs/heads/ada/fix"));
    }

    [Theory]
    [InlineData("git config --global protocol.version 2", "-c", "protocol.version=0", "clone")]
    [InlineData("git config --global protocol.version 2", "-c", "protocol.version=1", "ls-remote")]
    [InlineData("This way of reading a repository is not offered", "archive", "--remote")]
    public async Task WhatIsNotServed_IsRefusedInWordsThatGitPrints(string reason, params string[] arguments)
    {
        var tail = arguments[0] == "archive" ? [arguments[0], $"--remote={_port.Url}", "HEAD"] : (string[])[.. arguments, _port.Url];
        var (exit, said) = await GitProgram.RunAsync(_folder.Path, _port.Environment, tail);

        Assert.NotEqual(0, exit);
        Assert.Contains(reason, said, StringComparison.Ordinal);
        Assert.Empty(_house.Inside.Asked);
    }

    private async Task<string> SucceedAsync(string folder, params string[] arguments)
    {
        var (exit, said) = await GitProgram.RunAsync(folder, _port.Environment, arguments);
        Assert.True(exit == 0, $"git {string.Join(' ', arguments)} ended with {exit}: {said}");
        return said;
    }

    private async Task CommitAsync(string text, int bytes = 0)
    {
#pragma warning disable CA5394 // bytes that do not compress
        var random = new byte[bytes];
        new Random(7).NextBytes(random);
#pragma warning restore CA5394
        await File.WriteAllBytesAsync(Path.Combine(Clone, text), random);
        await GitProgram.InAsync(Clone, "add", "--all");
        await GitProgram.InAsync(Clone, "commit", "--quiet", "-m", text);
    }
}
