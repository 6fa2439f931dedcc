using RemoteDev.Journeys.Tests.House;
using Xunit.Abstractions;

namespace RemoteDev.Journeys.Tests.Evidence;

/// <summary>What judges would be handed after all this: a trace without gaps that tells who did what, and no secret of anybody's.</summary>
[Collection(OneHouse.Name)]
public sealed class TraceTests(ClientHouse house, ITestOutputHelper output) : Journey(house, output)
{
    [Fact]
    public Task Trace_IsWhole_AndHoldsNoSecret() => TellAsync(async () =>
    {
        await LiveADayAsync();
        var lines = House.Gateway.Trace.Lines();
        var numbers = House.Gateway.Trace.Events().Select(one => one.GetProperty("seq").GetInt64()).ToList();

        Assert.Equal(Enumerable.Range(0, numbers.Count).Select(step => numbers[0] + step), numbers);
        Assert.True(House.Secrets.Count >= 10, "The journeys came by too few secrets for their absence to mean anything.");
        Assert.Empty(lines.SelectMany(line => House.Secrets.In(line).Select(secret => $"{secret}: {line}")));
        Assert.Empty(House.Secrets.In(House.Gateway.Said));
        Measured($"trace: {numbers.Count} events, none missing, none of {House.Secrets.Count} secrets among them");
    });

    [Fact]
    public Task Trace_TellsTheDayInOrder() => TellAsync(async () =>
    {
        var mark = House.Gateway.Trace.Mark();
        await LiveADayAsync();
        await House.LeaveAsync();
        var told = House.Gateway.Trace.Events().Skip(mark).Select(TraceOnDisk.Type).ToList();
        string[] expected = ["signin.succeeded", "session.opened", "stream.opened", "git.fetched"];
        var at = -1;
        foreach (var type in expected)
        {
            at = told.FindIndex(at + 1, one => one == type);
            Assert.True(at >= 0, $"No {type} where it belongs among: {string.Join(", ", told.Where(one => one != "request.forwarded"))}");
        }
    });

    /// <summary>Signs in, works, fetches from inside and fails to clone from outside.</summary>
    private async Task LiveADayAsync()
    {
        if (House.Ada.Phone is null)
        {
            await House.SignedInAsync(House.Ada);
        }

        var ada = await House.VisitAsync(House.Ada);
        await ada.SignInAsync();
        await ada.OpenIdeAsync();
        await InsideShell.Git(House.Inside, "fetch", "--quiet", "origin").SucceedAsync();
        var clone = await InsideShell.GitOutside("ls-remote", House.Repository).RunAsync();
        Assert.NotEqual(0, clone.ExitCode);
    }
}
