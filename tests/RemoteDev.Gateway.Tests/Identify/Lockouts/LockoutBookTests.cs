using System.Net;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Tests.Trace;

namespace RemoteDev.Gateway.Tests.Identify.Lockouts;

public sealed class LockoutBookTests
{
    private static readonly LockoutKey Ada = LockoutKey.Password("ada");
    private static readonly LockoutRule Rule = LockoutRule.For(LockoutKind.Password);

    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 21, 20, 0, 0, TimeSpan.Zero));
    private readonly LockoutBook _book;

    public LockoutBookTests() => _book = new LockoutBook(_clock);

    [Fact]
    public void Refuses_AfterTheFreeFailures()
    {
        Fail(Ada, Rule.Free);
        Assert.Equal(_clock.GetUtcNow() + Rule.First, _book.Begin(Ada));
    }

    [Fact]
    public void Doubles_TheWait_UpToTheLongest()
    {
        Fail(Ada, Rule.Free);
        var expected = Rule.First;
        for (var i = 0; i < 10; i++)
        {
            var until = _book.Begin(Ada);
            Assert.Equal(_clock.GetUtcNow() + expected, until);
            _clock.Advance(expected);
            Assert.Null(_book.Begin(Ada));
            expected = expected * 2 < Rule.Longest ? expected * 2 : Rule.Longest;
        }

        Assert.Equal(Rule.Longest, expected);
    }

    [Fact]
    public void Counts_NothingWhileLocked()
    {
        Fail(Ada, Rule.Free);
        var until = _book.Begin(Ada);
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(until, _book.Begin(Ada));
        }
    }

    [Fact]
    public void Counts_AgainstNoKey_WhenOneIsLocked()
    {
        Fail(Ada, Rule.Free);
        var address = LockoutKey.Address(IPAddress.Loopback);
        Assert.NotNull(_book.Begin(Ada, address));
        Assert.Equal(0, _book.Of(address).Failures);
    }

    [Fact]
    public void Forgets_AfterALongTime()
    {
        Fail(Ada, Rule.Free);
        _clock.Advance(Rule.Forget);
        Assert.Equal(0, _book.Of(Ada).Failures);
        Assert.Null(_book.Begin(Ada));
    }

    [Fact]
    public void Clears_OnSuccess()
    {
        Fail(Ada, Rule.Free - 1);
        _book.Clear(Ada);
        Fail(Ada, Rule.Free);
        Assert.NotNull(_book.Begin(Ada));
    }

    [Fact]
    public void Forgives_OneAttemptAndNoMore()
    {
        Fail(Ada, Rule.Free);
        _book.Forgive(Ada);
        Assert.Null(_book.Begin(Ada));
        Assert.NotNull(_book.Begin(Ada));
    }

    // Whoever is forgiven more often than counted, here or by what another gateway tells, saves up no guesses.
    [Fact]
    public void Forgives_NobodyBelowNothing()
    {
        for (var i = 0; i < 100; i++)
        {
            _book.Forgive(Ada);
            _book.Follow(new LockoutChange(Ada.Kind, Ada.Value, LockoutStep.Forgiven));
        }

        Assert.Equal(0, _book.Of(Ada).Failures);
        Fail(Ada, 1);
        for (var i = 0; i < 100; i++)
        {
            _book.Forgive(Ada);
            _book.Follow(new LockoutChange(Ada.Kind, Ada.Value, LockoutStep.Forgiven));
            Assert.Equal(0, _book.Of(Ada).Failures);
        }

        Fail(Ada, Rule.Free);
        Assert.Equal(Rule.Free, _book.Of(Ada).Failures);
        Assert.NotNull(_book.Begin(Ada));
    }

    [Theory]
    [InlineData("2001:db8::1", "2001:db8::ffff", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public void Counts_OneSiteAsOneAddress(string one, string other, bool same) =>
        Assert.Equal(same, LockoutKey.Address(IPAddress.Parse(one)) == LockoutKey.Address(IPAddress.Parse(other)));

    [Fact]
    public void Keeps_TheAttackedLocked_ThroughAFloodOfInventedNames()
    {
        Fail(Ada, Rule.Free);
        for (var i = 0; i < 120_000; i++)
        {
            _book.Begin(LockoutKey.Password($"invented{i}"));
        }

        Assert.NotNull(_book.Begin(Ada));
    }

    private void Fail(LockoutKey key, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.Null(_book.Begin(key));
        }
    }

    // Sixteen people behind one address, signing in at once, were told that they had failed too often.
    [Fact]
    public void Locks_Nobody_WhileFailuresAreFree_NotForAnInstant()
    {
        var key = LockoutKey.Password("ada");
        var book = new LockoutBook(new Tests.Trace.ManualClock(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero)));
        for (var i = 1; i < LockoutRule.For(LockoutKind.Password).Free; i++)
        {
            Assert.Null(book.Begin(key));
            Assert.Equal((i, default), (book.Of(key).Failures, book.Of(key).LockedUntil));
        }
    }
}
