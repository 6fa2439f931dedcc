using Microsoft.Extensions.Configuration;
using RemoteDev.Gateway.Contain.Outbound;
using RemoteDev.Gateway.Listen;
using RemoteDev.Gateway.Tests.Listen;

namespace RemoteDev.Gateway.Tests.Contain.Outbound;

public sealed class HealthProbeTests
{
    [Fact]
    public async Task SaysReady_WhenTheGatewayIs_AndNotWhenItStops()
    {
        await using var gateway = await ListenHost.StartAsync(("RemoteDev:Listen:ManagementAddress", "127.0.0.1:0"));
        var address = $"127.0.0.1:{gateway.ManagementPort}";

        Assert.Equal((0, "ready"), await ProbeAsync(address));
        ((Readiness)gateway.Services.GetService(typeof(Readiness))!).Close();
        Assert.Equal((1, "starting or stopping"), await ProbeAsync(address));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("127.0.0.1:0")]
    public async Task SaysSo_WhenThereIsNobodyToAsk(string? address) => Assert.Equal(2, (await ProbeAsync(address)).Code);

    [Fact]
    public void IsAskedByItsFlagAlone()
    {
        Assert.True(HealthProbe.Asked(["--health"]));
        Assert.False(HealthProbe.Asked([]));
        Assert.False(HealthProbe.Asked(["--health", "--RemoteDev:Data=/tmp"]));
    }

    private static async Task<(int Code, string Said)> ProbeAsync(string? address)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("RemoteDev:Listen:ManagementAddress", address)]).Build();
        using var output = new StringWriter();
        return (await HealthProbe.RunAsync(configuration, output), output.ToString().Trim());
    }
}
