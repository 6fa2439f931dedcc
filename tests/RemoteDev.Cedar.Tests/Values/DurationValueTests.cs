using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Tests.Values;

public sealed class DurationValueTests
{
    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1")]
    [InlineData("d")]
    [InlineData("ms")]
    [InlineData("1h1d")]
    [InlineData("1d1d")]
    [InlineData("1ms1s")]
    [InlineData("1m1h")]
    [InlineData("1h-1m")]
    [InlineData("+1h")]
    [InlineData("--1h")]
    [InlineData("1.5h")]
    [InlineData("1 h")]
    [InlineData("1h ")]
    [InlineData("1H")]
    [InlineData("1w")]
    [InlineData("1hd")]
    [InlineData("1us")]
    [InlineData("١h")]
    [InlineData("9223372036854775808ms")]
    [InlineData("-9223372036854775809ms")]
    [InlineData("106751991168d")]
    [InlineData("99999999999999999999999999d")]
    [InlineData("9223372036854775807ms1d")]
    [InlineData("1d9223372036854775807ms")]
    public void RefusesWhatIsNotADuration(string text)
    {
        Assert.Null(DurationValue.Parse(text));
    }

    [Theory]
    [InlineData("0ms", 0)]
    [InlineData("-0d", 0)]
    [InlineData("1d2h3m4s5ms", 93_784_005)]
    [InlineData("-1d2h3m4s5ms", -93_784_005)]
    [InlineData("1d5ms", 86_400_005)]
    [InlineData("1m1ms", 60_001)]
    [InlineData("00000000000000000000001h", 3_600_000)]
    [InlineData("9223372036854775807ms", long.MaxValue)]
    [InlineData("-9223372036854775808ms", long.MinValue)]
    [InlineData("106751991167d", 9_223_372_036_828_800_000)]
    public void ReadsMilliseconds(string text, long expected)
    {
        Assert.Equal(expected, DurationValue.Parse(text)!.Milliseconds);
    }

    [Fact]
    public void PrintsAsCedarReadsIt()
    {
        Assert.Equal("duration(\"-9223372036854775808ms\")", new DurationValue(long.MinValue).ToString());
        Assert.Equal(new DurationValue(90_000), DurationValue.From(TimeSpan.FromSeconds(90)));
    }

    [Fact]
    public void IsNotALong()
    {
        Assert.False(new DurationValue(1).Equals(new LongValue(1)));
        Assert.False(new DurationValue(1).Equals(new DatetimeValue(1)));
    }
}
