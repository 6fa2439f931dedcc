using RemoteDev.Gateway.StepUp.Totp;

namespace RemoteDev.Gateway.Tests.StepUp.Totp;

public sealed class TotpCodeTests
{
    private static readonly byte[] RfcSecret = "12345678901234567890"u8.ToArray();

    // RFC 6238, appendix B, the rows for SHA-1.
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Computes_TheVectorsOfRfc6238(long seconds, string expected) =>
        Assert.Equal(expected, TotpCode.At(RfcSecret, TotpCode.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds)), digits: 8));

    // RFC 4226, appendix D.
    [Theory]
    [InlineData(0, "755224")]
    [InlineData(1, "287082")]
    [InlineData(7, "162583")]
    [InlineData(9, "520489")]
    public void Computes_TheVectorsOfRfc4226(long counter, string expected) => Assert.Equal(expected, TotpCode.At(RfcSecret, counter));

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public void Finds_TheStepOfACodeNearNow(int away)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_234_567_890);
        var step = TotpCode.StepAt(now) + away;
        Assert.Equal(step, TotpCode.StepOf(RfcSecret, TotpCode.At(RfcSecret, step), now));
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(2)]
    public void Refuses_CodeFurtherAway(int away)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_234_567_890);
        Assert.Null(TotpCode.StepOf(RfcSecret, TotpCode.At(RfcSecret, TotpCode.StepAt(now) + away), now));
    }

    [Theory]
    [InlineData(-3, -4, true)]
    [InlineData(-3, -5, false)]
    [InlineData(-3, 1, true)]
    [InlineData(-3, 2, false)]
    [InlineData(2, 3, true)]
    [InlineData(2, -1, true)]
    [InlineData(2, -2, false)]
    public void Follows_AClockThatIsKnownToBeOff_AndTakesOneSetRight(int drift, int away, bool taken)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_234_567_890);
        Assert.Equal(taken, TotpCode.StepOf(RfcSecret, TotpCode.At(RfcSecret, TotpCode.StepAt(now) + away), now, drift) is not null);
    }

    [Theory]
    [InlineData(0, -1, -1)]
    [InlineData(-1, -2, -2)]
    [InlineData(-3, -4, -3)]
    [InlineData(3, 4, 3)]
    [InlineData(-2, 0, -1)]
    [InlineData(1, 1, 1)]
    public void Learns_OneStepAtATime_WithinBounds(int before, int away, int after)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_234_567_890);
        Assert.Equal(after, TotpCode.DriftAfter(TotpCode.StepAt(now) + away, now, before));
    }

    [Theory]
    [InlineData(-2, 60)]
    [InlineData(-20, 600)]
    [InlineData(-21, null)]
    [InlineData(-1, null)]
    [InlineData(2, null)]
    [InlineData(20, null)]
    public void Tells_OfCodesThatWereRight_NeverOfThoseThatWillBe(int away, int? seconds)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_234_567_890);
        var late = TotpCode.LateBy(RfcSecret, TotpCode.At(RfcSecret, TotpCode.StepAt(now) + away), now, drift: 0);
        Assert.Equal(seconds, late is { } by ? (int)by.TotalSeconds : null);
    }

    [Theory]
    [InlineData("123456", "123456")]
    [InlineData(" 123 456 ", "123456")]
    public void Reads_WhatAppsShow(string typed, string code) => Assert.Equal(code, TotpCode.Read(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("12345a")]
    [InlineData("１２３４５６")]
    [InlineData("-12345")]
    public void Reads_NothingElse(string? typed) => Assert.Null(TotpCode.Read(typed));
}
