using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Tests.Authorize;

public sealed class SessionJudgeTests : IDisposable
{
    private static readonly string ShortFactor = AuthorizeFixture.PolicyText.Replace("@mfa(\"8h\")", "@mfa(\"30m\")", StringComparison.Ordinal);

    private readonly AuthorizeFixture _house = new();

    [Fact]
    public async Task Closes_WhatRulesPermitted_ThatCannotBeFollowedAnyMore()
    {
        var session = await _house.EnterAsync();
        Assert.ThrowsAny<Exception>(() => _house.Rules.Follow(new CatalogSnapshot { Version = 2, Windows = null! }));

        _house.Judge.JudgeAll();

        Assert.True(session.HasEnded);
        Assert.Equal(2, _house.Rules.Now(_house.Clock.GetUtcNow()).Rules.Catalog.Version);
    }

    [Fact]
    public async Task Lets_LiveWhatMayLive()
    {
        var session = await _house.EnterAsync();
        var stream = Open(session);
        _house.Judge.JudgeAll();
        Assert.False(session.HasEnded);
        Assert.False(stream.IsCut);
    }

    [Fact]
    public async Task Foresees_TheWindowsEnd_AndCutsThereWithTheReason()
    {
        var session = await _house.EnterAsync();
        var stream = Open(session);
        var next = _house.Judge.JudgeAll();
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 21, 0, 0, TimeSpan.Zero), next);
        Assert.Equal(next, session.ClosesAt);

        Touch(session, TimeSpan.FromMinutes(59));
        _house.Judge.JudgeAll();
        Assert.False(session.HasEnded);
        Touch(session, TimeSpan.FromMinutes(1));
        _house.Judge.JudgeAll();

        Assert.Equal((EndReason.WindowClosed, true), (session.EndReason, stream.IsCut));
        Assert.Equal("Africa/Lagos", session.Ending!.WindowZone);
        var ended = Assert.Single((await _house.TracedAsync()).OfType<SessionEnded>());
        Assert.Equal((session.Id, EndReason.WindowClosed), (ended.Session, ended.Reason));
    }

    [Fact]
    public async Task Warns_FiveMinutesAndOneMinuteBefore_OnceEach()
    {
        var session = await _house.EnterAsync();
        var notices = new List<SessionNotice>();
        session.Noticed += notices.Add;

        foreach (var minutes in new[] { 54.0, 1, 1, 2, 1, 0.5 })
        {
            Touch(session, TimeSpan.FromMinutes(minutes));
            _house.Judge.JudgeAll();
            _house.Judge.JudgeAll();
        }

        Assert.Equal(2, notices.Count);
        Assert.All(notices, n => Assert.False(n.IsEnd));
        Assert.Equal(2, (await _house.TracedAsync()).OfType<SessionWarned>().Count());
    }

    // pomerium#1279, CVE-2026-55435: a suspension, a role that goes, a sign-out each end what is open.
    [Fact]
    public async Task Cuts_WhenThePersonIsSuspended()
    {
        var session = await _house.EnterAsync();
        var stream = Open(session);
        _house.Rules.Follow(AuthorizeFixture.Snapshot(2, suspended: true));
        _house.Judge.JudgeAll();
        Assert.Equal((EndReason.Suspended, EndReason.Suspended), (session.EndReason, stream.CutReason));
    }

    [Fact]
    public async Task Cuts_WhenThePolicyNoLongerPermits()
    {
        var session = await _house.EnterAsync();
        _house.Rules.Follow(AuthorizeFixture.Snapshot(2, policy: ""));
        _house.Judge.JudgeAll();
        Assert.Equal(EndReason.PolicyChanged, session.EndReason);
    }

    [Fact]
    public async Task Cuts_WhenTheWindowIsEditedToCloseEarlier()
    {
        var session = await _house.EnterAsync();
        _house.Rules.Follow(AuthorizeFixture.Snapshot(2, hours: "20:00-20:30"));
        _house.Judge.JudgeAll();
        Assert.Equal(EndReason.WindowClosed, session.EndReason);
    }

    [Fact]
    public async Task Says_ThatAFactorIsWanted_AndThatItGoesOnWhenOneWasShown()
    {
        var session = await _house.EnterAsync();
        var stream = session.Streams().Length;
        var notices = new List<SessionNotice>();
        session.Noticed += notices.Add;
        _house.Rules.Follow(AuthorizeFixture.Snapshot(2, ShortFactor, hours: "00:00-24:00"));
        Touch(session, TimeSpan.FromMinutes(15));
        Touch(session, TimeSpan.FromMinutes(12));
        _house.Judge.JudgeAll();
        Assert.True(Assert.Single(notices).NeedsFactor);
        Assert.True(session.Warning?.NeedsFactor);

        session.SignIn.Strengthen(new MfaProof("passkey", _house.Clock.GetUtcNow()));
        _house.Judge.JudgeAll();
        Assert.Equal(2, notices.Count);
        Assert.Equal((false, null, false), (notices[1].IsEnd, notices[1].ClosesAt, notices[1].NeedsFactor));
        Assert.Null(session.Warning);
        Touch(session, TimeSpan.FromMinutes(10));
        _house.Judge.JudgeAll();
        Assert.False(session.HasEnded);
        Assert.Equal(stream, session.Streams().Length);
    }

    [Fact]
    public async Task Cuts_WhenTheFactorGrowsStale_AndNotWhenItWasRenewed()
    {
        var session = await _house.EnterAsync();
        _house.Rules.Follow(AuthorizeFixture.Snapshot(2, ShortFactor, hours: "00:00-24:00"));
        Touch(session, TimeSpan.FromMinutes(15));
        Touch(session, TimeSpan.FromMinutes(14));
        session.SignIn.Strengthen(new MfaProof("totp", _house.Clock.GetUtcNow()));
        Touch(session, TimeSpan.FromMinutes(10));
        _house.Judge.JudgeAll();
        Assert.False(session.HasEnded);

        Touch(session, TimeSpan.FromMinutes(19));
        Touch(session, TimeSpan.FromMinutes(2));
        _house.Judge.JudgeAll();
        Assert.Equal(EndReason.MfaStale, session.EndReason);
    }

    [Fact]
    public async Task Cuts_AfterTheIdleLimit()
    {
        var session = await _house.EnterAsync();
        _house.Clock.Advance(TimeSpan.FromMinutes(19));
        _house.Judge.JudgeAll();
        Assert.False(session.HasEnded);
        _house.Clock.Advance(TimeSpan.FromMinutes(1));
        _house.Judge.JudgeAll();
        Assert.Equal(EndReason.Idle, session.EndReason);
    }

    /// <summary>Somebody who waits for a large clone sends nothing; a terminal that prints by itself is left by everybody.</summary>
    [Theory]
    [InlineData(nameof(StreamKind.GitFetch), false)]
    [InlineData(nameof(StreamKind.FileTransfer), false)]
    [InlineData(nameof(StreamKind.Terminal), true)]
    [InlineData(nameof(StreamKind.PortForward), true)]
    public async Task Holds_NobodyIdleWhoseTransferMoves(string kind, bool isIdle)
    {
        var session = await _house.EnterAsync();
        var stream = LiveStream.TryOpen("moving", Permission(session, workload: null), Enum.Parse<StreamKind>(kind), _house.Clock.GetUtcNow(), _ => { })!;
        for (var minutes = 0; minutes < 20; minutes += 5)
        {
            _house.Clock.Advance(TimeSpan.FromMinutes(5));
            Assert.True(stream.TryCountOut(100, long.MaxValue));
            _house.Judge.JudgeAll();
        }

        Assert.Equal(isIdle ? EndReason.Idle : EndReason.Unspecified, session.EndReason);
        _house.Clock.Advance(TimeSpan.FromMinutes(20));
        _house.Judge.JudgeAll();
        Assert.Equal(EndReason.Idle, session.EndReason);
    }

    [Fact]
    public async Task Cuts_AfterTheSessionLimit()
    {
        var session = await _house.EnterAsync();
        _house.Rules.Follow(AuthorizeFixture.Snapshot(2, hours: "00:00-24:00"));
        for (var i = 0; i < 12 && !session.HasEnded; i++)
        {
            Touch(session, TimeSpan.FromMinutes(15));
            session.SignIn.Strengthen(new MfaProof("totp", _house.Clock.GetUtcNow()));
            _house.Judge.JudgeAll();
        }

        Assert.Equal(EndReason.SessionLimit, session.EndReason);
        Assert.Equal(TimeSpan.FromHours(2), _house.Clock.GetUtcNow() - session.OpenedAt);
    }

    [Fact]
    public async Task Cuts_WhenTheSignInEnded()
    {
        var session = await _house.EnterAsync();
        session.SignIn.End();
        _house.Judge.JudgeAll();
        Assert.Equal(EndReason.SignedOut, session.EndReason);
    }

    [Fact]
    public async Task Cuts_OneStream_WhoseOwnPermissionFell_AndLeavesTheRest()
    {
        var session = await _house.EnterAsync();
        var push = Open(session, "payments-ide");
        var page = Open(session);
        _house.Rules.Follow(AuthorizeFixture.Snapshot(2, AuthorizeFixture.PolicyText.Replace("\"inside\"", "\"outside\"", StringComparison.Ordinal)));
        _house.Judge.JudgeAll();

        Assert.True(push.IsCut);
        Assert.False(page.IsCut || session.HasEnded);
    }

    [Fact]
    public async Task Refuses_StreamsInAnEndedSession()
    {
        var session = await _house.EnterAsync();
        var permitted = Permission(session, null);
        _house.Live.End(session.Id, EndReason.EndedByAdmin, SessionEndings.ByAdmin(""));
        Assert.Null(LiveStream.TryOpen("late", permitted, StreamKind.Http, _house.Clock.GetUtcNow(), _ => { }));
    }

    public void Dispose() => _house.Dispose();

    private void Touch(AccessSession session, TimeSpan after)
    {
        _house.Clock.Advance(after);
        session.Touch(_house.Clock.GetUtcNow());
    }

    private LiveStream Open(AccessSession session, string? workload = null) =>
        LiveStream.TryOpen("stream", Permission(session, workload), StreamKind.WebSocket, _house.Clock.GetUtcNow(), _ => { })
        ?? throw new InvalidOperationException("The session has ended.");

    private Permitted Permission(AccessSession session, string? workload)
    {
        var (action, resource) = workload is null
            ? (Actions.Browse, Uids.Environment("payments-ide"))
            : (Actions.GitPush, Uids.Repository("payments/app"));
        var step = _house.Room.Authorize(_house.Ada(session: session, workload: workload), action, resource, AccessDetail.Http);
        return step.Passed(out var permitted, out var refusal) ? permitted : throw new InvalidOperationException(refusal.Reason);
    }
}
