namespace RemoteDev.Cedar.Tests.Evaluation;

public sealed class ExtensionTests
{
    [Theory]
    [InlineData("decimal(\"1.0\").lessThan(decimal(\"1.1\")) && !decimal(\"1.0\").lessThan(decimal(\"1.0\"))")]
    [InlineData("decimal(\"1.0\").lessThanOrEqual(decimal(\"1.0\")) && !decimal(\"1.1\").lessThanOrEqual(decimal(\"1.0\"))")]
    [InlineData("decimal(\"1.1\").greaterThan(decimal(\"1.0\")) && !decimal(\"1.0\").greaterThan(decimal(\"1.0\"))")]
    [InlineData("decimal(\"1.0\").greaterThanOrEqual(decimal(\"1.0\")) && !decimal(\"0.9\").greaterThanOrEqual(decimal(\"1.0\"))")]
    [InlineData("decimal(\"1.0\") == decimal(\"01.0000\")")]
    [InlineData("ip(\"10.0.0.1\").isIpv4() && !ip(\"10.0.0.1\").isIpv6() && ip(\"::1\").isIpv6() && !ip(\"::1\").isIpv4()")]
    [InlineData("ip(\"127.0.0.1\").isLoopback() && !ip(\"127.0.0.0/7\").isLoopback() && ip(\"224.0.0.1\").isMulticast() && !ip(\"::1\").isMulticast()")]
    [InlineData("ip(\"10.1.0.0/16\").isInRange(ip(\"10.0.0.0/8\")) && !ip(\"10.0.0.0/8\").isInRange(ip(\"10.1.0.0/16\"))")]
    [InlineData("ip(\"10.0.0.1/8\") != ip(\"10.0.0.0/8\") && ip(\"10.0.0.1\") == ip(\"10.0.0.1/32\")")]
    [InlineData("datetime(\"2024-01-01\") < datetime(\"2024-01-02\") && datetime(\"2024-01-01\") >= datetime(\"2024-01-01T00:00:00Z\")")]
    [InlineData("datetime(\"2024-01-01\").offset(duration(\"1d1ms\")) == datetime(\"2024-01-02T00:00:00.001Z\")")]
    [InlineData("datetime(\"2024-01-02\").durationSince(datetime(\"2024-01-01\")) == duration(\"1d\")")]
    [InlineData("datetime(\"1969-12-31T23:59:59.999Z\").toDate() == datetime(\"1969-12-31\")")]
    [InlineData("datetime(\"1969-12-31T23:59:59.999Z\").toTime() == duration(\"23h59m59s999ms\")")]
    [InlineData("datetime(\"1969-12-31\").toDate() == datetime(\"1969-12-31\") && datetime(\"1969-12-31\").toTime() == duration(\"0ms\")")]
    [InlineData("datetime(\"2024-01-01T10:20:30.400Z\").toDate() == datetime(\"2024-01-01\")")]
    [InlineData("datetime(\"2024-01-01T10:20:30.400Z\").toTime() == duration(\"10h20m30s400ms\")")]
    [InlineData("datetime(\"1970-01-01\").offset(duration(\"-9223372036854775808ms\")).toTime() == duration(\"16h47m4s192ms\")")]
    [InlineData("duration(\"-1500ms\").toSeconds() == -1 && duration(\"-1500ms\").toMilliseconds() == -1500")]
    [InlineData("duration(\"90s\").toMinutes() == 1 && duration(\"90m\").toHours() == 1 && duration(\"36h\").toDays() == 1")]
    [InlineData("duration(\"1h\") > duration(\"59m59s999ms\") && duration(\"60m\") == duration(\"1h\")")]
    public void IsTrue(string expression)
    {
        Assert.Equal("true", Evaluate.Expression(expression));
    }

    [Theory]
    [InlineData("ip(\"1.2.3\")", "1: \"1.2.3\" is not a valid ip")]
    [InlineData("decimal(\"1\")", "1: \"1\" is not a valid decimal")]
    [InlineData("datetime(\"today\")", "1: \"today\" is not a valid datetime")]
    [InlineData("duration(\"\")", "1: \"\" is not a valid duration")]
    [InlineData("ip(1)", "4: expected a string, found an integer")]
    [InlineData("ip()", "1: `ip` takes 1 argument(s), found 0")]
    [InlineData("ip(\"::1\", \"::1\")", "1: `ip` takes 1 argument(s), found 2")]
    [InlineData("ip(\"::1\").isIpv6(1)", "1: `isIpv6` takes 0 argument(s), found 1")]
    [InlineData("ip(\"::1\").isInRange()", "1: `isInRange` takes 1 argument(s), found 0")]
    [InlineData("\"::1\".isIpv6()", "1: expected an IP address, found a string")]
    [InlineData("ip(\"::1\").isInRange(\"::1\")", "21: expected an IP address, found a string")]
    [InlineData("decimal(\"1.0\").lessThan(1)", "25: expected a decimal, found an integer")]
    [InlineData("1.lessThan(decimal(\"1.0\"))", "1: expected a decimal, found an integer")]
    [InlineData("datetime(\"2024-01-01\").offset(datetime(\"2024-01-01\"))", "31: expected a duration, found a datetime")]
    [InlineData("datetime(\"2024-01-01\").durationSince(duration(\"1h\"))", "38: expected a datetime, found a duration")]
    [InlineData("duration(\"1h\").offset(duration(\"1h\"))", "1: expected a datetime, found a duration")]
    [InlineData("1.toDate()", "1: expected a datetime, found an integer")]
    [InlineData("datetime(\"2024-01-01\").toDays()", "1: expected a duration, found a datetime")]
    [InlineData("datetime(\"2024-01-01\").offset(duration(\"9223372036854775807ms\"))", "1: the result does not fit a 64-bit integer")]
    [InlineData("datetime(\"1970-01-01\").offset(duration(\"-9223372036854775808ms\")).durationSince(datetime(\"1970-01-02\"))", "1: the result does not fit a 64-bit integer")]
    [InlineData("datetime(\"1970-01-01\").offset(duration(\"-9223372036854775808ms\")).toDate()", "1: the result does not fit a 64-bit integer")]
    public void IsAFault(string expression, string expected)
    {
        Assert.Equal(expected, Evaluate.Expression(expression));
    }
}
