using System.Text.RegularExpressions;

namespace RemoteDev.Architecture.Tests;

public sealed partial class TimeTests
{
    /// <summary>Logic asks a TimeProvider, so that every window, lifetime and deadline can be tested.</summary>
    [Fact]
    public void Asks_ATimeProvider_NeverTheClock() =>
        Assert.Empty(SourceTree.Product.Where(f => !f.Path.StartsWith("gateway/RemoteDev.Cli/", StringComparison.Ordinal)).SelectMany(f => f.Matches(Clock())));

    [Fact]
    public void Sleeps_InNoTest() =>
        Assert.Empty(SourceTree.Tests.Where(f => !f.Path.Contains("RemoteDev.Architecture.Tests", StringComparison.Ordinal)).SelectMany(f => f.Matches(Sleep())));

    [GeneratedRegex(@"DateTime(?:Offset)?\.(?:UtcNow|Now|Today)|SystemClock\.Instance|Environment\.TickCount", RegexOptions.None, 1000)]
    private static partial Regex Clock();

    [GeneratedRegex(@"Thread\.Sleep", RegexOptions.None, 1000)]
    private static partial Regex Sleep();
}
