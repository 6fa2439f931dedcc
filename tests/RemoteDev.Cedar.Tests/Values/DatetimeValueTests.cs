using System.Globalization;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Tests.Values;

public sealed class DatetimeValueTests
{
    [Theory]
    [InlineData("")]
    [InlineData("2024")]
    [InlineData("2024-1-01")]
    [InlineData("2024-01-1")]
    [InlineData("12024-01-01")]
    [InlineData("-2024-01-01")]
    [InlineData("2024-00-01")]
    [InlineData("2024-13-01")]
    [InlineData("2024-01-00")]
    [InlineData("2024-01-32")]
    [InlineData("2024-04-31")]
    [InlineData("2023-02-29")]
    [InlineData("1900-02-29")]
    [InlineData("0001-02-29")]
    [InlineData("2024/01/01")]
    [InlineData("2024-01-01 ")]
    [InlineData("2024-01-01T")]
    [InlineData("2024-01-01Z")]
    [InlineData("2024-01-01T00:00Z")]
    [InlineData("2024-01-01T00:00:00")]
    [InlineData("2024-01-01t00:00:00Z")]
    [InlineData("2024-01-01T00:00:00z")]
    [InlineData("2024-01-01 00:00:00Z")]
    [InlineData("2024-01-01T24:00:00Z")]
    [InlineData("2024-01-01T23:60:00Z")]
    [InlineData("2024-01-01T23:59:60Z")]
    [InlineData("2024-01-01T00:00:00.1Z")]
    [InlineData("2024-01-01T00:00:00.1234Z")]
    [InlineData("2024-01-01T00:00:00.Z")]
    [InlineData("2024-01-01T00:00:00,123Z")]
    [InlineData("2024-01-01T00:00:00+01:00")]
    [InlineData("2024-01-01T00:00:00+2400")]
    [InlineData("2024-01-01T00:00:00+0060")]
    [InlineData("2024-01-01T00:00:00+01")]
    [InlineData("2024-01-01T00:00:00Z+0100")]
    [InlineData("٢٠٢٤-01-01")]
    public void RefusesWhatIsNotADatetime(string text)
    {
        Assert.Null(DatetimeValue.Parse(text));
    }

    [Theory]
    [InlineData("1970-01-01", 0)]
    [InlineData("1970-01-01T00:00:00.001Z", 1)]
    [InlineData("1969-12-31T23:59:59.999Z", -1)]
    [InlineData("1970-01-01T01:00:00+0100", 0)]
    [InlineData("1969-12-31T23:00:00-0100", 0)]
    [InlineData("1970-01-02T23:59:00+2359", 86_400_000)]
    [InlineData("0000-01-01", -62_167_219_200_000)]
    [InlineData("0000-02-29", -62_162_121_600_000)]
    [InlineData("2000-02-29", 951_782_400_000)]
    [InlineData("9999-12-31T23:59:59.999Z", 253_402_300_799_999)]
    public void ReadsMilliseconds(string text, long expected)
    {
        Assert.Equal(expected, DatetimeValue.Parse(text)!.UnixMilliseconds);
    }

    [Fact]
    public void AgreesWithTheFrameworksCalendar_AroundEveryTurnOfAMonth()
    {
        for (var month = new DateOnly(1, 2, 1); month.Year < 9999; month = month.AddMonths(1))
        {
            foreach (var day in (ReadOnlySpan<DateOnly>)[month, month.AddDays(-1)])
            {
                var text = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                var value = DatetimeValue.Parse(text);
                var milliseconds = (day.DayNumber - 719_162L) * 86_400_000;
                Assert.True(
                    value?.UnixMilliseconds == milliseconds && value.ToString().StartsWith($"datetime(\"{text}T", StringComparison.Ordinal), text);
            }
        }
    }

    [Theory]
    [InlineData(0, "datetime(\"1970-01-01T00:00:00.000Z\")")]
    [InlineData(-1, "datetime(\"1969-12-31T23:59:59.999Z\")")]
    [InlineData(-62_167_219_200_000, "datetime(\"0000-01-01T00:00:00.000Z\")")]
    [InlineData(-62_167_219_200_001, "datetime(\"1970-01-01\").offset(duration(\"-62167219200001ms\"))")]
    [InlineData(253_402_300_799_999, "datetime(\"9999-12-31T23:59:59.999Z\")")]
    [InlineData(253_402_300_800_000, "datetime(\"1970-01-01\").offset(duration(\"253402300800000ms\"))")]
    [InlineData(long.MinValue, "datetime(\"1970-01-01\").offset(duration(\"-9223372036854775808ms\"))")]
    [InlineData(long.MaxValue, "datetime(\"1970-01-01\").offset(duration(\"9223372036854775807ms\"))")]
    public void PrintsAsCedarReadsIt(long milliseconds, string expected)
    {
        Assert.Equal(expected, new DatetimeValue(milliseconds).ToString());
    }

    [Fact]
    public void TakesTheInstantOfATime()
    {
        Assert.Equal(new DatetimeValue(0), DatetimeValue.From(new DateTimeOffset(1970, 1, 1, 1, 0, 0, TimeSpan.FromHours(1))));
    }
}
