using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Tests.Values;

public sealed class DecimalValueTests
{
    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.")]
    [InlineData(".1")]
    [InlineData("-.5")]
    [InlineData("-")]
    [InlineData("--1.0")]
    [InlineData("+1.0")]
    [InlineData("1.-0")]
    [InlineData("1.00000")]
    [InlineData("1.0.0")]
    [InlineData(" 1.0")]
    [InlineData("1.0 ")]
    [InlineData("1,0")]
    [InlineData("1_0.0")]
    [InlineData("1e1.0")]
    [InlineData("٣.0")]
    [InlineData("922337203685477.5808")]
    [InlineData("-922337203685477.5809")]
    [InlineData("18446744073709551616.0")]
    [InlineData("99999999999999999999999999999999999999999.0")]
    public void RefusesWhatIsNotADecimal(string text)
    {
        Assert.Null(DecimalValue.Parse(text));
    }

    [Theory]
    [InlineData("0.0", 0)]
    [InlineData("-0.0", 0)]
    [InlineData("1.2", 12_000)]
    [InlineData("-0.5", -5_000)]
    [InlineData("12.3456", 123_456)]
    [InlineData("0000000000000000000000000000001.0001", 10_001)]
    [InlineData("922337203685477.5807", long.MaxValue)]
    [InlineData("-922337203685477.5808", long.MinValue)]
    public void ReadsTenThousandths(string text, long expected)
    {
        var value = DecimalValue.Parse(text)!;

        Assert.Equal(expected, value.TenThousandths);
        Assert.Equal(value, new DecimalValue(expected));
        Assert.False(value.Equals(new LongValue(expected)));
    }

    [Theory]
    [InlineData(long.MinValue, "decimal(\"-922337203685477.5808\")")]
    [InlineData(-1, "decimal(\"-0.0001\")")]
    [InlineData(12_000, "decimal(\"1.2000\")")]
    public void PrintsAsCedarReadsIt(long tenThousandths, string expected)
    {
        Assert.Equal(expected, new DecimalValue(tenThousandths).ToString());
    }
}
