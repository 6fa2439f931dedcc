using System.Net;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.Tests.Console.Pages.Networks;

public sealed class NetworkPageTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private const string OnlyFromHere = """

        @id("only-from-here") @reason("Acme works from its office.")
        forbid (principal in RemoteDev::Vendor::"acme", action, resource) unless { context.source.networks.contains("here") };
        """;

    [Fact]
    public async Task AddsAndShowsANetwork_AndSaysWhereTheViewerIs()
    {
        using var ada = host.Browse("ada");
        using var added = await ada.SubmitAsync("/new/network", ("name", "loopback"), ("description", "This machine"), ("ranges", "127.0.0.0/8\n::1/128"));
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);

        var page = await ada.ReadAsync("/networks");
        Assert.Contains("which is in loopback", page, StringComparison.Ordinal);
        Assert.Contains("This machine", page, StringComparison.Ordinal);
        using var removed = await ada.SubmitAsync("/catalog/remove/networks/loopback");
        Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        Assert.Contains("which is in no network of these", await ada.ReadAsync("/networks"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fault_StandsAtItsField_AndWhatWasTypedStays()
    {
        using var ada = host.Browse("ada");
        using var refused = await ada.SubmitAsync("/new/network", ("name", "office"), ("ranges", "203.0.113.9/24"));
        var page = await refused.Content.ReadAsStringAsync();

        Assert.Contains("write 203.0.113.0/24", page, StringComparison.Ordinal);
        Assert.Contains("203.0.113.9/24", page, StringComparison.Ordinal);
        Assert.False(host.Catalog.Current.Networks.ContainsKey("office"));
    }

    [Fact]
    public async Task NetworkThatPolicyNames_IsNotRemoved_AndASaveThatCutsSomebodyAsksFirst()
    {
        await host.EditAsync(new CatalogEdit.PutNetwork(new NetworkEntry("here", null, ["127.0.0.0/8"])));
        await host.EditAsync(new CatalogEdit.SavePolicy(ConsoleHost.Policy + OnlyFromHere, ConsoleHost.Tests));
        using var dev = host.Browse("dev");
        await dev.ReadAsync($"/open/payments-ide?nonce={Secret.New().Hash}");
        using var ada = host.Browse("ada");
        Assert.Contains("only-from-here", await ada.ReadAsync("/networks"), StringComparison.Ordinal);

        using var removed = await ada.SubmitAsync("/catalog/remove/networks/here");
        Assert.Contains("there is no network &quot;here&quot;", await removed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var first = await ada.SubmitAsync("/networks/here", ("ranges", "192.0.2.0/24"));
        var page = await first.Content.ReadAsStringAsync();
        Assert.Contains("Dayo Developer (dev) works in payments-ide", page, StringComparison.Ordinal);
        Assert.Equal("127.0.0.0/8", Assert.Single(host.Catalog.Current.Networks["here"].Ranges));

        using var second = await ada.PostAsync("/networks/here", ConsoleBrowser.Filled(page));
        Assert.Equal(HttpStatusCode.Redirect, second.StatusCode);
        Assert.Equal("192.0.2.0/24", Assert.Single(host.Catalog.Current.Networks["here"].Ranges));
        await host.EditAsync(new CatalogEdit.SavePolicy(ConsoleHost.Policy, ConsoleHost.Tests));
    }
}
