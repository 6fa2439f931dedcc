using System.Net;

namespace RemoteDev.Cedar.Tests;

/// <summary>What a user of the package makes of values and reads from them.</summary>
public sealed class ValueTests
{
    [Fact]
    public void EveryKind_IsMadeAndReadBack()
    {
        var time = new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.FromHours(1));
        Value uid = new EntityUid("User", "ada");

        Assert.Equal(true, ((Value)true).AsBool);
        Assert.Equal(7, ((Value)7).AsLong);
        Assert.Equal("a", ((Value)"a").AsString);
        Assert.Equal(-1.25m, Value.Decimal("-1.25")?.AsDecimal);
        Assert.Equal(time, Value.Datetime(time).AsDatetime);
        Assert.Equal(TimeSpan.FromMinutes(90), Value.Duration("1h30m")?.AsDuration);
        Assert.Equal((IPAddress.Parse("10.0.0.1"), 8), Value.Ip("10.0.0.1/8")?.AsIp);
        Assert.Equal((IPAddress.Parse("2001:db8::1"), 128), Value.Ip(IPAddress.Parse("2001:db8::1")).AsIp);
        Assert.Equal("x y", string.Join(' ', Value.Set("x", "y", "x").AsSet!.Select(element => element.AsString)));
        Assert.Equal(1, Value.Record(new Dictionary<string, Value>(StringComparer.Ordinal) { ["n"] = 1 }).AsRecord!["n"].AsLong);
        Assert.Equal("ada", (uid as EntityUid)?.Id);
    }

    [Fact]
    public void AValue_IsOfOneKindOnly()
    {
        Value text = "1";

        Assert.Null(text.AsBool);
        Assert.Null(text.AsLong);
        Assert.Null(text.AsDecimal);
        Assert.Null(text.AsDatetime);
        Assert.Null(text.AsDuration);
        Assert.Null(text.AsIp);
        Assert.Null(text.AsSet);
        Assert.Null(text.AsRecord);
        Assert.Null(((Value)1).AsString);
    }

    [Theory]
    [InlineData("922337203685477.5807")]
    [InlineData("-922337203685477.5808")]
    [InlineData("0.0001")]
    [InlineData("12.50")]
    public void Decimals_AreExact(string text)
    {
        var number = Value.Decimal(text)!.AsDecimal!.Value;

        Assert.Equal(Value.Decimal(text), Value.Decimal(number));
    }

    [Theory]
    [InlineData("922337203685477.5808")]
    [InlineData("-922337203685477.5809")]
    [InlineData("0.00001")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-79228162514264337593543950335")]
    public void ANumberThatIsNoCedarDecimal_HasNoValue(string number) =>
        Assert.Null(Value.Decimal(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void WhatTheFrameworkDoesNotReach_IsNull_AndStillAnExpression()
    {
        var late = new RemoteDev.Cedar.Values.DatetimeValue(long.MaxValue);
        var longest = new RemoteDev.Cedar.Values.DurationValue(long.MinValue);

        Assert.Null(late.AsDatetime);
        Assert.Null(longest.AsDuration);
        Assert.Equal("duration(\"-9223372036854775808ms\")", longest.ToString());
        Assert.Equal(TimeSpan.FromMilliseconds(-922337203685477), new RemoteDev.Cedar.Values.DurationValue(-922337203685477).AsDuration);
    }

    [Fact]
    public void AttributesAndContext_AreDictionaries()
    {
        var context = new Dictionary<string, Value>(StringComparer.Ordinal) { ["b"] = 2, ["a"] = 1 };
        var request = new Request(new EntityUid("U", "a"), new EntityUid("Action", "b"), new EntityUid("R", "c"), context);

        Assert.Equal("a b", string.Join(' ', request.Context.Keys));
        Assert.Equal([1, 2], request.Context.Values.Select(value => value.AsLong!.Value));
        Assert.True(request.Context.TryGetValue("b", out var two) && two.AsLong == 2);
        Assert.False(request.Context.TryGetValue("c", out _));
        Assert.Throws<KeyNotFoundException>(() => request.Context["c"]);
        Assert.Empty(new Entity(request.Principal).Attributes);
    }
}
