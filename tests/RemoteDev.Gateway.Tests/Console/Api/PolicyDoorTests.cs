using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Edits;

namespace RemoteDev.Gateway.Tests.Console.Api;

/// <summary>The policy's endpoints as people reach them at the portal: signed in, judged by policy, and refused with a reason.</summary>
public sealed class PolicyDoorTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private const string More = "\n@id(\"more\") @reason(\"more\") @mfa(\"8h\")\npermit (principal == RemoteDev::User::\"dev\", action == RemoteDev::Action::\"readTrace\", resource);";
    private const string Zeros = "0000000000000000000000000000000000000000000000000000000000000000";

    public static TheoryData<string, string, string> Doors => new()
    {
        { "POST", "drafts", "{\"text\":\"a\",\"tests\":\"b\",\"note\":\"c\"}" },
        { "PUT", "drafts/1", "{\"text\":\"a\",\"tests\":\"b\",\"note\":\"c\",\"revision\":1}" },
        { "POST", "drafts/1/submit", "{\"revision\":1}" },
        { "POST", "drafts/1/approve", $"{{\"sha256\":\"{Zeros}\"}}" },
        { "POST", "drafts/1/reject", "{\"reason\":\"no\"}" },
        { "POST", "drafts/1/withdraw", "{\"reason\":\"no\"}" },
        { "POST", "drafts/1/activate", "{}" },
        { "POST", "rollback", "{\"reason\":\"now\"}" },
        { "POST", "versions/1/rollback", "{\"note\":\"back\"}" },
        { "POST", "check", "{\"text\":\"permit\"}" },
        { "POST", "test", "{\"text\":\"a\",\"tests\":\"b\"}" },
        { "POST", "diff", "{}" },
        { "POST", "replay", "{\"text\":\"a\",\"days\":1}" },
        { "POST", "explain", "{\"person\":\"ada\",\"action\":\"browse\",\"resource\":\"gateway\"}" },
        { "PUT", "", "{\"text\":\"a\",\"tests\":\"b\"}" },
    };

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task Refuses_WhoHasNoPermission_WithTheReason(string method, string path, string body)
    {
        using var dev = host.Browse("dev");
        using var answer = await dev.JsonAsync(Address(path), body, method: new HttpMethod(method));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var problem = await ProblemAsync(answer);
        Assert.Equal("Denied", (string?)problem["title"]);
        Assert.NotEmpty((string)problem["detail"]!);
    }

    [Fact]
    public async Task Refusal_IsTraced()
    {
        using var dev = host.Browse("dev");
        using var answer = await dev.JsonAsync(Address("drafts/41/approve"), $"{{\"sha256\":\"{Zeros}\"}}");
        using var sam = host.Browse("sam");

        Assert.Contains("drafts/41/approve", await sam.ReadAsync("/events?type=access.refused&by=dev"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task Asks_ForAFresherFactor(string method, string path, string body)
    {
        using var ada = host.Browse("ada", factorAge: TimeSpan.FromHours(9));
        using var answer = await ada.JsonAsync(Address(path), body, method: new HttpMethod(method));

        Assert.Equal((HttpStatusCode.Forbidden, "MfaNeeded"), (answer.StatusCode, (string?)(await ProblemAsync(answer))["code"]));
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task Refuses_ForeignPages(string method, string path, string body)
    {
        using var ada = host.Browse("ada");
        using var answer = await ada.JsonAsync(Address(path), body, "cross-site", new HttpMethod(method));

        Assert.Equal((HttpStatusCode.Forbidden, "CrossOrigin"), (answer.StatusCode, (string?)(await ProblemAsync(answer))["code"]));
    }

    [Fact]
    public async Task Apply_DemandsTheFreshnessOfEachOfItsPermissions()
    {
        // Cataloguing wants a factor of the day, people one of the last quarter of an hour.
        var policy = ConsoleHost.Policy.Replace("action in RemoteDev::Action::\"administer\"", "action == RemoteDev::Action::\"manageCatalog\"", StringComparison.Ordinal)
            + "\n@id(\"people\") @reason(\"people\") @mfa(\"15m\")\npermit (principal in RemoteDev::Role::\"admin\", action == RemoteDev::Action::\"managePeople\", resource == RemoteDev::Gateway::\"gateway\");";
        await host.EditAsync(new CatalogEdit.SavePolicy(policy, ConsoleHost.Tests));
        const string Files = "[{\"file\":\"p.yaml\",\"text\":\"projects:\\n  - { name: website, displayName: Website }\\n\"}]";
        try
        {
            using var stale = host.Browse("ada", factorAge: TimeSpan.FromHours(1));
            foreach (var address in (string[])["/api/v1/apply", "/api/v1/apply?dryRun=true"])
            {
                using var refused = await stale.JsonAsync(address, Files);
                Assert.Equal((HttpStatusCode.Forbidden, "MfaNeeded"), (refused.StatusCode, (string?)(await ProblemAsync(refused))["title"]));
            }

            Assert.False(host.Catalog.Current.Projects.ContainsKey("website"));
            using var fresh = host.Browse("ada");
            using var applied = await fresh.JsonAsync("/api/v1/apply", Files);
            Assert.Equal(HttpStatusCode.OK, applied.StatusCode);
            using var withPolicy = await fresh.JsonAsync(
                "/api/v1/apply", JsonSerializer.Serialize(new[] { new { file = "a.cedar", text = "permit(principal,action,resource);" }, new { file = "a.tests.yaml", text = "cases: []" } }));
            Assert.Equal((HttpStatusCode.Forbidden, "Denied"), (withPolicy.StatusCode, (string?)(await ProblemAsync(withPolicy))["title"]));
        }
        finally
        {
            await host.EditAsync(new CatalogEdit.SavePolicy(ConsoleHost.Policy, ConsoleHost.Tests));
        }
    }

    [Fact]
    public async Task NobodyApprovesTheirOwn_ByAnyDoor()
    {
        using var ada = host.Browse("ada");
        using var uma = host.Browse("uma");
        var draft = await DraftAsync(ada, "Dayo reads");
        var number = (long)draft["number"]!;
        using var submitted = await uma.JsonAsync(Address($"drafts/{number}/submit"), $"{{\"revision\":{draft["revision"]}}}");
        Assert.Equal(HttpStatusCode.OK, submitted.StatusCode);

        foreach (var own in (ConsoleBrowser[])[ada, uma])
        {
            using var api = await own.JsonAsync(Address($"drafts/{number}/approve"), $"{{\"sha256\":\"{draft["sha256"]}\"}}");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, api.StatusCode);
            var form = ConsoleBrowser.Filled(await own.ReadAsync($"/policy/drafts/{number}"), ("sha256", (string)draft["sha256"]!));
            using var page = await own.PostAsync($"/policy/drafts/{number}?handler=Approve", form);
            Assert.Contains("nobody approves their own", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        // No body says who asks, and nobody saves alone.
        using var pretending = await ada.JsonAsync(Address($"drafts/{number}/approve"), $"{{\"sha256\":\"{draft["sha256"]}\",\"login\":\"sam\"}}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, pretending.StatusCode);
        using var alone = await ada.JsonAsync(Address(""), JsonSerializer.Serialize(new { text = ConsoleHost.Policy + More, tests = ConsoleHost.Tests }), method: HttpMethod.Put);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, alone.StatusCode);
        using var activated = await ada.JsonAsync(Address($"drafts/{number}/activate"), "{}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, activated.StatusCode);
        Assert.Equal(DraftState.Submitted, (await host.Get<PolicyDrafts>().FindAsync(number, CancellationToken.None))!.State);
    }

    [Theory]
    [InlineData("Approve")]
    [InlineData("Activate")]
    [InlineData("Withdraw")]
    public async Task Refuses_PostsOfForeignPages_AndWithoutToken(string step)
    {
        using var ada = host.Browse("ada");
        var number = (long)(await DraftAsync(ada, "Dayo reads"))["number"]!;
        var form = ConsoleBrowser.Filled(await ada.ReadAsync($"/policy/drafts/{number}"), ("reason", "no"));

        using var foreign = await ada.PostAsync($"/policy/drafts/{number}?handler={step}", form, "cross-site");
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        using var untold = await ada.PostAsync($"/policy/drafts/{number}?handler={step}", form.Where(field => field.Key != "_form"));
        Assert.Equal(HttpStatusCode.BadRequest, untold.StatusCode);
        Assert.Equal(DraftState.Draft, (await host.Get<PolicyDrafts>().FindAsync(number, CancellationToken.None))!.State);
    }

    [Fact]
    public async Task HostileWords_AreShown_NotObeyed()
    {
        using var ada = host.Browse("ada");
        const string Hostile = "<script>alert(1)</script><img src=x onerror=y>\"'";
        var number = (long)(await DraftAsync(ada, Hostile))["number"]!;
        using var withdrawn = await ada.JsonAsync(Address($"drafts/{number}/withdraw"), JsonSerializer.Serialize(new { reason = Hostile }));
        Assert.Equal(HttpStatusCode.OK, withdrawn.StatusCode);

        foreach (var path in (string[])[$"/policy/drafts/{number}", "/policy"])
        {
            var page = await ada.ReadAsync(path);
            Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        }

        Assert.Contains("&lt;script&gt;alert(1)", await ada.ReadAsync($"/policy/drafts/{number}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_OversizedBodies()
    {
        using var ada = host.Browse("ada");
        using var big = await ada.JsonAsync(Address("check"), JsonSerializer.Serialize(new { text = new string('a', 7 * 1024 * 1024) }));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, big.StatusCode);
        using var longer = await ada.JsonAsync(Address("check"), JsonSerializer.Serialize(new { text = new string('a', 600 * 1024) }));
        Assert.Contains("at most 524288 are read", await longer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string Address(string path) => path.Length == 0 ? "/api/v1/policy" : $"/api/v1/policy/{path}";

    private static async Task<JsonNode> ProblemAsync(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

    private static async Task<JsonNode> DraftAsync(ConsoleBrowser author, string note)
    {
        using var answer = await author.JsonAsync(Address("drafts"), JsonSerializer.Serialize(new { text = ConsoleHost.Policy + More, tests = ConsoleHost.Tests, note }));
        var draft = await ProblemAsync(answer);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, draft.ToJsonString());
        return draft;
    }
}
