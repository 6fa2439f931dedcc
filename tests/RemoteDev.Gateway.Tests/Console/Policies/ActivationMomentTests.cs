using RemoteDev.Gateway.Console.Policies;

namespace RemoteDev.Gateway.Tests.Console.Policies;

public sealed class ActivationMomentTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Reads_ATimeOnTheClockOfAPlace() =>
        Assert.Equal((new DateTimeOffset(2026, 6, 1, 7, 0, 0, TimeSpan.Zero), null), ActivationMoment.Read("2026-06-01T08:00", "Africa/Lagos", Now));

    [Theory]
    [InlineData("2026-03-29T02:30", "Europe/Berlin", "go forward")]
    [InlineData("2026-10-25T02:30", "Europe/Berlin", "twice")]
    [InlineData("2026-02-28T08:00", "Africa/Lagos", "has passed")]
    [InlineData("2026-06-01T08:00", "Lagos", "name the place")]
    [InlineData("2026-06-01T08:00", "", "name the place")]
    [InlineData("tomorrow", "Africa/Lagos", "choose a day")]
    [InlineData(null, null, "name the place")]
    public void Refuses_WhatThatClockDoesNotShowExactlyOnce(string? local, string? zone, string said)
    {
        var (at, fault) = ActivationMoment.Read(local, zone, Now);
        Assert.Null(at);
        Assert.Contains(said, fault, StringComparison.Ordinal);
    }
}
