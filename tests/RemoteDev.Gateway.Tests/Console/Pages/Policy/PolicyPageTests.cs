using System.Net;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Edits;

namespace RemoteDev.Gateway.Tests.Console.Pages.Policy;

public sealed class PolicyPageTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private const string Extra = "\n\n@id(\"more\") @reason(\"more\")\npermit (principal == RemoteDev::User::\"dev\", action == RemoteDev::Action::\"readTrace\", resource);";

    private long Number => host.Catalog.Current.Policy!.Number;

    [Theory]
    [InlineData("permit (principal", "policy.cedar:1:")]
    [InlineData("@id(\"x\") permit (principal == RemoteDev::User::\"nobody\", action, resource);", "nobody")]
    [InlineData("", "Failed")]
    public async Task Refuses_WhatIsNotGreen_AndKeepsIt(string text, string said)
    {
        var before = Number;
        using var ada = host.Browse("ada");
        using var response = await ada.SubmitAsync("/policy", ("text", text));
        var page = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.Contains(WebUtility.HtmlEncode(text), page, StringComparison.Ordinal);
        Assert.Equal(before, Number);
    }

    [Fact]
    public async Task Refuses_PolicyWithoutTests()
    {
        var before = Number;
        using var ada = host.Browse("ada");
        using var response = await ada.SubmitAsync("/policy", ("text", ConsoleHost.Policy + Extra), ("tests", "cases: []"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(before, Number);
    }

    [Fact]
    public async Task Check_SaysWhoGains_AndSavesNothing()
    {
        var before = Number;
        using var ada = host.Browse("ada");
        using var response = await ada.PostAsync("/policy?handler=Check", ConsoleBrowser.Filled(await ada.ReadAsync("/policy"), ("text", ConsoleHost.Policy + Extra)));
        var page = await response.Content.ReadAsStringAsync();
        Assert.Contains("Everything is green", page, StringComparison.Ordinal);
        Assert.Matches("(?s)<th scope=\"row\">dev</th><td>readTrace</td>", page);
        Assert.Equal(before, Number);
    }

    [Fact]
    public async Task Save_OfOnePerson_IsADraftThatWaitsForAnother()
    {
        var before = Number;
        using var ada = host.Browse("ada");
        using var response = await ada.SubmitAsync("/policy", ("text", ConsoleHost.Policy + Extra));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(before, Number);

        var drafts = host.Get<PolicyDrafts>();
        var head = (await drafts.ListAsync(openOnly: true, 0, 1, CancellationToken.None))[0];
        Assert.Equal((DraftState.Submitted, "ada", before), (head.State, head.Author, head.BaseNumber));
        var uma = new Actor("uma", "console", null, null);
        Assert.IsType<DraftOutcome.Done>(await drafts.ApproveAsync(head.Number, head.Sha256, "", uma, CancellationToken.None));
        Assert.IsType<DraftOutcome.Done>(await drafts.ActivateAsync(head.Number, null, uma, CancellationToken.None));

        Assert.Equal(before + 1, Number);
        Assert.Contains($"Version {before + 1}", await ada.ReadAsync("/policy/history"), StringComparison.Ordinal);
        Assert.Contains("class=\"added\"", await ada.ReadAsync($"/policy/versions/{before + 1}"), StringComparison.Ordinal);
        Assert.DoesNotContain("&quot;more&quot;", await ada.ReadAsync($"/policy?from={before}"), StringComparison.Ordinal);
        await host.EditAsync(new CatalogEdit.SavePolicy(ConsoleHost.Policy, ConsoleHost.Tests));
    }

    [Fact]
    public async Task Says_WhenSomebodySavedMeanwhile()
    {
        using var ada = host.Browse("ada");
        var form = ConsoleBrowser.Filled(await ada.ReadAsync("/policy"), ("text", ConsoleHost.Policy + Extra), ("baseNumber", "0"));
        var before = Number;
        using var response = await ada.PostAsync("/policy", form);
        Assert.Contains("while you were editing", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(before, Number);
    }

    [Fact]
    public async Task Preview_AnswersWithPolicies_AndWhyNot()
    {
        using var ada = host.Browse("ada");
        Assert.Contains("acme-always", await ada.ReadAsync("/preview?person=dev&action=browse"), StringComparison.Ordinal);
        var refused = await ada.ReadAsync("/preview?person=dev&action=managePeople&answer=refused");
        Assert.Contains("Refused", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("<span class=\"badge good\">Permitted</span>", refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/policy")]
    [InlineData("/policy/history")]
    [InlineData("/policy/versions/1")]
    [InlineData("/preview")]
    public async Task Refuses_Security(string path)
    {
        using var sam = host.Browse("sam");
        await sam.ReadAsync(path, HttpStatusCode.Forbidden);
    }
}
