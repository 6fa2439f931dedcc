using Microsoft.AspNetCore.Http;
using RemoteDev.Gateway.Contain.Egress;
using RemoteDev.Gateway.Contain.Http;
using RemoteDev.Gateway.Journey;
using RemoteDev.Policy.Obligations;

namespace RemoteDev.Gateway.Tests.Contain;

/// <summary>Ways around the fifth door.</summary>
public sealed class BypassTests : IDisposable
{
    private readonly ContainHouse _house = new();

    [Fact]
    public async Task APermission_DoesNotOpen_WhatContainmentRefused()
    {
        var permitted = await _house.PermittedAsync();

        Assert.False(_house.Room.Http(permitted, new DefaultHttpContext(), _house.Environment, default).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.NotContained, refusal.Code);
    }

    [Fact]
    public async Task AnEndedSession_GetsNoExchange()
    {
        var permitted = await _house.PermittedAsync();
        _house.House.Live.End(permitted.Session.Id, EndReason.Suspended, new Refusal(RefusalCode.Suspended, "Suspended."));

        Assert.False(_house.Contain(permitted).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.Suspended, refusal.Code);
    }

    [Fact]
    public async Task NothingLeaves_WhileBytesCannotBeCounted()
    {
        var permitted = await _house.PermittedAsync();
        _house.Ledger.Fault = "disk full";

        Assert.False(_house.Contain(permitted).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.TraceUnavailable, refusal.Code);
    }

    [Fact]
    public async Task ASpentBudget_OpensNothing_UntilTheNextDay()
    {
        var permitted = await _house.PermittedAsync();
        Assert.True(_house.Ledger.Account("ada", "payments-ide").TryCharge(1 << 20, _house.Ledger.Today, null));

        Assert.False(_house.Contain(permitted).Passed(out _, out var refusal));
        Assert.Equal((RefusalCode.OverBudget, _house.Ledger.NextDay), (refusal.Code, refusal.OpensAt!.Value));
        _house.House.Clock.Sleep(TimeSpan.FromHours(5));
        Assert.True(_house.Contain(permitted).Passed(out var exchange, out _));
        exchange.Dispose();
    }

    [Theory]
    [InlineData(1L << 20, null)]
    [InlineData(null, 1L << 20)]
    public async Task ManyStreamsAtOnce_ShareOneBudget(long? aDay, long? aSession)
    {
        var permitted = await _house.PermittedAsync();
        long sent = 0;

        Parallel.For(0, 64, _ =>
        {
            using var stream = LiveStream.TryOpen("s", permitted, StreamKind.Http, _house.House.Clock.GetUtcNow(), _ => { })!;
            var meter = new EgressMeter(_house.Ledger, _house.Ledger.Account("ada", "payments-ide"), stream, new EgressBudget(aDay, aSession), _house.House.Trace);
            while (meter.TrySend(4096))
            {
                Interlocked.Add(ref sent, 4096);
            }

            Assert.Equal(EndReason.OverBudget, stream.CutReason);
        });

        Assert.Equal(1 << 20, sent);
        Assert.Equal(sent, permitted.Session.BytesOut);
    }

    [Fact]
    public async Task ASessionsBudget_IsNotPassed_HoweverManyStreamsAskForItsLastBytes()
    {
        var permitted = await _house.PermittedAsync();
        using var stream = LiveStream.TryOpen("s", permitted, StreamKind.Http, _house.House.Clock.GetUtcNow(), _ => { })!;
        const long Last = 100L * 2_000_000;
        var (room, passed) = (100L, 0);

        // There is room for one more chunk at a time, and all want it. Who got it makes room for the next.
        void Ask()
        {
            for (var most = 0L; most < Last && Volatile.Read(ref passed) == 0; most = Volatile.Read(ref room))
            {
                if (most > 0 && stream.TryCountOut(100, most))
                {
                    Interlocked.Add(ref passed, permitted.Session.BytesOut == most ? 0 : 1);
                    Volatile.Write(ref room, most + 100);
                }
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(Ask, default, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Equal(0, passed);
    }

    [Fact]
    public async Task WhatTheDayDoesNotPermit_IsNotTakenFromTheSessionEither()
    {
        var permitted = await _house.PermittedAsync();
        using var stream = LiveStream.TryOpen("s", permitted, StreamKind.Http, _house.House.Clock.GetUtcNow(), _ => { })!;
        var meter = new EgressMeter(_house.Ledger, _house.Ledger.Account("ada", "payments-ide"), stream, new EgressBudget(100, 1000), _house.House.Trace);

        Assert.True(meter.TrySend(60));
        Assert.False(meter.TrySend(60));

        Assert.Equal((60, 60), (stream.BytesOut, permitted.Session.BytesOut));
    }

    [Fact]
    public async Task AStreamOverItsBudget_IsCut_AlsoWhenTellingItFails()
    {
        var permitted = await _house.PermittedAsync();
        permitted.Session.Noticed += _ => throw new InvalidOperationException("As the test wants.");
        using var stream = LiveStream.TryOpen("s", permitted, StreamKind.Http, _house.House.Clock.GetUtcNow(), _ => { })!;
        var meter = new EgressMeter(_house.Ledger, _house.Ledger.Account("ada", "payments-ide"), stream, new EgressBudget(null, 100), _house.House.Trace);

        Assert.ThrowsAny<Exception>(() => meter.TrySend(101));

        Assert.Equal(EndReason.OverBudget, stream.CutReason);
    }

    [Fact]
    public async Task ASessionsBudget_HoldsBesideTheDays_AndIsToldOnce()
    {
        var permitted = await _house.PermittedAsync();
        var told = new List<SessionNotice>();
        permitted.Session.Noticed += told.Add;
        using var stream = LiveStream.TryOpen("s", permitted, StreamKind.Http, _house.House.Clock.GetUtcNow(), _ => { })!;
        var meter = new EgressMeter(_house.Ledger, _house.Ledger.Account("ada", "payments-ide"), stream, new EgressBudget(null, 100), _house.House.Trace);

        Assert.True(meter.TrySend(100));
        Assert.False(meter.TrySend(1));
        Assert.False(meter.TrySend(1));

        Assert.Contains("100 B a session", Assert.Single(told).Text, StringComparison.Ordinal);
        Assert.Equal(100, permitted.Session.BytesOut);
    }

    [Fact]
    public async Task ACutStream_SendsNothingMore()
    {
        var permitted = await _house.PermittedAsync();
        using var stream = LiveStream.TryOpen("s", permitted, StreamKind.Http, _house.House.Clock.GetUtcNow(), _ => { })!;
        var meter = new EgressMeter(_house.Ledger, _house.Ledger.Account("ada", "payments-ide"), stream, new EgressBudget(null, null), _house.House.Trace);
        using var sink = new MemoryStream();
        await using var body = new MeteredBody(sink, meter);
        await body.WriteAsync(new byte[10]);

        stream.Cut(EndReason.EndedByAdmin, new Refusal(RefusalCode.SessionEnded, "Ended."));

        await Assert.ThrowsAsync<IOException>(async () => await body.WriteAsync(new byte[1]));
        Assert.Equal(10, sink.Length);
    }

    public void Dispose() => _house.Dispose();
}
