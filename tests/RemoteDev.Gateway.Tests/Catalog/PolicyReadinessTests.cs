using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Tests.Listen;

namespace RemoteDev.Gateway.Tests.Catalog;

/// <summary>What whoever watches the gateway hears of its policy, as they hear it: from <c>/readyz</c>.</summary>
public sealed class PolicyReadinessTests
{
    [Fact]
    public async Task Ready_SaysWhichVersionWasPassedOver()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        await using var gateway = await ListenAsync(fixture);
        Assert.EndsWith("\r\n\r\n6\r\nready\n\r\n0\r\n\r\n", await AskAsync(gateway), StringComparison.Ordinal);

        _ = await fixture.SaveAsync(SampleCatalog.Cedar + "\n", SampleCatalog.Tests);
        await RotAsync(fixture, 2);

        var answer = await AskAsync(gateway);
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.Contains("ready; Version 2 of the policy does not load, so version 1 is in force again", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NotReady_WhenNoVersionLoads()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        await using var gateway = await ListenAsync(fixture);
        await RotAsync(fixture, 1);

        var answer = await AskAsync(gateway);
        Assert.StartsWith("HTTP/1.1 503 ", answer, StringComparison.Ordinal);
        Assert.Contains("nothing is permitted", answer, StringComparison.Ordinal);
    }

    private static Task<ListenHost> ListenAsync(CatalogFixture fixture) => ListenHost.StartAsync(
        new PolicyReadiness(fixture.Room, fixture.ActivationOf(fixture.Room)), ("RemoteDev:Listen:ManagementAddress", "127.0.0.1:0"));

    private static Task<string> AskAsync(ListenHost gateway) =>
        gateway.RawAsync($"GET /readyz HTTP/1.1\r\nHost: {ListenHost.Host}\r\nConnection: close\r\n\r\n", gateway.ManagementPort);

    private static async Task RotAsync(CatalogFixture fixture, int version)
    {
        await using (var context = fixture.Open())
        {
            await context.Database.ExecuteSqlAsync($"UPDATE catalog_policies SET text = 'permit' WHERE number = {version}");
        }

        await fixture.Room.ReloadAsync(CancellationToken.None);
    }
}
