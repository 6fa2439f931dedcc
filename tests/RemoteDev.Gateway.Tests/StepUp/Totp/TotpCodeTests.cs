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
