using RemoteDev.Gateway.Contain.Egress;
using RemoteDev.Gateway.Tests.Listen;
using RemoteDev.Gateway.Tests.Trace;

namespace RemoteDev.Gateway.Tests.Contain.Egress;

public sealed class EgressLedgerTests : IDisposable
{
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 21, 20, 0, 0, TimeSpan.Zero));
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void NeverLetsOutMoreThanTheLimit_HoweverManyChargeAtOnce()
    {
        var ledger = new EgressLedger(_clock);
        var account = ledger.Account("ada", "ide");
        long granted = 0;

        Parallel.For(0, 1000, _ =>
        {
            if (account.TryCharge(1000, ledger.Today, 123_456))
            {
                Interlocked.Add(ref granted, 1000);
            }
        });

        Assert.Equal(123_000, granted);
        Assert.Equal(123_000, ledger.UsedToday("ide"));
    }

    [Fact]
    public void StartsAnew_AtMidnightUtc_AndNotBefore()
    {
        var ledger = new EgressLedger(_clock);
        var account = ledger.Account("ada", "ide");
        Assert.True(account.TryCharge(100, ledger.Today, 100));

        _clock.Advance(TimeSpan.FromMinutes(239));
        Assert.False(account.TryCharge(1, ledger.Today, 100));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero), ledger.NextDay);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(account.TryCharge(100, ledger.Today, 100));
    }

    [Fact]
    public void AClockThatStepsBack_HandsOutNoFreshBudget()
    {
        var account = new EgressLedger(_clock).Account("ada", "ide");
        Assert.True(account.TryCharge(100, new DateOnly(2026, 11, 22), 100));

        Assert.False(account.TryCharge(1, new DateOnly(2026, 11, 21), 100));
    }

    [Fact]
    public void KeepsPeopleAndPlacesApart()
    {
        var ledger = new EgressLedger(_clock);
        Assert.True(ledger.Account("ada", "ide").TryCharge(100, ledger.Today, 100));

        Assert.True(ledger.Account("ada", "other").TryCharge(100, ledger.Today, 100));
        Assert.True(ledger.Account("ben", "ide").TryCharge(100, ledger.Today, 100));
        Assert.Equal(200, ledger.UsedToday("ide"));
    }

    [Fact]
    public void SurvivesARestart()
    {
        var store = new EgressStore(_folder.File("egress.json"));
        var before = new EgressLedger(_clock);
        Assert.True(before.Account("ada", "ide").TryCharge(70, before.Today, 100));
        store.Save(before.Totals());

        var after = new EgressLedger(_clock);
        after.Resume(store.Load());

        Assert.False(after.Account("ada", "ide").TryCharge(31, after.Today, 100));
        Assert.True(after.Account("ada", "ide").TryCharge(30, after.Today, 100));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"accounts":null}""")]
    [InlineData("""{"accounts":[],"more":1}""")]
    public void RefusesToStart_FromADamagedFile(string text)
    {
        File.WriteAllText(_folder.File("egress.json"), text);

        Assert.Throws<InvalidDataException>(() => new EgressStore(_folder.File("egress.json")).Load());
    }

    [Fact]
    public void SaysSo_WhenTotalsCannotBeKept_AndRecovers()
    {
        var folder = _folder.File("gone");
        var ledger = new EgressLedger(_clock);
        using var keeper = new EgressKeeper(
            ledger, new EgressStore(Path.Combine(folder, "egress.json")), _clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<EgressKeeper>.Instance);
        Assert.True(ledger.Account("ada", "ide").TryCharge(1, ledger.Today, null));

        keeper.Keep();
        Assert.NotNull(keeper.WhyNotReady);

        Directory.CreateDirectory(folder);
        keeper.Keep();
        Assert.Null(keeper.WhyNotReady);
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1 KiB")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(50L << 20, "50 MiB")]
    public void SaysBytes_AsPeopleDo(long bytes, string text) => Assert.Equal(text, ByteText.Of(bytes));

    public void Dispose() => _folder.Dispose();
}
