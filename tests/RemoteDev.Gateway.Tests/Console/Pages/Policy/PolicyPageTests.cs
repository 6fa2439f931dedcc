using System.Net;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Edits;

namespace RemoteDev.Gateway.Tests.Console.Pages.Policy;

/// <summary>The pages around a policy: what is in force, and its history.</summary>
public sealed class PolicyPageTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task Policy_SaysWhatIsInForce_AndWhatIsOnItsWay()
    {
        var outcome = await host.Get<PolicyDrafts>().CreateAsync(
            new DraftText("permit", "", "Something unfinished", host.Catalog.Current.Policy!.Number), ConsoleHost.Operator, CancellationToken.None);
        var draft = Assert.IsType<DraftOutcome.Done>(outcome).Draft;
        using var ada = host.Browse("ada");
        var page = await ada.ReadAsync("/policy");
        Assert.Contains($"Version {host.Catalog.Current.Policy!.Number} in force", page, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"/policy/drafts/{draft.Number}\">Draft {draft.Number}: Something unfinished</a>", page, StringComparison.Ordinal);
        Assert.Contains("acme-always", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policy_OpensToApproversWhoDoNotWrite_AndItsEditorDoesNot()
    {
        using var sam = host.Browse("sam");
        await sam.ReadAsync("/policy", HttpStatusCode.Forbidden);
        await host.EditAsync(new CatalogEdit.SavePolicy(
            ConsoleHost.Policy + "\n@id(\"sam-approves\") @reason(\"Security consents\") @mfa(\"8h\")\npermit (principal == RemoteDev::User::\"sam\", "
            + "action == RemoteDev::Action::\"approvePolicy\", resource == RemoteDev::Gateway::\"gateway\");",
            ConsoleHost.Tests));
        try
        {
            Assert.DoesNotContain("/policy/drafts/new", await sam.ReadAsync("/policy"), StringComparison.Ordinal);
            await sam.ReadAsync("/policy/drafts/new", HttpStatusCode.Forbidden);
        }
        finally
        {
            await host.EditAsync(new CatalogEdit.SavePolicy(ConsoleHost.Policy, ConsoleHost.Tests));
        }
    }

    [Fact]
    public async Task History_SaysWhoWroteAndWhoApproved()
    {
        using var ada = host.Browse("ada");
        Assert.Contains("saved over the operator", await ada.ReadAsync("/policy/history"), StringComparison.Ordinal);
        Assert.Contains("class=\"added\"", await ada.ReadAsync("/policy/versions/1"), StringComparison.Ordinal);
        await ada.ReadAsync("/policy/versions/99", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Version_GoesBackByADraft()
    {
        await host.EditAsync(new CatalogEdit.SavePolicy(ConsoleHost.Policy + "\n// later", ConsoleHost.Tests));
        var inForce = host.Catalog.Current.Policy!.Number;
        using var ada = host.Browse("ada");
        using var response = await ada.PostAsync("/policy/versions/1?handler=Back", ConsoleBrowser.Filled(await ada.ReadAsync("/policy/versions/1")));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        var page = await ada.ReadAsync(response.Headers.Location!.OriginalString);
        Assert.Contains("back to what version 1 said", page, StringComparison.Ordinal);
        Assert.Equal(inForce, host.Catalog.Current.Policy!.Number);
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
    [InlineData("/policy/drafts/new")]
    [InlineData("/preview")]
    [InlineData("/policy/words")]
    public async Task Refuses_Security(string path)
    {
        using var sam = host.Browse("sam");
        await sam.ReadAsync(path, HttpStatusCode.Forbidden);
    }
}
