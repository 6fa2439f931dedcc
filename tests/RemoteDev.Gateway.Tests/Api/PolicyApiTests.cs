using System.Net;
using System.Text.Json;
using RemoteDev.Gateway.Tests.Catalog;
using RemoteDev.Gateway.Tests.Catalog.Drafts;

namespace RemoteDev.Gateway.Tests.Api;

public sealed class PolicyApiTests
{
    [Fact]
    public async Task Draft_IsBegunReadRewrittenSubmittedAndActivated()
    {
        await using var api = await OperatorSocket.SampleAsync();
        using var client = api.Client();

        var draft = await PostAsync(client, "drafts", new { text = "permit", tests = SampleCatalog.Tests, note = "Let Acme bring files in" });
        Assert.Equal(("draft", 1, "operator"), ((string?)draft.Json["state"], (int)draft.Json["baseNumber"]!, (string?)draft.Json["author"]));
        var red = await PostAsync(client, "drafts/1/submit", new { revision = 1 });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "policy.cedar", 1), (red.Status, (string?)red.Json["faults"]![0]!["file"], (int)red.Json["faults"]![0]!["line"]!));

        var body = JsonSerializer.Serialize(new { text = DraftSteps.More, tests = SampleCatalog.Tests, note = "Let Acme bring files in", revision = 1 });
        Assert.Equal(2, (int)(await client.PutAsync("/api/v1/policy/drafts/1", body)).Json["revision"]!);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await client.PutAsync("/api/v1/policy/drafts/1", body)).Status);
        var submitted = await PostAsync(client, "drafts/1/submit", new { revision = 2 });
        Assert.Equal("submitted", (string?)submitted.Json["state"]);
        Assert.NotNull(submitted.Json["comparison"]!["summary"]);

        // Whoever wrote it does not approve it, the operator included; another person does.
        var sha256 = (string)submitted.Json["sha256"]!;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(client, "drafts/1/approve", new { sha256 })).Status);
        _ = (await api.Catalog.Drafts.ApproveAsync(1, sha256, "", DraftSteps.Sora, CancellationToken.None)).Done();
        var active = await PostAsync(client, "drafts/1/activate", new { });
        Assert.Equal(("active", 2), ((string?)active.Json["state"], (int)active.Json["version"]!));

        var version = (await client.GetAsync("/api/v1/policy/versions")).Json[0]!;
        Assert.Equal((2, "sora", 1, true), ((int)version["number"]!, (string?)version["approver"], (int)version["draft"]!, (bool)version["inForce"]!));
        Assert.Null(version["text"]);
        Assert.Equal(DraftSteps.More, (string?)(await client.GetAsync("/api/v1/policy/versions/2")).Json["text"]);
        Assert.Empty((await client.GetAsync("/api/v1/policy/drafts")).Json.AsArray());
        Assert.Single((await client.GetAsync("/api/v1/policy/drafts?open=false")).Json.AsArray());
    }

    [Theory]
    [InlineData("drafts/9/submit", "{\"revision\":1}")]
    [InlineData("drafts/9/approve", "{\"sha256\":\"00\"}")]
    [InlineData("drafts/9/reject", "{\"reason\":\"no\"}")]
    [InlineData("drafts/9/withdraw", "{\"reason\":\"no\"}")]
    [InlineData("drafts/9/activate", "{}")]
    [InlineData("versions/9/rollback", "{\"note\":\"back\"}")]
    public async Task Answers404_WhereThereIsNothing(string path, string body)
    {
        await using var api = await OperatorSocket.SampleAsync();
        using var client = api.Client();

        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync(HttpMethod.Post, $"/api/v1/policy/{path}", body)).Status);
    }

    [Theory]
    [InlineData("drafts", "{\"text\":1}")]
    [InlineData("drafts", "{\"text\":\"a\",\"tests\":\"b\",\"note\":\"c\",\"state\":\"approved\"}")]
    [InlineData("drafts", "{\"text\":\"a\",\"tests\":\"b\",\"note\":\"\"}")]
    [InlineData("drafts", "{\"text\":\"a\",\"tests\":\"b\",\"note\":\"c\",\"base\":7}")]
    [InlineData("diff", "{\"from\":7}")]
    [InlineData("diff", "{\"text\":\"permit\"}")]
    [InlineData("explain", "{\"person\":\"ada\",\"action\":\"fly\",\"resource\":\"gateway\"}")]
    [InlineData("explain", "{\"person\":\"ada\",\"action\":\"browse\",\"resource\":\"environment payments-ide\",\"at\":\"soon\"}")]
    [InlineData("explain", "{\"person\":\"a\\\"\\n  x: y\",\"action\":\"browse\",\"resource\":\"nothing\"}")]
    [InlineData("rollback", "{\"reason\":\"back\",\"to\":5}")]
    public async Task Refuses_WithFaults_WhatIsNoQuestion(string path, string body)
    {
        await using var api = await OperatorSocket.SampleAsync();
        using var client = api.Client();

        var answer = await client.SendAsync(HttpMethod.Post, $"/api/v1/policy/{path}", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.NotEmpty(answer.Json["faults"]!.AsArray());
    }

    [Fact]
    public async Task Diff_SaysWhoGainsAndWhoLoses()
    {
        await using var api = await OperatorSocket.SampleAsync();
        using var client = api.Client();

        var nothing = await PostAsync(client, "diff", new { text = SampleCatalog.Cedar + "\n// a word\n" });
        Assert.Equal((0, 0), ((int)nothing.Json["gained"]!, (int)nothing.Json["lost"]!));
        var all = "@id(\"all\") @mfa(\"8h\") permit (principal, action in RemoteDev::Action::\"connect\", resource);";
        Assert.True((int)(await PostAsync(client, "diff", new { text = all })).Json["gained"]! > 0);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(client, "diff", new { from = 1 })).Status);
    }

    [Fact]
    public async Task Explain_NamesPoliciesAndWhatWouldHaveToChange()
    {
        await using var api = await OperatorSocket.SampleAsync();
        using var client = api.Client();
        object Question(string at, string? mfa = null) => new { person = "ada", action = "browse", resource = "environment payments-ide", at, mfa };

        var permitted = await PostAsync(client, "explain", Question("Tue 09:30 Africa/Lagos"));
        Assert.Equal(("permit", "offshore-work"), ((string?)permitted.Json["verdict"], (string?)permitted.Json["policies"]![0]));
        var closed = await PostAsync(client, "explain", Question("Sun 09:30 Africa/Lagos"));
        Assert.Equal(("deny", "lagos-office", "wait"), ((string?)closed.Json["verdict"], (string?)closed.Json["window"], (string?)closed.Json["remedies"]![0]));
        Assert.Equal("needs-mfa", (string?)(await PostAsync(client, "explain", Question("Tue 09:30 Africa/Lagos", "none"))).Json["verdict"]);
    }

    [Fact]
    public async Task Explain_NamesEachPolicysOwnObstacles()
    {
        await using var api = await OperatorSocket.SampleAsync();
        using var client = api.Client();
        const string text = SampleCatalog.Cedar + """

            @id("device") permit (principal, action, resource in RemoteDev::Project::"payments") when { context.device.managed };
            @id("weekend") @reason("Nobody works on Sundays")
            forbid (principal, action, resource) unless { context.openWindows.contains(RemoteDev::Window::"lagos-office") };
            """;
        var asked = new { person = "ada", action = "browse", resource = "environment payments-ide", at = "Sun 09:30 Africa/Lagos", text };

        var answer = (await PostAsync(client, "explain", asked)).Json;

        Assert.Equal(("weekend", "opens Mon 08:00 Africa/Lagos (lagos-office)"), ((string?)answer["forbids"]![0]!["policy"], (string?)answer["forbids"]![0]!["obstacles"]![0]));
        Assert.NotNull(answer["forbids"]![0]!["at"]);
        Assert.Equal("device offshore-work", string.Join(' ', answer["permits"]!.AsArray().Select(permit => (string?)permit!["policy"])));
        Assert.Equal("needs a managed device", (string?)answer["permits"]![0]!["obstacles"]![0]);
        Assert.Equal(0, (int)answer["morePermits"]!);
    }

    [Fact]
    public async Task Rollback_OfTheOperator_IsOneStep_AndTraced()
    {
        await using var api = await OperatorSocket.SampleAsync();
        using var client = api.Client();
        await api.Catalog.SaveAsync(DraftSteps.More, SampleCatalog.Tests);

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(client, "rollback", new { reason = "files came in" })).Status);

        Assert.Equal((3, SampleCatalog.Cedar), (api.Catalog.Room.Current.Policy!.Number, api.Catalog.Room.Current.Policy.Text));
        var begun = await PostAsync(client, "versions/2/rollback", new { note = "they may again" });
        Assert.Equal((2, 3), ((int)begun.Json["rollbackOf"]!, (int)begun.Json["baseNumber"]!));
    }

    private static Task<ApiAnswer> PostAsync(ApiClient client, string path, object body) =>
        client.SendAsync(HttpMethod.Post, $"/api/v1/policy/{path}", JsonSerializer.Serialize(body));
}
