using System.Net;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Edits;

namespace RemoteDev.Gateway.Tests.Console.Pages.Policy;

public sealed class DraftPageTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private const string Extra = "\n\n@id(\"more\") @reason(\"more\")\npermit (principal == RemoteDev::User::\"dev\", action == RemoteDev::Action::\"readTrace\", resource);";
    private const string New = "/policy/drafts/new";

    private long Number => host.Catalog.Current.Policy!.Number;

    [Theory]
    [InlineData("permit (principal", "policy.cedar:1:")]
    [InlineData("@id(\"x\") permit (principal == RemoteDev::User::\"nobody\", action, resource);", "nobody")]
    [InlineData("", "Failed")]
    public async Task Refuses_ToSubmitWhatIsNotGreen_AndKeepsIt(string text, string said)
    {
        var before = Number;
        using var ada = host.Browse("ada");
        using var response = await SubmitAsync(ada, ("text", text), ("note", "A mistake"));
        var page = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.Contains("It is kept as a draft, and was not submitted.", page, StringComparison.Ordinal);
        Assert.Contains(WebUtility.HtmlEncode(text), page, StringComparison.Ordinal);
        Assert.Equal(before, Number);
        Assert.Equal(DraftState.Draft, (await LatestAsync()).State);
    }

    [Fact]
    public async Task Keeps_WhatIsUnfinished()
    {
        using var ada = host.Browse("ada");
        using var response = await ada.SubmitAsync(New, ("text", "permit (prin"), ("note", "Later"));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Contains("permit (prin", await ada.ReadAsync(response.Headers.Location!.OriginalString), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submits_Green_AndPutsNothingIntoForce()
    {
        var before = Number;
        using var ada = host.Browse("ada");
        using var response = await SubmitAsync(ada, ("text", ConsoleHost.Policy + Extra), ("note", "Dayo reads the trace"));
        var draft = await LatestAsync();
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal($"/policy/drafts/{draft.Number}", response.Headers.Location!.OriginalString);
        Assert.Equal((DraftState.Submitted, "Dayo reads the trace"), (draft.State, draft.Note));
        Assert.Equal(before, Number);
    }

    [Fact]
    public async Task Says_WhenSomebodyChangedTheDraftMeanwhile_AndOverwritesOnlyKnowingly()
    {
        using var ada = host.Browse("ada");
        using var uma = host.Browse("uma");
        using var kept = await ada.SubmitAsync(New, ("text", ConsoleHost.Policy), ("note", "Mine"));
        var address = kept.Headers.Location!.OriginalString;
        var mine = ConsoleBrowser.Filled(await ada.ReadAsync(address), ("text", ConsoleHost.Policy + "\n// mine"));
        using var theirs = await uma.SubmitAsync(address, ("text", ConsoleHost.Policy + "\n// theirs"));
        using var late = await ada.PostAsync(address, mine);
        var page = await late.Content.ReadAsStringAsync();
        Assert.Contains("while you were editing", page, StringComparison.Ordinal);
        Assert.Contains("// theirs", page, StringComparison.Ordinal);
        Assert.EndsWith("// theirs", (await LatestAsync()).Text, StringComparison.Ordinal);

        using var again = await ada.PostAsync(address, ConsoleBrowser.Filled(page));
        Assert.EndsWith("// mine", (await LatestAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_WhenAnotherVersionCameIntoForce_AndGoesOnOnlyKnowingly()
    {
        using var ada = host.Browse("ada");
        using var kept = await ada.SubmitAsync(New, ("text", ConsoleHost.Policy + Extra), ("note", "Overtaken"));
        var address = kept.Headers.Location!.OriginalString;
        await host.EditAsync(new CatalogEdit.SavePolicy(ConsoleHost.Policy + "\n// another", ConsoleHost.Tests));
        var page = await ada.ReadAsync(address);
        Assert.Contains("came into force after this draft began", page, StringComparison.Ordinal);

        using var refused = await ada.PostAsync($"{address}?handler=Submit", ConsoleBrowser.Filled(page));
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        using var taken = await ada.PostAsync($"{address}?handler=Submit", ConsoleBrowser.Filled(page, ("rebase", $"{Number}")));
        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        await host.EditAsync(new CatalogEdit.SavePolicy(ConsoleHost.Policy, ConsoleHost.Tests));
    }

    [Theory]
    [InlineData("Look", "data-finding=\"error\" data-file=\"policy.cedar\" data-line=\"2\"")]
    [InlineData("Reach", "when the policy has no error")]
    public async Task Answers_TheEditor_WithAPieceOfPage(string question, string answer)
    {
        using var ada = host.Browse("ada");
        using var response = await ada.PostAsync(
            $"{New}?handler={question}", ConsoleBrowser.Filled(await ada.ReadAsync(New), ("text", "// a mistake\r\npermit (principal, action resource);")));
        var said = await response.Content.ReadAsStringAsync();
        Assert.Contains(answer, said, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reach_SaysWhoGains()
    {
        using var ada = host.Browse("ada");
        using var response = await ada.PostAsync($"{New}?handler=Reach", ConsoleBrowser.Filled(await ada.ReadAsync(New), ("text", ConsoleHost.Policy + Extra)));
        var said = await response.Content.ReadAsStringAsync();
        Assert.Contains("dev gains readTrace", said, StringComparison.Ordinal);
        Assert.Contains("nobody loses anything", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WithoutScripts_ShowsTheReport_AndKeepsNothing()
    {
        using var ada = host.Browse("ada");
        var before = await host.Get<PolicyDrafts>().ListAsync(openOnly: false, 0, 100, CancellationToken.None);
        using var response = await ada.PostAsync($"{New}?handler=Check", ConsoleBrowser.Filled(await ada.ReadAsync(New), ("text", ConsoleHost.Policy + Extra)));
        Assert.Contains("Everything is green", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(before.Count, (await host.Get<PolicyDrafts>().ListAsync(openOnly: false, 0, 100, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Format_KeepsComments_AndSaysWhatCannotBeRead()
    {
        using var ada = host.Browse("ada");
        var form = await ada.ReadAsync(New);
        using var response = await ada.PostAsync($"{New}?handler=Format", ConsoleBrowser.Filled(form, ("text", "// why\n@id(\"a\")permit(principal,action,resource);")));
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        Assert.Contains("// why\n@id(\"a\")\npermit (principal, action, resource);", page, StringComparison.Ordinal);
        using var refused = await ada.PostAsync($"{New}?handler=Format", ConsoleBrowser.Filled(form, ("text", "permit (")));
        Assert.Contains("Only what can be read can be formatted", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_AreOfThisCatalogue()
    {
        using var ada = host.Browse("ada");
        var words = await ada.ReadAsync("/policy/words");
        Assert.Contains("\"acme-lagos\"", words, StringComparison.Ordinal);
        Assert.Contains("\"openTerminal\"", words, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> SubmitAsync(ConsoleBrowser browser, params (string Name, string Value)[] changes) =>
        await browser.PostAsync($"{New}?handler=Submit", ConsoleBrowser.Filled(await browser.ReadAsync(New), changes));

    private async Task<PolicyDraft> LatestAsync()
    {
        var head = (await host.Get<PolicyDrafts>().ListAsync(openOnly: false, 0, 1, CancellationToken.None))[0];
        return (await host.Get<PolicyDrafts>().FindAsync(head.Number, CancellationToken.None))!;
    }
}
