using System.Net;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.Tests.Identify.OpenId;
using RemoteDev.Gateway.Tests.Replicas;
using RemoteDev.Gateway.Tests.Trace;

namespace RemoteDev.Gateway.Tests.Identify.Sessions;

public sealed class SignInSessionsTests
{
    private static readonly SignInLifetimes Lifetimes = new(TimeSpan.FromHours(12), TimeSpan.FromHours(1), TimeSpan.FromMinutes(10));
    private static readonly IPAddress Source = IPAddress.Loopback;

    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero));
    private readonly FaultyState _state;
    private readonly SignInSessions _sessions;
    private readonly SignInEndings _endings;
    private readonly List<(SignIn SignIn, EndReason Reason)> _ended = [];

    public SignInSessionsTests()
    {
        _state = new FaultyState(new InProcessState(_clock));
        (_sessions, _endings) = Alone.SignIns(Lifetimes, _clock, _state);
        _sessions.Ended += (signIn, reason) => _ended.Add((signIn, reason));
    }

    [Fact]
    public void Finds_WhatItOpened_ByItsCookieAlone()
    {
        var (cookie, signIn) = _sessions.Open("ada", Source, null);
        Assert.Same(signIn, _sessions.Find(cookie.Hash));
        Assert.Null(_sessions.Find(Secret.New().Hash));
        Assert.DoesNotContain(signIn.Id, cookie.Reveal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Ends_All_AlsoBesideAListenerThatThrows()
    {
        var (sessions, endings) = Alone.SignIns(Lifetimes, _clock);
        List<SignIn> heard = [], concluded = [];
        sessions.Ended += (_, _) => throw new InvalidOperationException("As the test wants.");
        sessions.Ended += (signIn, _) => heard.Add(signIn);
        endings.Concluded += (_, _) => throw new InvalidOperationException("As the test wants.");
        endings.Concluded += (signIn, _) => concluded.Add(signIn);
        List<string> all = [];
        sessions.AllEnded += _ => throw new InvalidOperationException("As the test wants.");
        sessions.AllUntilEnded += (login, _) => all.Add(login);
        HashSet<SignIn> opened = [.. Enumerable.Range(0, 3).Select(_ => sessions.Open("ada", Source, null).SignIn)];

        Assert.Equal(3, sessions.EndAllOf("ada", EndReason.Suspended));

        Assert.All(opened, signIn => Assert.True(signIn.HasEnded));
        Assert.Equal(opened, heard.ToHashSet());
        Assert.Equal(opened, concluded.ToHashSet());
        Assert.Equal(["ada"], all);
        Assert.Empty(sessions.All());
    }

    [Fact]
    public void Ends_AfterIdleness_AndSaysSo()
    {
        var (cookie, signIn) = Strong();
        _clock.Advance(Lifetimes.Idle);
        Assert.Null(_sessions.Find(cookie.Hash));
        Assert.Equal((signIn, EndReason.Idle), Assert.Single(_ended));
    }

    [Fact]
    public void Lives_WhileThereIsWorkInAnAccessSession()
    {
        var (cookie, signIn) = Strong();
        for (var hour = 0; hour < 11; hour++)
        {
            _clock.Advance(TimeSpan.FromMinutes(59));
            signIn.Touch(_clock.GetUtcNow());
        }

        Assert.NotNull(_sessions.Find(cookie.Hash));
    }

    [Fact]
    public void Ends_AndRenews_AfterHoursOfWork_AndIsTraced()
    {
        var concluded = new List<EndReason>();
        _endings.Concluded += (_, reason) => concluded.Add(reason);
        var (cookie, signIn) = Strong();
        for (var hour = 0; hour < 6; hour++)
        {
            _clock.Advance(TimeSpan.FromMinutes(59));
            signIn.Touch(_clock.GetUtcNow());
        }

        var renewed = _sessions.Renew(cookie.Hash);
        Assert.NotNull(renewed);
        _sessions.End(renewed.Hash, EndReason.SignedOut);
        Assert.Equal(EndReason.SignedOut, Assert.Single(concluded));
    }

    [Fact]
    public void Ends_AtItsAbsoluteLimit_HoweverBusy()
    {
        var (cookie, signIn) = Strong();
        for (var i = 0; i < 24; i++)
        {
            _clock.Advance(TimeSpan.FromMinutes(30));
            signIn.Touch(_clock.GetUtcNow());
        }

        Assert.Null(_sessions.Find(cookie.Hash));
        Assert.Equal(EndReason.SessionLimit, Assert.Single(_ended).Reason);
    }

    [Fact]
    public void Sweeps_WhatIsOver_AndNothingElse()
    {
        var (oldCookie, _) = Strong();
        _clock.Advance(TimeSpan.FromMinutes(30));
        var (newCookie, _) = Strong();
        _clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(1, _sessions.Sweep());
        Assert.Null(_sessions.Find(oldCookie.Hash));
        Assert.NotNull(_sessions.Find(newCookie.Hash));
        Assert.Single(_sessions.All());
    }

    [Fact]
    public void Ends_AllOfOnePerson_ExceptTheOneNamed()
    {
        var (first, _) = Strong();
        var (kept, keptSignIn) = Strong();
        var (other, _) = _sessions.Open("ben", Source, null);
        Assert.Equal(1, _sessions.EndAllOf("ada", EndReason.PersonChanged, keptSignIn));
        Assert.Null(_sessions.Find(first.Hash));
        Assert.NotNull(_sessions.Find(kept.Hash));
        Assert.NotNull(_sessions.Find(other.Hash));
    }

    [Fact]
    public void Says_EachEndOnce()
    {
        var (cookie, _) = Strong();
        Assert.NotNull(_sessions.End(cookie.Hash, EndReason.SignedOut));
        Assert.Null(_sessions.End(cookie.Hash, EndReason.SignedOut));
        Assert.Equal(0, _sessions.EndAllOf("ada", EndReason.Suspended));
        Assert.Single(_ended);
    }

    [Fact]
    public void Renews_TheCookie_Once()
    {
        var (cookie, signIn) = Strong();
        var renewed = _sessions.Renew(cookie.Hash);
        Assert.Same(signIn, _sessions.Find(renewed!.Hash));
        Assert.Null(_sessions.Find(cookie.Hash));
        Assert.Null(_sessions.Renew(cookie.Hash));
        Assert.Empty(_ended);
    }

    [Fact]
    public async Task Leaves_NoWayAround_WhenRenewalAndEndMeet()
    {
        for (var i = 0; i < 200; i++)
        {
            var (cookie, signIn) = Strong();
            var renewal = Task.Run(() => _sessions.Renew(cookie.Hash));
            var end = Task.Run(() => _sessions.EndAllOf("ada", EndReason.Suspended));
            await Task.WhenAll(renewal, end);
            if (await renewal is { } renewed && !signIn.HasEnded)
            {
                Assert.NotNull(_sessions.Find(renewed.Hash));
                _sessions.End(renewed.Hash, EndReason.Closed);
            }
            else
            {
                Assert.True(signIn.HasEnded);
            }

            Assert.Empty(_sessions.All());
        }
    }

    // One ends first and, while that is said, the other gets a new cookie: after it was met, and before it is its turn.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Ends_AlsoTheOne_ThatGetsANewCookieMeanwhile(bool byItsPerson)
    {
        var concluded = new List<(SignIn SignIn, EndReason Reason)>();
        _endings.Concluded += (signIn, reason) => concluded.Add((signIn, reason));
        var ((first, a), (second, b)) = (Strong(), Strong());
        Secret? renewed = null;
        _sessions.Ended += (ended, _) => renewed ??= _sessions.Renew(ReferenceEquals(ended, a) ? second.Hash : first.Hash);
        if (byItsPerson)
        {
            Assert.Equal(2, _sessions.EndAllOf("ada", EndReason.PersonChanged));
            Assert.Equal(2, concluded.Count(end => end.Reason == EndReason.PersonChanged));
        }
        else
        {
            _sessions.DropWhere(signIn => signIn.Login == "ada");
        }

        Assert.NotNull(renewed);
        Assert.Null(_sessions.Find(renewed.Hash));
        Assert.True(a.HasEnded && b.HasEnded);
        Assert.Empty(_sessions.Here());
    }

    [Fact]
    public async Task Opens_Nothing_WhenAllOfThePersonEndMeanwhile()
    {
        var wanted = new NewSignIn("ada", new FirstFactor("test"), new SignInClient(Source));
        _state.Before = (question, _) => End(question, "ada");
        Assert.False((await _sessions.OpenAsync(wanted, default)).Passed(out _, out var refusal));
        Assert.Same(IdentifyRefusals.SignedOut, refusal);
        Assert.Empty(_sessions.Here());

        // Somebody else's end is no reason, nor is an earlier one, though the clock says the same.
        _state.Before = (question, _) => End(question, "ben");
        Assert.True((await _sessions.OpenAsync(wanted, default)).Passed(out var opened, out _));
        Assert.NotNull(_sessions.Find(opened.Cookie.Hash));

        void End(string question, string login)
        {
            if (question == nameof(ISharedState.TryAddAsync))
            {
                _sessions.EndAllOf(login, EndReason.PersonChanged);
            }
        }
    }

    private (Secret Cookie, SignIn SignIn) Strong()
    {
        var (cookie, signIn) = _sessions.Open("ada", Source, null);
        signIn.Strengthen(new MfaProof("totp", _clock.GetUtcNow()));
        return (cookie, signIn);
    }
}
