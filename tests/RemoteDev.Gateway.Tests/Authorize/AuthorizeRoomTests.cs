using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Trace;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Tests.Authorize;

public sealed class AuthorizeRoomTests : IDisposable
{
    private readonly AuthorizeFixture _house = new();

    [Fact]
    public async Task Opens_OneSession_TracedBeforeItIsHeld()
    {
        var session = await _house.EnterAsync();
        var again = await _house.EnterAsync();

        Assert.Same(session, again);
        var opened = Assert.Single((await _house.TracedAsync()).OfType<SessionOpened>());
        Assert.Equal((session.Id, "payments-ide", "ada", "acme"), (opened.Session, opened.Place, opened.Login, opened.Vendor));
        Assert.Equal(["work"], opened.Policies);
    }

    [Fact]
    public async Task Opens_OneSession_ForRequestsThatArriveTogether()
    {
        var verified = _house.Ada();
        var entered = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            _house.Room.EnterEnvironmentAsync(verified, "payments-ide", CancellationToken.None).AsTask()));

        Assert.All(entered, step => Assert.True(step.Passed(out var _, out var _)));
        Assert.Single(_house.Live.All);
    }

    // Who gives up waiting does not give up the opening: another beside it would be nobody's, and live until it is idle.
    [Fact]
    public async Task Opens_OneSession_AlsoWhenWhoeverAskedFirstIsGone()
    {
        var disk = new FaultyDisk();
        using var house = new AuthorizeFixture(disk: disk);
        var verified = house.Ada();
        using var hang = new ManualResetEventSlim();
        using var gone = new CancellationTokenSource();
        disk.Hang = hang;
        var first = house.Room.EnterEnvironmentAsync(verified, "payments-ide", gone.Token).AsTask();
        Assert.True(await disk.Hanging.WaitAsync(TraceFixture.Patience));
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        var others = Enumerable.Range(0, 2).Select(_ => house.Room.EnterEnvironmentAsync(verified, "payments-ide", CancellationToken.None).AsTask()).ToList();
        hang.Set();
        foreach (var step in await Task.WhenAll(others))
        {
            Assert.True(step.Passed(out var permitted, out _));
            Assert.Same(Assert.Single(house.Live.All), permitted.Session);
        }
    }

    [Fact]
    public async Task Denies_OutsideTheWindow_AndSaysWhenItOpens()
    {
        _house.Clock.Sleep(TimeSpan.FromHours(1));
        var step = await _house.Room.EnterEnvironmentAsync(Fresh(), "payments-ide", CancellationToken.None);

        Assert.False(step.Passed(out _, out var refusal));
        Assert.Equal((RefusalCode.WindowClosed, "Africa/Lagos"), (refusal.Code, refusal.WindowZone));
        Assert.Equal(new DateTimeOffset(2026, 11, 28, 19, 0, 0, TimeSpan.Zero), refusal.OpensAt);
        Assert.Empty(_house.Live.All);
    }

    [Fact]
    public async Task Denies_ActionThatNoPolicyPermits_InsideAnOpenSession()
    {
        var session = await _house.EnterAsync();
        var step = _house.Room.Authorize(_house.Ada(session: session), Actions.Download, Uids.Environment("payments-ide"), AccessDetail.Http);
        Assert.False(step.Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.Denied, refusal.Code);
    }

    [Fact]
    public async Task Denies_AfterTheSessionEnded_WithTheReasonItEnded()
    {
        var session = await _house.EnterAsync();
        _house.Live.End(session.Id, EndReason.EndedByAdmin, new Refusal(RefusalCode.SessionEnded, "Ines ended it."));

        Assert.False(Browse(session).Passed(out _, out var refusal));
        Assert.Equal("Ines ended it.", refusal.Reason);
    }

    [Fact]
    public async Task Denies_WhenTheFactorIsOlderThanPolicyAccepts()
    {
        var session = await _house.EnterAsync();
        _house.Rules.Follow(AuthorizeFixture.Snapshot(
            2, AuthorizeFixture.PolicyText.Replace("@mfa(\"8h\")", "@mfa(\"30m\")", StringComparison.Ordinal)));
        _house.Clock.Sleep(TimeSpan.FromMinutes(30));
        Assert.True(Browse(session).Passed(out _, out _));
        _house.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.False(Browse(session).Passed(out _, out var refusal));
        Assert.Equal((RefusalCode.MfaNeeded, TimeSpan.FromMinutes(30)), (refusal.Code, refusal.MfaMaxAge));
    }

    [Fact]
    public async Task Denies_AtOnceAfterAPolicyChange_ThoughThePermitWasJustRemembered()
    {
        var session = await _house.EnterAsync();
        Assert.True(Browse(session).Passed(out _, out _));
        _house.Rules.Follow(AuthorizeFixture.Snapshot(2, policy: ""));
        Assert.False(Browse(session).Passed(out _, out _));
    }

    [Fact]
    public async Task Denies_OtherAddress_IfPolicySaysSo_ThoughThePermitWasJustRemembered()
    {
        _house.Rules.Follow(AuthorizeFixture.Snapshot(2, AuthorizeFixture.PolicyText + """
            @id("only-office") @reason("Only from the office.")
            forbid (principal, action, resource) unless { context.source.ip.isInRange(ip("192.0.2.0/24")) };
            """));
        var session = await _house.EnterAsync();
        Assert.True(Browse(session).Passed(out _, out _));

        var elsewhere = _house.Room.Authorize(_house.Ada("198.51.100.9", session), Actions.Browse, Uids.Environment("payments-ide"), AccessDetail.Http);
        Assert.False(elsewhere.Passed(out _, out var refusal));
        Assert.Equal(["only-office"], refusal.Policies);
    }

    [Fact]
    public async Task Permits_PushFromInside_AndDeniesItFromOutside()
    {
        var session = await _house.EnterAsync();
        var repository = Uids.Repository("payments/app");
        var inside = await _house.Room.AuthorizeGitAsync(
            _house.Ada(session: session, workload: "payments-ide"), Actions.GitPush, repository, "payments/app", CancellationToken.None);
        var outside = await _house.Room.AuthorizeGitAsync(_house.Ada(), Actions.GitPush, repository, "payments/app", CancellationToken.None);

        Assert.True(inside.Passed(out var permitted, out _));
        Assert.Same(session, permitted.Session);
        Assert.False(outside.Passed(out _, out _));
        Assert.Single(_house.Live.All);
    }

    [Fact]
    public async Task Denies_WhatTheCatalogueDoesNotKnow()
    {
        var step = await _house.Room.EnterEnvironmentAsync(_house.Ada(), "other", CancellationToken.None);
        Assert.False(step.Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.Unknown, refusal.Code);
    }

    [Fact]
    public async Task Keeps_OneConsoleSessionPerSignIn_AndJudgesEachActionInIt()
    {
        _house.Rules.Follow(AuthorizeFixture.Snapshot(2, """
            @id("reads") @reason("Reads the trace.")
            permit (principal == RemoteDev::User::"ada", action == RemoteDev::Action::"readTrace", resource == RemoteDev::Gateway::"gateway");
            """));
        var reads = await _house.Room.AuthorizeConsoleAsync(_house.Ada(), Actions.ReadTrace, Uids.Gateway, CancellationToken.None);
        var edits = await _house.Room.AuthorizeConsoleAsync(_house.Ada(), Actions.EditPolicy, Uids.Gateway, CancellationToken.None);

        Assert.True(reads.Passed(out var permitted, out _));
        Assert.False(edits.Passed(out _, out _));
        Assert.Equal(SessionKind.Console, Assert.Single(_house.Live.All).Kind);
        Assert.Equal("console", permitted.Session.Place);
    }

    public void Dispose() => _house.Dispose();

    private Verified Fresh()
    {
        var verified = _house.Ada();
        verified.Identified.SignIn.Strengthen(new MfaProof("totp", _house.Clock.GetUtcNow()));
        return _house.Ada();
    }

    private Step<Permitted> Browse(AccessSession session) =>
        _house.Room.Authorize(_house.Ada(session: session), Actions.Browse, Uids.Environment("payments-ide"), AccessDetail.Http);
}
