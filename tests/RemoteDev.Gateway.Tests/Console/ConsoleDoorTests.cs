using System.Net;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;

namespace RemoteDev.Gateway.Tests.Console;

public sealed class ConsoleDoorTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    public static TheoryData<string> AdminPages => new(
        "/people", "/people/dev", "/new/person", "/vendors", "/vendors/acme", "/roles/admin", "/providers", "/new/provider", "/documents", "/new/document", "/projects", "/projects/payments",
        "/environments", "/environments/payments-ide", "/repositories", "/repositories/payments/app", "/windows", "/windows/always", "/networks", "/new/network",
        "/new/window", "/people/remove/people/dev", "/catalog/remove/windows/always");

    [Fact]
    public void EveryPage_DeclaresToWhomItOpens()
    {
        string[] open = ["RefusedPage", "SignInPage", "VerifyPage", "SignOutPage", "AwayPage", "HelpPage", "WaitingPage", "EnrolPage", "EnrolAppPage"];
        var models = typeof(ConsoleDoor).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(PageModel)) && !type.IsAbstract)
            .ToList();
        Assert.NotEmpty(models);
        foreach (var model in models)
        {
            var rules = model.GetCustomAttributes(inherit: false).OfType<IPageRule>().ToList();
            Assert.True(rules.Count == 1, $"{model.Name} needs exactly one rule");
            Assert.True(rules[0].Action is null || ConsoleAction.All.Contains(rules[0].Action), $"{model.Name} names an unknown action");
            Assert.True(!rules[0].Public || open.Contains(model.Name), $"{model.Name} may not be open to all");
        }
    }

    [Fact]
    public void EveryEndpoint_DeclaresToWhomItOpens()
    {
        var endpoints = host.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is null)
            .ToList();
        Assert.NotEmpty(endpoints);
        Assert.All(endpoints, endpoint => Assert.NotNull(endpoint.Metadata.GetMetadata<IPageRule>()));
    }

    [Theory]
    [MemberData(nameof(AdminPages))]
    public async Task Redirects_Stranger_ToSignIn(string path)
    {
        using var nobody = host.Browse(null);
        using var response = await nobody.GetAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal($"/signin?return={Uri.EscapeDataString(path)}", response.Headers.Location?.OriginalString);
    }

    [Theory]
    [MemberData(nameof(AdminPages))]
    public async Task Refuses_Developer(string path)
    {
        using var dev = host.Browse("dev");
        using var response = await dev.GetAsync(path);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("Not permitted", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(AdminPages))]
    public async Task Opens_ForAdministrator(string path)
    {
        using var ada = host.Browse("ada");
        Assert.Contains("Ada Admin", await ada.ReadAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AsksForFactor_WhenOnlyPasswordWasShown()
    {
        using var ada = host.Browse("ada", withFactor: false);
        using var response = await ada.GetAsync("/people");
        Assert.StartsWith("/signin/verify", response.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_OtherDoor()
    {
        using var ada = host.Browse("ada");
        using var response = await ada.GetAsync("/people", ("X-Test-Door", "environment"));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    [InlineData("none")]
    public async Task Refuses_PostOfForeignPage(string site)
    {
        using var ada = host.Browse("ada");
        var form = ConsoleBrowser.Filled(await ada.ReadAsync("/projects/payments"));
        using var response = await ada.PostAsync("/projects/payments", form, site);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Refuses_PostWithoutFormToken()
    {
        using var ada = host.Browse("ada");
        var form = ConsoleBrowser.Filled(await ada.ReadAsync("/projects/payments")).Where(field => field.Key != "_form");
        using var response = await ada.PostAsync("/projects/payments", form);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("nothing", (await response.Content.ReadAsStringAsync()).Replace("Go back", "nothing", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_UnknownPage_WithoutTrace()
    {
        using var ada = host.Browse("ada");
        var page = await ada.ReadAsync("/nowhere", HttpStatusCode.NotFound);
        Assert.Contains("no such page", page, StringComparison.Ordinal);
    }

    // CVE-2022-36182: no page of ours is shown inside another.
    [Theory]
    [InlineData("/signin")]
    [InlineData("/people")]
    [InlineData("/assets/site.css")]
    [InlineData("/nowhere")]
    public async Task EveryAnswer_CarriesTheHeaders(string path)
    {
        using var ada = host.Browse("ada");
        using var response = await ada.GetAsync(path);
        Assert.Equal(PageHeaders.ContentSecurityPolicy, Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("DENY", Assert.Single(response.Headers.GetValues("X-Frame-Options")));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
    }

    [Theory]
    [MemberData(nameof(AdminPages))]
    public async Task Page_HoldsNothingInline(string path)
    {
        using var ada = host.Browse("ada");
        var page = await ada.ReadAsync(path);
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" onclick", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?![^>]*src=)", page);
    }

    [Fact]
    public async Task Navigation_ShowsOnlyWhatOpens()
    {
        using var sam = host.Browse("sam");
        var page = await sam.ReadAsync("/nowhere-else", HttpStatusCode.NotFound);
        Assert.DoesNotContain("href=\"/people\"", page, StringComparison.Ordinal);
    }
}
