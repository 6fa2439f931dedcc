using System.Net;
using System.Text.RegularExpressions;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Tests.Console.Pages.Account;

/// <summary>A person makes a token for what they choose, sees it once, and revokes it; so does an administrator, who never sees it.</summary>
public sealed partial class TokensPageTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private const string Page = "/account/tokens";

    private readonly string _name = $"t{Guid.NewGuid():N}"[..12];

    [Fact]
    public async Task Makes_AToken_AndShowsItOnce_AndRevokesIt()
    {
        using var browser = host.Browse("dev");
        var (value, page) = await MadeAsync(browser);
        Assert.Contains("git clone http://git.remotedev.localhost:8443/", page, StringComparison.Ordinal);
        Assert.True((await FindAsync(value)).Passed(out var signIn, out _));
        Assert.Equal("gitFetch gitPush on all repositories", signIn.Scope!.Text);

        var shown = await browser.ReadAsync(Page);
        Assert.Contains(_name, shown, StringComparison.Ordinal);
        Assert.DoesNotContain(value[4..], shown, StringComparison.Ordinal);
        var row = (await host.Get<AccessTokenStore>().FindAsync(signIn.Id, default))!;
        Assert.DoesNotContain(row.Hash, shown, StringComparison.Ordinal);
        using var revoked = await browser.PostAsync(Page + "?handler=Revoke", ConsoleBrowser.Filled(shown, ("id", row.Id)));
        Assert.Equal(Page, revoked.Headers.Location?.ToString());
        Assert.False((await FindAsync(value)).Passed(out _, out _));
    }

    [Fact]
    public async Task Asks_ForAFreshFactor()
    {
        using var browser = host.Browse("dev", factorAge: TimeSpan.FromMinutes(16));
        using var made = await PostAsync(browser);
        Assert.Equal("/signin/verify?return=%2Faccount%2Ftokens", made.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("Place", "repository payments/none")]
    [InlineData("Place", "environment payments-ide")]
    [InlineData("Place", "")]
    [InlineData("Actions", "openTerminal")]
    [InlineData("Window", "no-such-window")]
    [InlineData("Length", "999999")]
    [InlineData("Length", "0")]
    public async Task Refuses_WhatIsNotOffered_AndSaysWhy(string field, string value)
    {
        using var browser = host.Browse("dev");
        using var refused = await PostAsync(browser, (field, value));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await refused.Content.ReadAsStringAsync();
        Assert.Contains("id=\"token-fault\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"access-token\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offers_TheWindowsThatConcernThePerson_AndTellsOfNoOther()
    {
        await host.EditAsync(
            new CatalogEdit.PutWindow(new WindowText { Name = "secret-audit", Zone = "Africa/Lagos", Weekly = [new WeeklyText("daily", "all day")] }),
            new CatalogEdit.SavePolicy(ConsoleHost.Policy + """
                @id("acme-git") @mfa("8h") permit (principal in RemoteDev::Vendor::"acme", action in RemoteDev::Action::"takeOut", resource in RemoteDev::Project::"payments")
                when { context.openWindows.contains(RemoteDev::Window::"always") };
                @id("freeze") forbid (principal, action in [RemoteDev::Action::"gitPush"], resource) when { context.openWindows.contains(RemoteDev::Window::"never") };
                @id("audit") @mfa("8h") permit (principal in RemoteDev::Role::"security", action in RemoteDev::Action::"takeOut", resource in RemoteDev::Project::"payments")
                when { context.openWindows.contains(RemoteDev::Window::"secret-audit") };
                """, ConsoleHost.Tests));
        try
        {
            using var browser = host.Browse("dev");
            var page = await browser.ReadAsync(Page);
            Assert.Contains("<option value=\"always\"", page, StringComparison.Ordinal);
            Assert.Contains("<option value=\"never\"", page, StringComparison.Ordinal);
            Assert.DoesNotContain("secret-audit", page, StringComparison.Ordinal);

            // One that is not for them is answered like one that is not.
            var said = new List<string>();
            foreach (var name in (string[])["secret-audit", "no-such-window"])
            {
                using var refused = await PostAsync(browser, ("Window", name));
                Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
                said.Add(Fault().Match(await refused.Content.ReadAsStringAsync()).Value);
            }

            Assert.Contains(TokenRefusals.NoWindowOfYours.Reason, said[0], StringComparison.Ordinal);
            Assert.Equal(said[0], said[1]);
            using var made = await PostAsync(browser, ("Window", "always"));
            var value = Value().Match(await made.Content.ReadAsStringAsync()).Groups["it"].Value;
            Assert.True((await FindAsync(value)).Passed(out var signIn, out _));
            Assert.Equal("always", signIn.Scope!.Window);
        }
        finally
        {
            await host.EditAsync(new CatalogEdit.SavePolicy(ConsoleHost.Policy, ConsoleHost.Tests), new CatalogEdit.Remove(CatalogKind.Window, "secret-audit"));
        }
    }

    [Fact]
    public async Task Ends_WithAllOtherSignIns_AndThePagesSaySo()
    {
        using var browser = host.Browse("dev");
        var (value, _) = await MadeAsync(browser);
        Assert.True((await FindAsync(value)).Passed(out var signIn, out _));
        var account = await browser.ReadAsync("/account");
        Assert.Contains("End all others, and all access tokens", account, StringComparison.Ordinal);
        Assert.Contains("access tokens</a> end when it changes", account, StringComparison.Ordinal);
        foreach (var page in (string[])["/account/authenticator", "/account/passkeys"])
        {
            Assert.Contains("your other sign-ins and all your access tokens end", await browser.ReadAsync(page), StringComparison.OrdinalIgnoreCase);
        }

        using var ended = await browser.PostAsync("/account?handler=EndOthers", ConsoleBrowser.Filled(account).Where(field => field.Key == "_form").Take(1));
        Assert.Equal("/account", ended.Headers.Location?.ToString());
        var after = await browser.ReadAsync("/account");
        Assert.Contains("Your access tokens ended too.", after, StringComparison.Ordinal);
        Assert.DoesNotContain("goes on trying", after, StringComparison.Ordinal);

        // The page waited for it.
        Assert.True(signIn.HasEnded);
        Assert.Null(await host.Get<AccessTokenStore>().FindAsync(signIn.Id, default));
    }

    [Fact]
    public async Task Revokes_NobodyElses()
    {
        using var dev = host.Browse("dev");
        var (value, _) = await MadeAsync(dev);
        Assert.True((await FindAsync(value)).Passed(out var signIn, out _));
        using var ada = host.Browse("ada");
        using var tried = await ada.PostAsync(Page + "?handler=Revoke", ConsoleBrowser.Filled(await ada.ReadAsync(Page), ("id", signIn.Id)));
        Assert.True((await FindAsync(value)).Passed(out _, out _));

        // Who manages people does it on the person's own page.
        var page = await ada.ReadAsync("/people/dev/tokens");
        Assert.Contains(_name, page, StringComparison.Ordinal);
        Assert.DoesNotContain(value[4..], page, StringComparison.Ordinal);
        using var revoked = await ada.PostAsync("/people/dev/tokens?handler=Revoke", ConsoleBrowser.Filled(page, ("id", signIn.Id)));
        Assert.False((await FindAsync(value)).Passed(out _, out _));
        using var closed = await dev.GetAsync("/people/dev/tokens");
        Assert.Equal(HttpStatusCode.Forbidden, closed.StatusCode);
    }

    [GeneratedRegex("id=\"access-token\">(?<it>rdg_[^<]+)<", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Value();

    [GeneratedRegex("id=\"token-fault\"[^>]*>.*?</div>", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fault();

    private async Task<(string Value, string Page)> MadeAsync(ConsoleBrowser browser)
    {
        using var made = await PostAsync(browser);
        var page = await made.Content.ReadAsStringAsync();
        var value = Value().Match(page);
        Assert.True(value.Success, page);
        return (value.Groups["it"].Value, page);
    }

    private async Task<HttpResponseMessage> PostAsync(ConsoleBrowser browser, params (string Name, string Value)[] changes)
    {
        var page = await browser.ReadAsync("/account");
        var form = ConsoleBrowser.Filled(page).Where(field => field.Key == "_form").Take(1).ToList();
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["Name"] = _name, ["Place"] = "all", ["Length"] = "24", ["Window"] = "" };
        string[] actions = ["gitFetch", "gitPush"];
        foreach (var (name, value) in changes)
        {
            if (name == "Actions")
            {
                actions = [value];
            }
            else
            {
                fields[name] = value;
            }
        }

        return await browser.PostAsync(Page + "?handler=Make", [.. form, .. fields, .. actions.Select(action => KeyValuePair.Create("Actions", action))]);
    }

    private ValueTask<Gateway.Journey.Step<Gateway.Journey.SignIn>> FindAsync(string value) =>
        host.Get<AccessTokens>().FindAsync("dev", value, IPAddress.Loopback, default);
}
