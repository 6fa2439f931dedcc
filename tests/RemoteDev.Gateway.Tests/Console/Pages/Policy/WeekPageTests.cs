using System.Net;

namespace RemoteDev.Gateway.Tests.Console.Pages.Policy;

public sealed class WeekPageTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task CountsPeople_OnBothClocks_AndNamesThePolicies()
    {
        using var ada = host.Browse("ada");
        var page = await ada.ReadAsync("/week?who=vendor:acme&resource=Environment%20payments-ide&at=2026-11-24T09:00:00Z&week=2026-11-24");
        Assert.Contains("On the clock of Lagos", page, StringComparison.Ordinal);
        Assert.Contains("On your clock", page, StringComparison.Ordinal);
        Assert.Contains("Tue 00:00 to 24:00: may, by acme-always", page, StringComparison.Ordinal);
        Assert.Contains("Decided by acme-always", page, StringComparison.Ordinal);
        Assert.Contains("nobody may", await ada.ReadAsync("/week?who=person:sam"), StringComparison.Ordinal);
        await ada.ReadAsync("/week?draft=99", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Refuses_Security()
    {
        using var sam = host.Browse("sam");
        await sam.ReadAsync("/week", HttpStatusCode.Forbidden);
    }
}
