using System.Text;
using Microsoft.AspNetCore.Http;
using RemoteDev.Gateway.Doors.Git.Ssh;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Doors.Git.Ssh;

/// <summary>Ways around what git may do over SSH.</summary>
public sealed class BypassTests
{
    private const string Fetch = "git-upload-pack '/payments/app.git'";
    private const string Push = "git-receive-pack '/payments/app.git'";
    private const string None = "0000000000000000000000000000000000000000";
    private const string Capabilities = "\0report-status side-band-64k agent=git/2.39";

    private static readonly byte[] ListRefs = GitTalk.Lines("command=ls-refs\n", "|", "peel\n", null);

    public static TheoryData<string> Commands =>
    [
        "", " ", "bash", "sh -c id", "git", "git-shell", "git status", "git-upload-pack", "git-upload-pack ''", "git-upload-pack '/'",
        "git-upload-pack '/payments/app.git' '/payments/app.git'", "git-upload-pack --strict '/payments/app.git'",
        "git-upload-pack --upload-pack=id '/payments/app.git'", "git upload-pack -c x=y '/payments/app.git'", "git -c x=y upload-pack '/payments/app.git'",
        "git-upload-pack '--advertise-refs'", "git-upload-pack '-u/payments/app.git'",
        "git-upload-pack '/payments/app.git';id", "git-upload-pack $(id)", "git-upload-pack `id`", "git-upload-pack '/payments/app.git' | sh",
        "git-upload-pack '/payments/app.git\n'", "git-upload-pack '/payments/app.git' && id", "git-upload-pack \"/payments/$X\"",
        "git-upload-pack '/../payments/app.git'", "git-upload-pack '/payments/../app.git'", "git-upload-pack '/payments/app.git/..'",
        "git-upload-pack '//payments/app.git'", "git-upload-pack '/payments//app.git'", "git-upload-pack '/payments/app.git/'",
        "git-upload-pack '/srv/git/payments/app.git'", "git-upload-pack '~/payments/app.git'", "git-upload-pack '/payments/app.git?x'",
        "git-upload-pack '/Payments/app.git'", "git-upload-pack '/payments%2fapp.git'", "git-upload-pack '/payments/app.git.git'",
        "git-upload-pack '/payments/.git'", "git-upload-pack 'http://inside/payments/app.git'", "./git-upload-pack '/payments/app.git'",
        "/usr/bin/git-upload-pack '/payments/app.git'", "env git-upload-pack '/payments/app.git'", "git-http-backend",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task AnyOtherCommandLine_GoesNowhere(string command)
    {
        await using var house = await GitSshHouse.OpenAsync();

        var talk = await house.TalkAsync(command, "version=2", ListRefs);

        Assert.Equal(GitSshTransfer.Refused, talk.Exit);
        Assert.Empty(talk.Heard);
        Assert.StartsWith("RemoteDev Gateway: The gateway itself runs no commands.", talk.Errors, StringComparison.Ordinal);
        Assert.Empty(house.Inside.Asked);
        Assert.Empty(house.Sessions);
        var refused = Assert.Single((await house.House.TracedAsync()).OfType<AccessRefused>());
        Assert.Equal((RefusalCode.NotContained, Door.Ssh, "ada"), (refused.Code, refused.Door, refused.Actor));
    }

    [Fact]
    public async Task AnArchive_IsRefusedInItsProtocol()
    {
        await using var house = await GitSshHouse.OpenAsync();

        var talk = await house.TalkAsync("git-upload-archive '/payments/app.git'", null, GitTalk.Lines("argument HEAD\n", null));

        Assert.Matches("^....ERR This way of reading a repository is not offered", talk.Text);
        Assert.Empty(house.Inside.Asked);
    }

    [Theory]
    [InlineData("git-lfs-authenticate '/payments/app.git' download")]
    [InlineData("git-lfs-transfer '/payments/app.git' upload")]
    public async Task LargeFiles_AreRefused(string command)
    {
        await using var house = await GitSshHouse.OpenAsync();

        var talk = await house.TalkAsync(command, null);

        Assert.Contains("large-file storage do not pass", talk.Errors, StringComparison.Ordinal);
        Assert.Empty(house.Inside.Asked);
    }

    [Theory]
    [InlineData("git-upload-pack '/payments/secret.git'")]
    [InlineData("git-receive-pack '/other/app.git'")]
    public async Task ARepositoryThatIsNotThere_IsSaidToBeUnknown(string command)
    {
        await using var house = await GitSshHouse.OpenAsync();

        var talk = await house.TalkAsync(command, "version=2", ListRefs);

        Assert.Matches("^....ERR There is no repository here of that name", talk.Text);
        Assert.Empty(house.Inside.Asked);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("version=1")]
    [InlineData("version=20")]
    [InlineData("version=2 ")]
    [InlineData("Version=2")]
    [InlineData("version=1;version=2")]
    [InlineData("\u0000version=2\n\u001b]52;c;aWQ=\u0007")]
    public async Task WithoutVersionTwo_NothingIsFetched(string? protocol)
    {
        await using var house = await GitSshHouse.OpenAsync();

        var talk = await house.TalkAsync(Fetch, protocol, ListRefs);

        Assert.Matches("^....ERR Reading over SSH needs git's protocol version 2.*git config --global protocol.version 2", talk.Text);
        Assert.Empty(house.Inside.Asked);
    }

    [Fact]
    public async Task WhatElseAClientSaysOfItsProtocol_StaysOutside()
    {
        await using var house = await GitSshHouse.OpenAsync();

        await house.TalkAsync(Fetch, "x=y:version=2:version=1:z\r\nEvil: 1", ListRefs);
        await house.TalkAsync(Fetch, "version=2:" + new string('x', 2000), ListRefs);

        Assert.Equal(2, house.Inside.Asked.Count);
        Assert.All(house.Inside.Headers, headers => Assert.Equal("version=2", headers["Git-Protocol"].ToString()));
    }

    public static TheoryData<string> Requests =>
    [
        "zzzz", "0003", "00040001", "0001", "0002", "fff1command=fetch", "0014command=fetch\n0002", "0011command=evil\n0000", "0009want\n0000",
        "0014command=ls-refs0000", "000ecommand=\n0000", "0032want 1111111111111111111111111111111111111111\n0000",
    ];

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task WhatIsNoKnownRequest_IsNotForwarded(string said)
    {
        await using var house = await GitSshHouse.OpenAsync();

        var talk = await house.TalkAsync(Fetch, "version=2", Encoding.ASCII.GetBytes(said));

        Assert.Equal(GitSshTransfer.Refused, talk.Exit);
        Assert.Contains("ERR ", talk.Text, StringComparison.Ordinal);
        Assert.Single(house.Inside.Asked);
    }

    [Fact]
    public async Task ARequestWithoutEnd_IsGivenUpAtItsLimit()
    {
        await using var house = await GitSshHouse.OpenAsync();
        await using var talk = new GitTalk();
        var serving = talk.Serve(house, Fetch, "version=2");
        var lines = GitTalk.Lines([.. Enumerable.Repeat("have 1111111111111111111111111111111111111111\n", 1000)]);
        await talk.SayAsync(GitTalk.Lines("command=fetch\n", "|"));

        for (var said = 0; said < 10 << 20 && !serving.IsCompleted; said += lines.Length)
        {
            await Task.WhenAny(talk.SayAsync(lines), serving);
        }

        await serving.WaitAsync(GitTalk.Patience);
        Assert.Contains("ERR The request is longer than 8 MiB", talk.Text, StringComparison.Ordinal);
        Assert.Single(house.Inside.Asked);
    }

    [Fact]
    public async Task AForbiddenFetch_IsRefusedWithTheReason_AndReachesNobody()
    {
        await using var house = await GitSshHouse.OpenAsync();
        house.Follow(GitSshHouse.Policy + """

            @id("nothing-leaves") @reason("Source stays inside")
            forbid (principal, action in RemoteDev::Action::"takeOut", resource) unless { context.origin == "inside" };
            """);

        var talk = await house.TalkAsync(Fetch, "version=2", ListRefs);

        Assert.Matches("^....ERR .*Source stays inside", talk.Text);
        Assert.Empty(house.Inside.Asked);
        var refused = Assert.Single((await house.House.TracedAsync()).OfType<AccessRefused>());
        Assert.Equal((RefusalCode.Denied, "gitFetch", "payments/app"), (refused.Code, refused.Action, refused.Place));
        Assert.Equal(["nothing-leaves"], refused.Policies);
    }

    [Theory]
    [InlineData(Fetch)]
    [InlineData(Push)]
    public async Task AClosedWindow_OpensNothing(string command)
    {
        await using var house = await GitSshHouse.OpenAsync();
        house.House.Clock.Sleep(TimeSpan.FromHours(1));

        var talk = await house.TalkAsync(command, "version=2", ListRefs);

        Assert.Matches("^....ERR ", talk.Text);
        Assert.Equal(RefusalCode.WindowClosed, Assert.Single((await house.House.TracedAsync()).OfType<AccessRefused>()).Code);
        Assert.Empty(house.Inside.Asked);
    }

    [Fact]
    public async Task ASpentBudget_HandsOutNothing()
    {
        await using var house = await GitSshHouse.OpenAsync();
        Assert.True(house.Ledger.Account("ada", "payments/app").TryCharge(8 << 20, house.Ledger.Today, null));

        var talk = await house.TalkAsync(Fetch, "version=2", ListRefs);

        Assert.Matches("^....ERR The budget for data leaving payments/app is 8 MiB a day", talk.Text);
        Assert.Empty(house.Inside.Asked);
    }

    [Fact]
    public async Task ABudgetThatRunsOutUnderWay_CutsThePack_AndSaysSo()
    {
        await using var house = await GitSshHouse.OpenAsync();
        house.Inside.Instead = EndlessAsync;

        var talk = await house.TalkAsync(Fetch, "version=2", ListRefs);

        Assert.Equal(GitSshTransfer.Refused, talk.Exit);
        Assert.InRange(talk.Heard.Length, 7 << 20, 8 << 20);
        Assert.Contains("RemoteDev Gateway: The budget for data leaving payments/app is 8 MiB a day", talk.Errors, StringComparison.Ordinal);
        Assert.Equal(EndReason.OverBudget, Assert.Single((await house.House.TracedAsync()).OfType<StreamEnded>()).Reason);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ASessionThatEndsUnderWay_CutsTheFetch(bool deaf)
    {
        await using var house = await GitSshHouse.OpenAsync();
        house.Follow(GitSshHouse.Policy.Replace("8MiB/day", "64GiB/day", StringComparison.Ordinal));
        house.Inside.Instead = EndlessAsync;
        await using var talk = new GitTalk();
        var serving = talk.Serve(house, Fetch, "version=2", deaf);
        await talk.SayAsync(ListRefs);
        await GitTalk.UntilAsync(() => house.Sessions is [{ BytesOut: > 64 << 10 }]);

        house.House.Live.End(house.Sessions[0].Id, EndReason.EndedByAdmin, new Refusal(RefusalCode.SessionEnded, "Ines ended this session."));
        await serving.WaitAsync(GitTalk.Patience);

        Assert.Equal((GitSshTransfer.Refused, "RemoteDev Gateway: Ines ended this session.\n"), (talk.Exit, talk.Errors));
        Assert.Equal(EndReason.EndedByAdmin, Assert.Single((await house.House.TracedAsync()).OfType<StreamEnded>()).Reason);
    }

    [Fact]
    public async Task ASessionThatEndsBetweenRequests_CutsTheSilence()
    {
        await using var house = await GitSshHouse.OpenAsync();
        await using var talk = new GitTalk();
        var serving = talk.Serve(house, Fetch, "version=2");
        await talk.UntilAsync(heard => Encoding.ASCII.GetString(heard).EndsWith("0000", StringComparison.Ordinal));

        house.House.Live.End(house.Sessions[0].Id, EndReason.EndedByAdmin, new Refusal(RefusalCode.SessionEnded, "Ines ended this session."));
        await serving.WaitAsync(GitTalk.Patience);

        Assert.EndsWith("Ines ended this session.", (talk.Text + talk.Errors).TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task APermissionThatFallsUnderWay_CutsThePush_AndTheServerKeepsNothing()
    {
        await using var house = await GitSshHouse.OpenAsync();
        var main = await house.Inside.RefAsync("refs/heads/main");
        await using var talk = new GitTalk();
        var serving = talk.Serve(house, Push, null);
        await talk.SayAsync([.. GitTalk.Lines($"{None} {main} refs/heads/new{Capabilities}\n", null), .. Packs.Empty[..12]]);
        await GitTalk.UntilAsync(() => house.Inside.Asked.Count == 2);

        // Only the branch is taken away; the repository itself may still be pushed to.
        house.Follow(GitSshHouse.Policy + """
            @id("frozen") @reason("No new branches now")
            forbid (principal, action == RemoteDev::Action::"gitPush", resource == RemoteDev::Branch::"payments/app:new");
            """.ReplaceLineEndings("\n"), version: 3);
        house.House.Judge.JudgeAll();
        await serving.WaitAsync(GitTalk.Patience);

        Assert.Equal(GitSshTransfer.Refused, talk.Exit);
        Assert.Contains("No new branches now", talk.Text, StringComparison.Ordinal);
        Assert.Equal("", await house.Inside.RefAsync("refs/heads/new"));
        var pushed = Assert.Single((await house.House.TracedAsync()).OfType<GitPushed>());
        Assert.False(pushed.Accepted);
        Assert.Contains("No new branches now", pushed.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("refs/heads/main", "Protected branches are merged by the client")]
    [InlineData("refs/notes/commits", "neither a branch nor a tag")]
    [InlineData("refs/replace/1111111111111111111111111111111111111111", "neither a branch nor a tag")]
    [InlineData("refs/heads/a..b", "not a git push")]
    [InlineData("HEAD", "not a git push")]
    public async Task ARefThatMayNotBePushed_IsReported_AndNothingGoesInside(string name, string reason)
    {
        await using var house = await GitSshHouse.OpenAsync();
        var main = await house.Inside.RefAsync("refs/heads/main");

        var talk = await house.TalkAsync(
            Push, null, [.. GitTalk.Lines($"{None} {main} refs/heads/fine{Capabilities}\n", $"{main} {None} {name}\n", null), .. Packs.Empty]);

        Assert.Equal(GitSshTransfer.Refused, talk.Exit);
        Assert.Contains(reason, talk.Text + talk.Errors, StringComparison.Ordinal);
        Assert.Equal("GET /payments/app.git/info/refs?service=git-receive-pack", Assert.Single(house.Inside.Asked));
        Assert.Equal("", await house.Inside.RefAsync("refs/heads/fine"));
    }

    [Fact]
    public async Task APackThatIsLargerThanAllowed_IsCut_AndTheServerKeepsNothing()
    {
        await using var house = await GitSshHouse.OpenAsync(new GitSshLimits { LargestPush = 1 << 20 });
        var main = await house.Inside.RefAsync("refs/heads/main");

        var talk = await house.TalkAsync(
            Push, null, GitTalk.Lines($"{None} {main} refs/heads/new{Capabilities}\n", null), Packs.Empty[..12], new byte[(1 << 20) + 1]);

        Assert.Equal(GitSshTransfer.Refused, talk.Exit);
        Assert.Contains("A push may be at most 1 MiB", talk.Text, StringComparison.Ordinal);
        Assert.Equal("", await house.Inside.RefAsync("refs/heads/new"));
        Assert.False(Assert.Single((await house.House.TracedAsync()).OfType<GitPushed>()).Accepted);
    }

    private static async Task<bool> EndlessAsync(HttpContext http)
    {
        if (http.Request.Method == HttpMethods.Get)
        {
            return false;
        }

        var line = GitTalk.Lines(new string('x', 60_000));
        while (!http.RequestAborted.IsCancellationRequested)
        {
            try
            {
                await http.Response.Body.WriteAsync(line, http.RequestAborted);
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
                // Cut.
            }
        }

        return true;
    }
}
