using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.Tests.Identify.Authorities;
using RemoteDev.Gateway.Tests.Trace;

namespace RemoteDev.Gateway.Tests.Identify.Sessions;

/// <summary>An end is tried until it is done, also after faults that nobody thought of.</summary>
public sealed class SignInEndingsTests
{
    private static readonly SignInLifetimes Lifetimes = SharingGateway.Lifetimes;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Writes_AnEnd_AfterAFaultThatNobodyExpected()
    {
        using var real = await AuthorityDatabase.SqliteAsync();
        var database = new StumblingDatabase(real, stumbles: 1);
        var book = new SignInEndBook(database, Lifetimes, _clock);
        using var endings = new SignInEndings(new SignInShare(new InProcessState(_clock), Lifetimes, _clock), book, _clock, NullLogger<SignInEndings>.Instance);
        await endings.StartAsync(default);

        endings.ConcludeAllOf("ada", null, EndReason.Suspended, _clock.GetUtcNow());

        await _clock.ArmedAsync(BetweenTries);
        _clock.Advance(BetweenTries);
        Assert.True(await endings.SettledAsync(TraceFixture.Patience, default).WaitAsync(TraceFixture.Patience));
        Assert.True(await book.AllEndedSinceAsync("ada", _clock.GetUtcNow() - BetweenTries, default));
        await endings.StopAsync(default);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(int.MaxValue, false)]
    public async Task Tells_AfterAFaultThatNobodyExpected_AndIsNotHeldUpByOneThatStays(int stumbles, bool isToldInTheEnd)
    {
        using var database = await AuthorityDatabase.SqliteAsync();
        var book = new SignInEndBook(database, Lifetimes, _clock);
        var state = new StumblingState(new InProcessState(_clock), message => message.Contains("ada", StringComparison.Ordinal) && stumbles-- > 0);
        var share = new SignInShare(state, Lifetimes, _clock);
        using var endings = new SignInEndings(share, book, _clock, NullLogger<SignInEndings>.Instance);
        var sessions = new SignInSessions(share, endings, book, Lifetimes, _clock);
        List<string> concluded = [];
        endings.Concluded += (signIn, _) => concluded.Add(signIn.Login);
        await endings.StartAsync(default);
        var ada = sessions.Open("ada", IPAddress.Loopback, null);
        var bola = sessions.Open("bola", IPAddress.Loopback, null);

        sessions.End(ada.Cookie.Hash, EndReason.SignedOut);
        sessions.End(bola.Cookie.Hash, EndReason.SignedOut);

        await _clock.ArmedAsync(BetweenTries);
        _clock.Advance(BetweenTries);
        Assert.True(await endings.SettledAsync(TraceFixture.Patience, default).WaitAsync(TraceFixture.Patience));
        Assert.Equal(isToldInTheEnd ? ["ada", "bola"] : ["bola"], concluded);
        await endings.StopAsync(default);
    }
}
