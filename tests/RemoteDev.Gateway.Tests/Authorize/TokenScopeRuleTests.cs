using System.Net;
using RemoteDev.Cedar;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Identify.Tokens;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Tests.Authorize;

/// <summary>What a token is for is held before policy is asked, and each second while something is open.</summary>
public sealed class TokenScopeRuleTests : IDisposable
{
    private const string PolicyText = """
        @id("git") @reason("Acme fetches and pushes.") @mfa("8h") @session("24h") @idle("24h")
        permit (principal in RemoteDev::Vendor::"acme", action in [RemoteDev::Action::"gitFetch", RemoteDev::Action::"gitPush", RemoteDev::Action::"gitTag",
            RemoteDev::Action::"gitDeleteBranch", RemoteDev::Action::"browse"], resource in RemoteDev::Project::"payments");
        """;

    private readonly AuthorizeFixture _house = new();

    public TokenScopeRuleTests() => _house.Rules.Follow(AuthorizeFixture.Snapshot(2, PolicyText));

    [Fact]
    public async Task Permits_WhatItIsFor()
    {
        var step = await AskAsync(Token("gitFetch gitPush", repository: "payments/app"), Actions.GitPush, Uids.Branch("payments/app", "main"));
        Assert.True(step.Passed(out var permitted, out var refusal), refusal?.Reason);
        Assert.Equal("git", Assert.Single(permitted.Permit.PolicyIds));
    }

    [Theory]
    [InlineData("gitPush")]
    [InlineData("gitTag")]
    [InlineData("gitDeleteBranch")]
    public async Task Refuses_AnActionThatItIsNotFor_AndSaysWhatItIsFor(string action)
    {
        var token = Token("gitFetch", repository: "payments/app");
        var resource = action == "gitDeleteBranch" ? Uids.Branch("payments/app", "main") : Uids.Repository("payments/app");
        var refusal = Refused(await AskAsync(token, Actions.Find(action)!.Uid, resource));
        Assert.Equal(RefusalCode.Denied, refusal.Code);
        Assert.Equal(
            "This access token is to fetch, in payments/app, and for nothing else. Make one for this on your account page, or ask whoever made it.", refusal.Reason);
    }

    [Fact]
    public async Task Refuses_AnotherRepository_AndAnotherProject()
    {
        Assert.Equal(RefusalCode.Denied, Refused(await AskAsync(Token(repository: "payments/lib"), Actions.GitFetch, Uids.Repository("payments/app"))).Code);
        Assert.Equal(RefusalCode.Denied, Refused(await AskAsync(Token(project: "ledger"), Actions.GitFetch, Uids.Repository("payments/app"))).Code);
    }

    [Fact]
    public async Task Refuses_InASessionThatIsOpenForSomethingElse()
    {
        var token = Token("gitFetch");
        Assert.True((await AskAsync(token, Actions.GitFetch, Uids.Repository("payments/app"))).Passed(out var permitted, out _));
        Assert.False(_house.Room.Authorize(token, permitted.Session, Actions.GitPush, Uids.Repository("payments/app"), AccessDetail.Git).Passed(out _, out _));
        Assert.False(_house.Room.Authorize(token, permitted.Session, Actions.Browse, Uids.Environment("payments-ide"), AccessDetail.Http).Passed(out _, out _));
    }

    [Fact]
    public async Task Opens_NoEnvironment_AndNoConsole_WhateverPolicyWouldSay()
    {
        var token = Token("gitFetch gitPush gitTag gitDeleteBranch");
        Assert.False((await _house.Room.EnterEnvironmentAsync(token, "payments-ide", default)).Passed(out _, out var refusal));
        Assert.Contains("for nothing else", refusal.Reason, StringComparison.Ordinal);
        Assert.False((await _house.Room.ReachBySshAsync(token, [(Actions.OpenTerminal, AccessDetail.Ssh)], "payments-ide", default)).Passed(out _, out _));
        Assert.False((await _house.Room.AuthorizeConsoleAsync(token, Actions.ManagePeople, Uids.Gateway, default)).Passed(out _, out _));
    }

    [Fact]
    public async Task NeverWidens_WhatPolicySays()
    {
        _house.Rules.Follow(AuthorizeFixture.Snapshot(3, PolicyText.Replace("RemoteDev::Action::\"gitPush\", ", "", StringComparison.Ordinal)));
        var refusal = Refused(await AskAsync(Token("gitFetch gitPush"), Actions.GitPush, Uids.Repository("payments/app")));
        Assert.DoesNotContain("access token", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_OutsideOfItsWindow_AndSaysWhenItOpens()
    {
        var token = Token(window: "evening");
        Assert.True((await AskAsync(token, Actions.GitFetch, Uids.Repository("payments/app"))).Passed(out _, out _));
        _house.Clock.Sleep(TimeSpan.FromHours(1));
        var refusal = Refused(await AskAsync(token, Actions.GitFetch, Uids.Repository("payments/app")));
        Assert.Equal((RefusalCode.WindowClosed, "Africa/Lagos"), (refusal.Code, refusal.WindowZone));
        Assert.Equal(new DateTimeOffset(2026, 11, 28, 19, 0, 0, TimeSpan.Zero), refusal.OpensAt);
    }

    [Fact]
    public async Task Refuses_WhenItsWindowIsNoMore()
    {
        var refusal = Refused(await AskAsync(Token(window: "morning"), Actions.GitFetch, Uids.Repository("payments/app")));
        Assert.Equal(RefusalCode.Denied, refusal.Code);
        Assert.Contains("no such window any more", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cuts_WhatRuns_WhenItsWindowCloses()
    {
        Assert.True((await AskAsync(Token(window: "evening"), Actions.GitFetch, Uids.Repository("payments/app"))).Passed(out var permitted, out _));
        var stream = LiveStream.TryOpen("s1", permitted, StreamKind.GitFetch, _house.Clock.GetUtcNow(), _ => { })!;
        _house.Judge.JudgeAll();
        Assert.False(stream.IsCut);
        _house.Clock.Sleep(TimeSpan.FromHours(1));
        _house.Judge.JudgeAll();
        Assert.True(stream.IsCut);
        Assert.Equal((EndReason.WindowClosed, RefusalCode.WindowClosed), (stream.CutReason, stream.Why!.Code));
    }

    [Fact]
    public async Task Cuts_WhatRuns_WhenItsWindowIsTakenAway()
    {
        Assert.True((await AskAsync(Token(window: "evening"), Actions.GitFetch, Uids.Repository("payments/app"))).Passed(out var permitted, out _));
        var stream = LiveStream.TryOpen("s1", permitted, StreamKind.GitFetch, _house.Clock.GetUtcNow(), _ => { })!;
        _house.Rules.Follow(AuthorizeFixture.Snapshot(3, PolicyText, window: "night"));
        _house.Judge.JudgeAll();
        Assert.True(stream.IsCut);
    }

    [Fact]
    public async Task Ends_WithItsOwnTime_AndSaysWhatToDo()
    {
        Assert.True((await AskAsync(Token(), Actions.GitFetch, Uids.Repository("payments/app"))).Passed(out var permitted, out _));
        _house.Clock.Sleep(TimeSpan.FromHours(3));
        _house.Judge.JudgeAll();
        Assert.True(permitted.Session.HasEnded);
        Assert.Contains("remotedev login", permitted.Session.Ending!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CarriesTheFactorOfItsMaking_WhichAges()
    {
        var token = Token(factorAge: TimeSpan.FromHours(50));
        var refusal = Refused(await AskAsync(token, Actions.GitFetch, Uids.Repository("payments/app")));
        Assert.Equal(RefusalCode.MfaNeeded, refusal.Code);
        Assert.Equal(
            "Policy wants a second factor shown within the last 8 hours here, and the one behind this access token is 2 days old. Run remotedev login, or make a fresh token on your account page.",
            refusal.Reason);
    }

    public void Dispose() => _house.Dispose();

    private ValueTask<Step<Permitted>> AskAsync(Verified token, EntityUid action, EntityUid resource) =>
        _house.Room.AuthorizeGitAsync(token, action, resource, "payments/app", CancellationToken.None);

    private Verified Token(
        string actions = "gitFetch gitPush", string? project = null, string? repository = null, string? window = null, TimeSpan factorAge = default)
    {
        var now = _house.Clock.GetUtcNow();
        var source = IPAddress.Parse("192.0.2.7");
        var signIn = new SignIn("token-1", "ada", source, now, now.AddHours(3))
        {
            First = new FirstFactor(FirstFactor.AccessToken),
            Scope = TokensForTest.Scope(actions, project, repository, window),
        };
        signIn.Strengthen(new MfaProof("totp", now - factorAge));
        return Verified.With(Identified.BySignIn(Connection.Accept("c1", Door.Git, "", source, encrypted: true, now), signIn), signIn.Mfa!);
    }

    private static Refusal Refused(Step<Permitted> step)
    {
        Assert.False(step.Passed(out _, out var refusal));
        return refusal;
    }
}
