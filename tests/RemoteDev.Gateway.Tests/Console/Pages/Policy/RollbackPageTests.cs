using System.Net;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.Tests.Console.Pages.Policy;

/// <summary>One person alone goes back to the version before.</summary>
public sealed class RollbackPageTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private const string Here = "/policy/rollback";

    private const string More = $"""
        {ConsoleHost.Policy}
        @id("more") @reason("more") @mfa("8h")
        permit (principal == RemoteDev::User::"dev", action == RemoteDev::Action::"readTrace", resource);
        """;

    private const string Ledger = $"""
        {ConsoleHost.Policy}
        @id("ledger") @reason("ledger") @mfa("8h")
        permit (principal == RemoteDev::User::"dev", action in RemoteDev::Action::"connect", resource == RemoteDev::Environment::"ledger-ide");
        """;

    private long Number => host.Catalog.Current.Policy!.Number;

    [Fact]
    public async Task SaysWhoLoses_AndGoesBack()
    {
        await InForceAsync(More);
        var before = Number;
        using var uma = host.Browse("uma");
        Assert.Contains($"href=\"{Here}\"", await uma.ReadAsync("/policy"), StringComparison.Ordinal);
        Assert.Contains($"href=\"{Here}\"", await uma.ReadAsync("/policy/history"), StringComparison.Ordinal);
        Assert.Contains($"href=\"{Here}\"", await uma.ReadAsync($"/policy/versions/{before}"), StringComparison.Ordinal);
        Assert.DoesNotContain($"href=\"{Here}\"", await uma.ReadAsync($"/policy/versions/{before - 1}"), StringComparison.Ordinal);
        var page = await uma.ReadAsync(Here);
        Assert.Contains($"From version {before} to what version {before - 1} said", page, StringComparison.Ordinal);
        Assert.Contains("dev loses readTrace", page, StringComparison.Ordinal);

        using var silent = await uma.PostAsync(Here, ConsoleBrowser.Filled(page, ("reason", " ")));
        Assert.Contains("say why", await silent.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(before, Number);

        using var done = await uma.PostAsync(Here, ConsoleBrowser.Filled(page, ("reason", "It let Dayo read <everything>")));
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Equal((before + 1, ConsoleHost.Policy), (Number, host.Catalog.Current.Policy!.Text));
        Assert.Contains("It let Dayo read &lt;everything&gt;", await uma.ReadAsync("/policy/history"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explains_ThatItTakesTwo_WhenSomebodyWouldGain()
    {
        await InForceAsync(More);
        await host.EditAsync(new CatalogEdit.SavePolicy(ConsoleHost.Policy, ConsoleHost.Tests));
        var before = Number;
        using var uma = host.Browse("uma");
        var page = await uma.ReadAsync(Here);
        Assert.Contains("This takes a second person", page, StringComparison.Ordinal);
        Assert.Contains("dev gains readTrace", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"reason\"", page, StringComparison.Ordinal);

        var form = ConsoleBrowser.Filled(page, ("reason", "now"), ("seen", $"{before}"), ("accepted", ""));
        using var forced = await uma.PostAsync(Here, form);
        Assert.Contains("takes a second person", await forced.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(before, Number);
    }

    [Fact]
    public async Task Asks_Again_WhenAnotherVersionCameIntoForceMeanwhile()
    {
        await InForceAsync(More);
        using var uma = host.Browse("uma");
        var form = ConsoleBrowser.Filled(await uma.ReadAsync(Here), ("reason", "wrong"));
        await host.EditAsync(new CatalogEdit.SavePolicy(More + "\n// later", ConsoleHost.Tests));
        var before = Number;
        using var response = await uma.PostAsync(Here, form);
        var page = await response.Content.ReadAsStringAsync();
        Assert.Contains($"Version {before} came into force since you looked", page, StringComparison.Ordinal);
        Assert.Equal(before, Number);
    }

    [Fact]
    public async Task Names_TheSessionsThatEnd_AndEndsNoneThatWasNotRead()
    {
        await InForceAsync(Ledger);
        using var uma = host.Browse("uma");
        var early = await uma.ReadAsync(Here);
        using var dev = host.Browse("dev");
        using var opened = await dev.GetAsync($"/open/ledger-ide?nonce={Secret.New().Hash}");
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);

        using var unread = await uma.PostAsync(Here, ConsoleBrowser.Filled(early, ("reason", "wrong")));
        var page = await unread.Content.ReadAsStringAsync();
        Assert.Contains("What it would end has changed", page, StringComparison.Ordinal);
        Assert.Contains("Dayo Developer (dev) works in ledger-ide", page, StringComparison.Ordinal);

        using var done = await uma.PostAsync(Here, ConsoleBrowser.Filled(page, ("reason", "wrong")));
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Equal(ConsoleHost.Policy, host.Catalog.Current.Policy!.Text);
    }

    [Fact]
    public async Task AsksForASecondFactor_AndRefusesWhoMayNotApprove()
    {
        using var weak = host.Browse("uma", withFactor: false);
        using var response = await weak.GetAsync(Here);
        Assert.NotEqual(HttpStatusCode.OK, response.StatusCode);
        using var posted = await weak.PostAsync(Here, [new("reason", "now"), new("seen", $"{Number}")]);
        Assert.NotEqual(HttpStatusCode.OK, posted.StatusCode);
        using var sam = host.Browse("sam");
        await sam.ReadAsync(Here, HttpStatusCode.Forbidden);
    }

    /// <summary>The usual policy, and after it this one.</summary>
    private async Task InForceAsync(string text)
    {
        await host.EditAsync(new CatalogEdit.SavePolicy(ConsoleHost.Policy, ConsoleHost.Tests));
        await host.EditAsync(new CatalogEdit.SavePolicy(text, ConsoleHost.Tests));
    }
}
