using System.Net;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Trace;

namespace RemoteDev.Gateway.Tests.Identify.Sessions;

public sealed class SessionTicketsTests
{
    private static readonly Refusal Over = new(RefusalCode.SessionEnded, "Over.");

    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero));
    private readonly SessionTickets _tickets;
    private readonly Secret _nonce = Secret.New();

    public SessionTicketsTests() => _tickets = new SessionTickets(_clock);

    [Fact]
    public void Lets_TheBrowserIn_ThatAsked()
    {
        var session = Session();
        Assert.True(Redeem(Code(session), "payments-dev", _nonce).Passed(out var ticket, out _));
        Assert.Same(session, _tickets.Find(ticket.Hash));
    }

    [Fact]
    public void Refuses_AStolenCode_WithoutTheNonceOfTheBrowser_AndSpendsIt()
    {
        var code = Code(Session());
        Assert.False(Redeem(code, "payments-dev", Secret.New()).Passed(out _, out _));
        Assert.False(Redeem(code, "payments-dev", _nonce).Passed(out _, out _));
        Assert.False(_tickets.Redeem(Code(Session()).Reveal(), "payments-dev", default).Passed(out _, out _));
    }

    [Fact]
    public void Refuses_ACodeAtAnotherEnvironment() => Assert.False(Redeem(Code(Session()), "ledger-dev", _nonce).Passed(out _, out _));

    [Fact]
    public void Refuses_ACodeTwice()
    {
        var code = Code(Session());
        Assert.True(Redeem(code, "payments-dev", _nonce).Passed(out _, out _));
        Assert.False(Redeem(code, "payments-dev", _nonce).Passed(out _, out _));
    }

    [Fact]
    public async Task Refuses_ACodeTwice_AlsoAtOnce()
    {
        for (var i = 0; i < 50; i++)
        {
            var code = Code(Session());
            var entered = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Redeem(code, "payments-dev", _nonce).Passed(out var _, out var _))));
            Assert.Single(entered, true);
        }
    }

    [Fact]
    public void Refuses_ACodeAfterItsTime()
    {
        var code = Code(Session());
        _clock.Advance(SessionTickets.EntryCodeLifetime);
        Assert.False(Redeem(code, "payments-dev", _nonce).Passed(out _, out _));
    }

    [Fact]
    public void Refuses_TheTicketAsCode_AndTheCodeAsTicket()
    {
        var code = Code(Session());
        Assert.Null(_tickets.Find(code.Hash));
        Assert.True(Redeem(code, "payments-dev", _nonce).Passed(out var ticket, out _));
        Assert.False(Redeem(ticket, "payments-dev", _nonce).Passed(out _, out _));
    }

    [Fact]
    public void Refuses_EndedSessions_WithTheirReason()
    {
        var session = Session();
        var code = Code(session);
        session.End(EndReason.WindowClosed, Over);
        Assert.False(Redeem(code, "payments-dev", _nonce).Passed(out _, out var atEntry));
        Assert.False(_tickets.IssueEntryCode(session, _nonce.Hash).Passed(out _, out var atIssue));
        Assert.Equal((Over, Over), (atEntry, atIssue));
    }

    [Fact]
    public void Refuses_MoreCodesThanItKeeps_UntilTheOldOnesExpire()
    {
        var issued = 0;
        while (_tickets.IssueEntryCode(Session(), _nonce.Hash).Passed(out _, out _))
        {
            Assert.True(++issued < 10_000);
        }

        _clock.Advance(SessionTickets.EntryCodeLifetime);
        Assert.True(_tickets.IssueEntryCode(Session(), _nonce.Hash).Passed(out _, out _));
    }

    [Fact]
    public void Leaves_RoomForOthers_HoweverManyCodesOneSessionAsksFor()
    {
        var session = Session();
        var codes = Enumerable.Range(0, 10_000).Select(_ => Code(session)).ToList();
        Assert.True(Redeem(Code(Session()), "payments-dev", _nonce).Passed(out _, out _));
        Assert.True(Redeem(codes[^1], "payments-dev", _nonce).Passed(out _, out _));
        Assert.False(Redeem(codes[0], "payments-dev", _nonce).Passed(out _, out _));
    }

    [Fact]
    public void Keeps_ABoundedNumberOfTicketsPerSession()
    {
        var session = Session();
        var tickets = Enumerable.Range(0, 100).Select(_ => Redeem(Code(session), "payments-dev", _nonce).Passed(out var ticket, out var _) ? ticket : null!).ToList();
        Assert.InRange(tickets.Count(ticket => _tickets.Find(ticket.Hash) is not null), 1, 16);
        Assert.NotNull(_tickets.Find(tickets[^1].Hash));
    }

    [Fact]
    public void Knows_WhoIsInAnEnvironment()
    {
        var session = Session();
        Assert.Empty(_tickets.LiveIn("payments-dev"));
        Redeem(Code(session), "payments-dev", _nonce);
        Redeem(Code(session), "payments-dev", _nonce);
        Assert.Same(session, Assert.Single(_tickets.LiveIn("payments-dev")));
        Assert.Empty(_tickets.LiveIn("ledger-dev"));
        session.End(EndReason.Closed, Over);
        Assert.Empty(_tickets.LiveIn("payments-dev"));
    }

    [Fact]
    public void Tells_TheSignInOfWork()
    {
        var session = Session();
        Redeem(Code(session), "payments-dev", _nonce);
        _clock.Advance(TimeSpan.FromHours(1));
        session.Touch(_clock.GetUtcNow());
        _tickets.Sweep();
        Assert.Equal(_clock.GetUtcNow(), session.SignIn.LastSeen);
    }

    [Fact]
    public void Forgets_LongEndedSessions_ButExplainsRecentOnes()
    {
        var session = Session();
        Assert.True(Redeem(Code(session), "payments-dev", _nonce).Passed(out var ticket, out _));
        session.End(EndReason.Closed, Over);
        _tickets.Sweep();
        Assert.Same(session, _tickets.Find(ticket.Hash));
        _clock.Advance(TimeSpan.FromHours(2));
        _tickets.Sweep();
        Assert.Null(_tickets.Find(ticket.Hash));
    }

    private AccessSession Session() => new(
        "s1", SessionKind.Environment, "payments-dev",
        new SignIn("i1", "ada", IPAddress.Loopback, _clock.GetUtcNow(), _clock.GetUtcNow().AddHours(12)), IPAddress.Loopback, _clock.GetUtcNow());

    private Secret Code(AccessSession session) =>
        _tickets.IssueEntryCode(session, _nonce.Hash).Passed(out var code, out var refusal) ? code : throw new InvalidOperationException(refusal.Reason);

    private Step<Secret> Redeem(Secret code, string place, Secret nonce) => _tickets.Redeem(code.Reveal(), place, nonce.Reveal());
}
