using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using RemoteDev.Cli;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Tests.Api;
using RemoteDev.Gateway.Tests.Catalog;
using RemoteDev.Gateway.Tests.Catalog.Drafts;

namespace RemoteDev.Gateway.Tests.Cli;

/// <summary><c>remotedev policy</c>, with a gateway and without one.</summary>
[SupportedOSPlatform("linux")]
public sealed class PolicyCommandsTests : IDisposable
{
    private const string World = """
        vendors: [{ name: acme }]
        roles: [admin, security]
        projects: [payments]
        environments: [{ name: payments-ide, project: payments }]
        windows: [{ name: lagos-office, zone: Africa/Lagos, weekly: [{ days: Mon-Fri, hours: "08:00-18:00" }] }]
        people: [{ login: ada, vendor: acme }]
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rdpolicy");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task CheckTestDiffAndFormat_NeedNoGateway()
    {
        var (policy, more, tests, world) = (Write("p.cedar", SampleCatalog.Cedar), Write("m.cedar", DraftSteps.More), Write("p.tests.yaml", SampleCatalog.Tests), Write("w.yaml", World));
        Assert.Equal(ExitCode.Done, (await RunAsync("policy", "check", policy, "--world", world)).Code);
        var tested = await RunAsync("policy", "test", policy, "--tests", tests, "--world", world);
        Assert.Equal((ExitCode.Done, ""), (tested.Code, tested.Errors));
        Assert.Contains("All 2 cases pass.", tested.Output, StringComparison.Ordinal);

        var diff = await RunAsync("policy", "diff", more, "--against", policy, "--world", world, "--json");
        Assert.Equal((ExitCode.Done, ""), (diff.Code, diff.Errors));
        Assert.Equal((1, 0), ((int)JsonNode.Parse(diff.Output)!["gained"]!, (int)JsonNode.Parse(diff.Output)!["lost"]!));
        Assert.Equal(ExitCode.Refused, (await RunAsync("policy", "diff", more, "--against", policy, "--world", world, "--fail-on-gain")).Code);
        Assert.Equal(ExitCode.Done, (await RunAsync("policy", "diff", policy, "--against", more, "--world", world, "--fail-on-gain")).Code);

        Assert.Equal(ExitCode.Refused, (await RunAsync("policy", "format", policy, "--check")).Code);
        Assert.Equal(ExitCode.Done, (await RunAsync("policy", "format", policy, "--write")).Code);
        Assert.Equal(ExitCode.Done, (await RunAsync("policy", "format", policy, "--check")).Code);
        Assert.Equal(await File.ReadAllTextAsync(policy), (await RunAsync("policy", "format", policy)).Output);
        Assert.Equal(ExitCode.Done, (await RunAsync("policy", "test", policy, "--tests", tests, "--world", world)).Code);
    }

    [Fact]
    public async Task Findings_SayWhere_AndExitWithOne()
    {
        var world = Write("w.yaml", World);
        var unknown = Write("u.cedar", "@id(\"a\") permit (principal in RemoteDev::Vendor::\"acne\", action, resource);");
        var check = await RunAsync("policy", "check", unknown, "--world", world);
        Assert.Equal(ExitCode.Refused, check.Code);
        Assert.Contains($"{unknown}:1:", check.Errors, StringComparison.Ordinal);
        Assert.Contains("acme", check.Errors, StringComparison.Ordinal);

        var json = await RunAsync("policy", "check", unknown, "--world", world, "--json");
        Assert.Equal((ExitCode.Refused, ""), (json.Code, json.Errors));
        Assert.Equal((false, unknown, 1), ((bool)JsonNode.Parse(json.Output)!["passed"]!, (string?)JsonNode.Parse(json.Output)!["faults"]![0]!["file"], (int)JsonNode.Parse(json.Output)!["faults"]![0]!["line"]!));

        var red = await RunAsync("policy", "test", Write("p.cedar", SampleCatalog.Cedar), "--tests", Write("t.yaml", SampleCatalog.Tests.Replace("expect: deny", "expect: permit", StringComparison.Ordinal)), "--world", world);
        Assert.Equal(ExitCode.Refused, red.Code);
        Assert.Contains("FAIL Ada rests on Sundays", red.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Refused, (await RunAsync("policy", "format", Write("b.cedar", "permit ("))).Code);
        Assert.Equal(ExitCode.Refused, (await RunAsync("policy", "check", "missing.cedar", "--world", world)).Code);
        Assert.Equal(ExitCode.Usage, (await RunAsync("policy", "diff", unknown, "--world", world)).Code);
        Assert.Equal(ExitCode.Usage, (await RunAsync("policy", "fly")).Code);
    }

    [Fact]
    public async Task Draft_WalksIntoForce_AndBack()
    {
        await using var api = await OperatorSocket.SampleAsync();
        string[] gateway = ["--gateway", $"unix:{api.Path}"];
        var (more, tests) = (Write("m.cedar", DraftSteps.More), Write("p.tests.yaml", SampleCatalog.Tests));

        var diff = await RunAsync(["policy", "diff", more, .. gateway]);
        Assert.Equal((ExitCode.Done, ""), (diff.Code, diff.Errors));
        var draft = await RunAsync(["policy", "draft", more, "--tests", tests, "--note", "Let Acme bring files in", "--submit", .. gateway]);
        Assert.Equal((ExitCode.Done, ""), (draft.Code, draft.Errors));
        Assert.Contains("draft    1, submitted, by operator", draft.Output, StringComparison.Ordinal);
        Assert.Contains("Let Acme bring files in", (await RunAsync(["policy", "drafts", .. gateway])).Output, StringComparison.Ordinal);

        var sha256 = (await api.Catalog.Drafts.FindAsync(1, CancellationToken.None))!.Sha256;
        var own = await RunAsync(["policy", "approve", "1", "--sha256", sha256, .. gateway]);
        Assert.Equal(ExitCode.Refused, own.Code);
        Assert.Contains("nobody approves their own", own.Errors, StringComparison.Ordinal);
        _ = (await api.Catalog.Drafts.ApproveAsync(1, sha256, "", DraftSteps.Sora, CancellationToken.None)).Done();
        Assert.Equal(ExitCode.Usage, (await RunAsync(["policy", "activate", "1", "--at", "tomorrow", .. gateway])).Code);
        Assert.Contains("in force as version 2", (await RunAsync(["policy", "activate", "1", .. gateway])).Output, StringComparison.Ordinal);
        Assert.Contains("sora", (await RunAsync(["policy", "history", .. gateway])).Output, StringComparison.Ordinal);

        Assert.Equal(ExitCode.Done, (await RunAsync(["policy", "rollback", "1", "--note", "files came in", "--now", .. gateway])).Code);
        Assert.Equal(SampleCatalog.Cedar, api.Catalog.Room.Current.Policy!.Text);
        Assert.Contains("back to version 2", (await RunAsync(["policy", "rollback", "2", "--note", "they may again", .. gateway])).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await RunAsync(["policy", "withdraw", "2", "--reason", "another day", .. gateway])).Code);
        Assert.Equal(DraftState.Withdrawn, (await api.Catalog.Drafts.FindAsync(2, CancellationToken.None))!.State);
    }

    [Fact]
    public async Task Explain_SaysWhatWouldHaveToChange()
    {
        await using var api = await OperatorSocket.SampleAsync();

        var run = await RunAsync("policy", "explain", "ada", "browse", "environment payments-ide", "--at", "Sun 09:30 Africa/Lagos", "--gateway", $"unix:{api.Path}");

        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Errors));
        Assert.Contains("would need: wait", run.Output, StringComparison.Ordinal);
        Assert.Contains("window lagos-office (Africa/Lagos)", run.Output, StringComparison.Ordinal);
        Assert.Contains("  offshore-work: opens Mon 08:00 Africa/Lagos (lagos-office)", run.Output, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await RemoteDevProgram.RunAsync(args, output, errors, _ => null);
        return (code, output.ToString(), errors.ToString());
    }
}
