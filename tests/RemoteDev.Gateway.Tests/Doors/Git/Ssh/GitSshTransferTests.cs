using System.Text;
using Microsoft.AspNetCore.Http;
using RemoteDev.Gateway.Doors.Git.Ssh;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Doors.Git.Ssh;

/// <summary>Conversations word by word, in front of git's own server.</summary>
public sealed class GitSshTransferTests
{
    private const string Fetch = "git-upload-pack '/payments/app.git'";
    private const string Push = "git-receive-pack '/payments/app.git'";
    private const string None = "0000000000000000000000000000000000000000";
    private const string Capabilities = "\0report-status side-band-64k object-format=sha1 agent=git/2.39";

    private static readonly byte[] ListRefs = GitTalk.Lines("command=ls-refs\n", "agent=git/2.39", "|", "peel\n", "ref-prefix refs/heads/\n", null);

    [Fact]
    public async Task AFetch_BeginsWithVersionTwo_AndAnswersRequestByRequest()
    {
        await using var house = await GitSshHouse.OpenAsync();

        var talk = await house.TalkAsync(Fetch, "version=2", ListRefs, ListRefs, GitTalk.Lines((string?)null));

        Assert.Equal((0u, ""), (talk.Exit, talk.Errors));
        Assert.StartsWith("000eversion 2\n", talk.Text, StringComparison.Ordinal);
        var main = await house.Inside.RefAsync("refs/heads/main");
        Assert.Equal(3, talk.Text.Split($"{main} refs/heads/main").Length);
        Assert.Equal(
            ["GET /payments/app.git/info/refs?service=git-upload-pack", "POST /payments/app.git/git-upload-pack", "POST /payments/app.git/git-upload-pack"],
            house.Inside.Asked,
            StringComparer.Ordinal);
        Assert.All(house.Inside.Headers, headers => Assert.Equal("version=2", headers["Git-Protocol"].ToString()));
        Assert.All(house.Inside.Headers, headers => Assert.Equal(0, headers.Authorization.Count));
        Assert.Equal(talk.Heard.Length, Assert.Single(house.Sessions).BytesOut);
    }

    [Fact]
    public async Task AFetch_IsOneStreamInTheTrace()
    {
        await using var house = await GitSshHouse.OpenAsync();

        var talk = await house.TalkAsync(Fetch, "version=2", ListRefs, ListRefs, GitTalk.Lines((string?)null));

        var traced = await house.House.TracedAsync();
        var opened = Assert.Single(traced.OfType<StreamOpened>());
        Assert.Equal((StreamKind.GitFetch, "payments/app", "gitFetch", Fetch), (opened.Kind, opened.Place, opened.Action, opened.Asked));
        var ended = Assert.Single(traced.OfType<StreamEnded>());
        Assert.Equal((opened.StreamId, EndReason.Closed, 2L * ListRefs.Length), (ended.StreamId, ended.Reason, ended.BytesIn));
        Assert.Equal(talk.Heard.Length, Assert.Single(traced.OfType<GitFetched>()).BytesOut);
        Assert.Empty(traced.OfType<AccessRefused>());
    }

    [Fact]
    public async Task HttpsOwnPreamble_IsNotShown()
    {
        await using var house = await GitSshHouse.OpenAsync();
        house.Inside.Instead = async http =>
        {
            await http.Response.Body.WriteAsync(GitTalk.Lines("# service=git-upload-pack\n", null, "version 2\n", "ls-refs\n", null));
            return true;
        };

        var talk = await house.TalkAsync(Fetch, "version=2");

        Assert.Equal("000eversion 2\n000cls-refs\n0000", talk.Text);
    }

    [Theory]
    [InlineData("001e# service=git-upload-pack\n0000003f1111111111111111111111111111111111111111 refs/heads/main\n0000")]
    [InlineData("003f1111111111111111111111111111111111111111 refs/heads/main\n0000")]
    [InlineData("<!doctype html><title>Sign in</title>")]
    [InlineData("")]
    public async Task AServerThatSpeaksOtherwise_IsNotListenedTo(string said)
    {
        await using var house = await GitSshHouse.OpenAsync();
        house.Inside.Instead = async http =>
        {
            await http.Response.WriteAsync(said);
            return true;
        };

        var talk = await house.TalkAsync(Fetch, "version=2", ListRefs);

        Assert.Equal(GitSshTransfer.Refused, talk.Exit);
        Assert.Matches("^....ERR The git server inside did not answer as", talk.Text);
        Assert.Single(house.Inside.Asked);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    [InlineData(302)]
    public async Task AServerThatRefuses_HasItsWordsKeptInside(int status)
    {
        await using var house = await GitSshHouse.OpenAsync();
        house.Inside.Instead = async http =>
        {
            http.Response.StatusCode = status;
            await http.Response.WriteAsync("/srv/git of the client");
            return true;
        };

        var talk = await house.TalkAsync(Fetch, "version=2");

        Assert.Matches("^....ERR The git server inside does not answer at the moment", talk.Text);
        Assert.DoesNotContain("srv", talk.Text + talk.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APush_ShowsRefs_AndWithNothingToSayEndsThere()
    {
        await using var house = await GitSshHouse.OpenAsync();

        var talk = await house.TalkAsync(Push, "version=2", GitTalk.Lines((string?)null));

        Assert.Equal(0u, talk.Exit);
        Assert.Contains("refs/heads/main\0", talk.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("# service", talk.Text, StringComparison.Ordinal);
        Assert.Equal("GET /payments/app.git/info/refs?service=git-receive-pack", Assert.Single(house.Inside.Asked));
        Assert.Empty((await house.House.TracedAsync()).OfType<GitPushed>());
    }

    [Fact]
    public async Task APushThatOnlyDeletes_NeedsNoPackAndNoEnd()
    {
        await using var house = await GitSshHouse.OpenAsync();
        var main = await house.Inside.RefAsync("refs/heads/main");
        await GitProgram.InAsync(house.Inside.Repository, "branch", "old", "main");
        await using var talk = new GitTalk();

        // The client's side stays open, as git's does.
        var serving = talk.Serve(house, Push, null);
        await talk.SayAsync(GitTalk.Lines($"{main} {None} refs/heads/old{Capabilities}\n", null));
        await serving.WaitAsync(GitTalk.Patience);

        Assert.Equal(0u, talk.Exit);
        Assert.Contains("ok refs/heads/old", talk.Text, StringComparison.Ordinal);
        Assert.Equal("", await house.Inside.RefAsync("refs/heads/old"));
        var pushed = Assert.Single((await house.House.TracedAsync()).OfType<GitPushed>());
        Assert.Equal((true, 0L, null), (pushed.Accepted, pushed.PackBytes, pushed.PackSha256));
    }

    [Fact]
    public async Task AClientThatKeepsItsSideOpenAfterThePack_IsAnswered()
    {
        await using var house = await GitSshHouse.OpenAsync();
        var main = await house.Inside.RefAsync("refs/heads/main");
        await using var talk = new GitTalk();

        // As JGit does: the pack ends with its checksum, and nothing else says so.
        var serving = talk.Serve(house, Push, null);
        await talk.SayAsync([.. GitTalk.Lines($"{None} {main} refs/heads/new{Capabilities}\n", null), .. Packs.Empty]);
        await serving.WaitAsync(GitTalk.Patience);

        Assert.Contains("ok refs/heads/new", talk.Text, StringComparison.Ordinal);
        Assert.Equal(main, await house.Inside.RefAsync("refs/heads/new"));
        var pushed = Assert.Single((await house.House.TracedAsync()).OfType<GitPushed>());
        Assert.Equal((true, Packs.Empty.Length, Packs.Sha256(Packs.Empty)), (pushed.Accepted, (int)pushed.PackBytes, pushed.PackSha256));
    }

    [Fact]
    public async Task PushOptions_AreNoPartOfThePack()
    {
        await using var house = await GitSshHouse.OpenAsync();
        var main = await house.Inside.RefAsync("refs/heads/main");
        await using var talk = new GitTalk();

        var serving = talk.Serve(house, Push, null);
        await talk.SayAsync(
            [.. GitTalk.Lines($"{None} {main} refs/heads/new{Capabilities} push-options\n", null, "ci.skip", null), .. Packs.Empty]);
        await serving.WaitAsync(GitTalk.Patience);

        Assert.Contains("ok refs/heads/new", talk.Text, StringComparison.Ordinal);
        Assert.Equal(Packs.Sha256(Packs.Empty), Assert.Single((await house.House.TracedAsync()).OfType<GitPushed>()).PackSha256);
    }

    [Fact]
    public async Task ASilentClient_IsGivenUp()
    {
        await using var house = await GitSshHouse.OpenAsync();
        await using var talk = new GitTalk();
        var serving = talk.Serve(house, Fetch, "version=2");
        await talk.UntilAsync(heard => Encoding.ASCII.GetString(heard).EndsWith("0000", StringComparison.Ordinal));

        await talk.SayAsync("00"u8.ToArray());
        var within = new GitSshLimits().RequestWithin;
        await house.House.Clock.ArmedAsync(within);
        house.House.Clock.Advance(within);
        await serving.WaitAsync(GitTalk.Patience);

        Assert.Equal(GitSshTransfer.Refused, talk.Exit);
        Assert.Contains("ERR Your git said nothing for too long", talk.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AClientThatGoesAway_EndsItsStream()
    {
        await using var house = await GitSshHouse.OpenAsync();
        await using var talk = new GitTalk();
        var serving = talk.Serve(house, Fetch, "version=2");
        await talk.UntilAsync(heard => heard.Length > 0);

        await talk.GoAsync();
        await serving.WaitAsync(GitTalk.Patience);

        var traced = await house.House.TracedAsync();
        Assert.Equal(EndReason.Closed, Assert.Single(traced.OfType<StreamEnded>()).Reason);
        Assert.Empty(traced.OfType<AccessRefused>());
        Assert.Empty(Assert.Single(house.Sessions).Streams());
    }
}
