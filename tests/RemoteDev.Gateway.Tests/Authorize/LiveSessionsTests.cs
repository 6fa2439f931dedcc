using System.Net;
using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Policy.Obligations;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Tests.Authorize;

/// <summary>Whoever is told of an end must not throw. Who does keeps nothing alive, of that session or of another.</summary>
public sealed class LiveSessionsTests : IDisposable
{
    private static readonly Refusal Why = new(RefusalCode.SessionEnded, "Ines ended it.");

    private readonly AuthorizeFixture _house = new();

    [Fact]
    public async Task CutsEverything_WhateverThoseThrowWhoAreTold()
    {
        var session = await _house.EnterAsync();
        List<SessionNotice> heard = [];
        session.Noticed += _ => throw new InvalidOperationException("As the test wants.");
        session.Noticed += heard.Add;
        var streams = Enumerable.Range(0, 5).Select(i => Open(session, throws: i != 4)).ToList();
        List<AccessSession> changed = [];
        _house.Live.Changed += _ => throw new InvalidOperationException("As the test wants.");
        _house.Live.Changed += changed.Add;

        Assert.True(_house.Live.End(session.Id, EndReason.EndedByAdmin, Why));

        Assert.All(streams, stream => Assert.Equal(EndReason.EndedByAdmin, stream.CutReason));
        Assert.True(Assert.Single(heard).IsEnd);
        Assert.Same(session, Assert.Single(changed));
        Assert.Equal(session.Id, Assert.Single((await _house.TracedAsync()).OfType<SessionEnded>()).Session);
    }

    [Fact]
    public async Task EndsAll_AlsoBesideOneThatThrows()
    {
        var throwing = await _house.EnterAsync();
        throwing.Noticed += _ => throw new InvalidOperationException("As the test wants.");
        AccessSession[] sessions = [throwing, Another(), Another()];

        _house.Live.EndAll(EndReason.GatewayStopping, SessionEndings.Stopping);

        Assert.All(sessions, session => Assert.Equal(EndReason.GatewayStopping, session.EndReason));
        Assert.Equal(0, _house.Live.Count);
    }

    [Fact]
    public async Task Judge_ClosesWhatItCannotJudge_AndNothingElse()
    {
        var session = await _house.EnterAsync();
        var stream = Open(session, throws: false);
        AccessSession[] others = [Another(), Another()];
        session.Noticed += _ => throw new InvalidOperationException("As the test wants.");

        // The warning before the window's end is what it throws at.
        for (var minutes = 0; minutes < 55; minutes += 11)
        {
            _house.Clock.Advance(TimeSpan.FromMinutes(11));
            session.Touch(_house.Clock.GetUtcNow());
        }

        _house.Judge.JudgeAll();

        Assert.Equal((EndReason.Unspecified, RefusalCode.Refused, true), (session.EndReason, session.Ending?.Code, stream.IsCut));
        Assert.DoesNotContain(session, _house.Live.All);
        Assert.All(others, other => Assert.False(other.HasEnded));
        _house.Judge.JudgeAll();
        Assert.Equal(2, _house.Live.Count);
    }

    public void Dispose() => _house.Dispose();

    /// <summary>A console session of Ada's, which stands on her sign-in alone.</summary>
    private AccessSession Another()
    {
        var now = _house.Clock.GetUtcNow();
        var session = new AccessSession(Guid.NewGuid().ToString("N"), SessionKind.Console, "console", _house.SignIn, IPAddress.Loopback, now);
        _house.Live.Add(new HeldSession(session, null, ObligationSet.BuiltIn));
        return session;
    }

    private LiveStream Open(AccessSession session, bool throws)
    {
        var step = _house.Room.Authorize(_house.Ada(session: session), Actions.Browse, Uids.Environment("payments-ide"), AccessDetail.Http);
        Assert.True(step.Passed(out var permitted, out var refusal), refusal?.Reason);
        return LiveStream.TryOpen("s", permitted, StreamKind.Http, _house.Clock.GetUtcNow(), _ =>
        {
            if (throws)
            {
                throw new InvalidOperationException("As the test wants.");
            }
        })!;
    }
}
