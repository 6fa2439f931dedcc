using System.Runtime.Versioning;
using RemoteDev.Cli;
using RemoteDev.Gateway.Tests.Api;
using RemoteDev.Gateway.Tests.Catalog;

namespace RemoteDev.Gateway.Tests.Cli;

/// <summary>The command against a real gateway API on a real socket.</summary>
[SupportedOSPlatform("linux")]
public sealed class RemoteDevTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rdcli");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Apply_PrintsTheDiff_AndTheSecondTimeNothing()
    {
        await using var api = await OperatorSocket.EmptyAsync();
        WriteSample();

        var dry = await RunAsync(api, "apply", "-f", _folder.FullName, "--dry-run");
        Assert.Equal(ExitCode.Done, dry.Code);
        Assert.Contains("+ people/ada", dry.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", dry.Output, StringComparison.Ordinal);
        Assert.Empty(api.Catalog.Room.Current.People);

        var applied = await RunAsync(api, "apply", "-f", _folder.FullName);
        Assert.Equal((ExitCode.Done, ""), (applied.Code, applied.Errors));
        Assert.Contains("the catalogue is at version 1.", applied.Output, StringComparison.Ordinal);
        Assert.Contains("    email: ada@acme.example", applied.Output, StringComparison.Ordinal);

        var again = await RunAsync(api, "apply", "-f", _folder.FullName);
        Assert.Equal("Nothing to change; the catalogue is at version 1.\n", again.Output);
    }

    [Fact]
    public async Task Apply_ShowsChangesAndRemovals()
    {
        await using var api = await OperatorSocket.SampleAsync();
        var file = Write("c.yaml", SampleCatalog.Yaml
            .Replace("timeZone: Africa/Lagos", "timeZone: Europe/Paris", StringComparison.Ordinal)
            .Replace("  - { name: developer, displayName: Developer }\n", "  - { name: developer, displayName: Developer }\n  - { name: lead }\n", StringComparison.Ordinal));
        await RunAsync(api, "apply", "-f", Write("v.yaml", "vendors: [{name: globex}]"));

        var run = await RunAsync(api, "apply", "--prune", "-f", file);

        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Errors));
        Assert.Equal(
            """
            - vendors/globex
            + roles/lead
                displayName: lead
                administrative: false
            ~ people/ada
                timeZone: Africa/Lagos -> Europe/Paris
            1 removed, 1 added, 1 changed; the catalogue is at version 3.

            """,
            run.Output);
    }

    [Fact]
    public async Task Apply_PrintsEveryFault_WhereItIs()
    {
        await using var api = await OperatorSocket.SampleAsync();
        var file = Write("c.yaml", "people:\n  - {login: eve, email: eve@acme.example, vendor: acmee}\nroles:\n  - {nam: x}\n");

        var run = await RunAsync(api, "apply", "-f", file);

        Assert.Equal((ExitCode.Refused, ""), (run.Code, run.Output));
        Assert.Contains($"{file}:2:51: people/eve/vendor: names a vendor 'acmee' that is not in the catalogue; did you mean acme?\n", run.Errors, StringComparison.Ordinal);
        Assert.Contains($"{file}:4:6: roles[0]/nam: 'nam' is not a field here; did you mean name?\n", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_WritesWhatApplyReads()
    {
        await using var api = await OperatorSocket.SampleAsync();
        var into = Path.Combine(_folder.FullName, "out");

        Assert.Equal(ExitCode.Done, (await RunAsync(api, "export", "--out", into)).Code);

        Assert.Equal(["catalogue.yaml", "policy.cedar", "policy.tests.yaml"], Directory.GetFiles(into).Select(Path.GetFileName).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal("Nothing to change; the catalogue is at version 1.\n", (await RunAsync(api, "apply", "--prune", "-f", into)).Output);
    }

    [Fact]
    public async Task Person_IsSuspendedAndRestored_AndListed()
    {
        await using var api = await OperatorSocket.SampleAsync();

        var suspended = await RunAsync(api, "person", "suspend", "ada", "--reason", "laptop lost");
        Assert.Equal(ExitCode.Done, suspended.Code);
        Assert.Contains("suspended: false -> true", suspended.Output, StringComparison.Ordinal);
        Assert.True(api.Catalog.Room.Current.People["ada"].Suspended);
        Assert.Matches("ada .*suspended", (await RunAsync(api, "person", "list")).Output);

        Assert.Equal(ExitCode.Done, (await RunAsync(api, "person", "restore", "ada", "--reason", "found")).Code);
        Assert.False(api.Catalog.Room.Current.People["ada"].Suspended);
        Assert.Equal(ExitCode.Refused, (await RunAsync(api, "person", "suspend", "nobody", "--reason", "x")).Code);
    }

    [Fact]
    public async Task Policy_IsTestedUnderTheNamesOfItsFiles()
    {
        await using var api = await OperatorSocket.SampleAsync();
        var (policy, tests) = (Write("p.cedar", SampleCatalog.Cedar), Write("p.tests.yaml", SampleCatalog.Tests.Replace("expect: deny", "expect: permit", StringComparison.Ordinal)));

        Assert.Equal(ExitCode.Done, (await RunAsync(api, "policy", "check", policy)).Code);
        var run = await RunAsync(api, "policy", "test", policy, "--tests", tests);

        Assert.Equal(ExitCode.Refused, run.Code);
        Assert.Contains("ok   Ada works in Lagos office hours", run.Output, StringComparison.Ordinal);
        Assert.Contains("FAIL Ada rests on Sundays", run.Output, StringComparison.Ordinal);
        Assert.Contains($"{tests}:8:1: the test 'Ada rests on Sundays' fails", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_IsRefused_WhileNothingIsPermitted()
    {
        await using var empty = await OperatorSocket.EmptyAsync();
        await using var full = await OperatorSocket.SampleAsync();

        var none = await RunAsync(empty, "status");
        Assert.Equal(ExitCode.Refused, none.Code);
        Assert.Contains("NONE ACTIVE", none.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await RunAsync(full, "status")).Code);
    }

    [Fact]
    public async Task NamesFromAGateway_MoveNobodysCursor()
    {
        using var output = new StringWriter();
        var screen = new RemoteDev.Cli.Output.Screen(output, output);

        screen.Line("name \u001b[2J\u0007 [bold]x[/]");

        Assert.Equal("name \uFFFD[2J\uFFFD [bold]x[/]\n", output.ToString());
        await output.FlushAsync();
    }

    [Theory]
    [InlineData(ExitCode.Unreachable, "status")]
    [InlineData(ExitCode.Usage, "apply")]
    [InlineData(ExitCode.Usage, "aply")]
    [InlineData(ExitCode.Usage, "person", "suspend", "ada")]
    [InlineData(ExitCode.Usage, "status", "--gateway", "https://remotedev.example")]
    [InlineData(ExitCode.Usage, "status", "--gateway", "somewhere")]
    [InlineData(ExitCode.Refused, "apply", "-f", "/no/such/file")]
    [InlineData(ExitCode.Done, "--help")]
    [InlineData(ExitCode.Done, "apply", "--help")]
    public async Task EndsWithTheDocumentedCode_AndAWordOfWhy(int expected, params string[] args)
    {
        var run = await RunAsync(Path.Combine(_folder.FullName, "none.sock"), args);

        Assert.Equal(expected, run.Code);
        Assert.NotEmpty(expected == ExitCode.Done ? run.Output : run.Errors);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_IsWrittenForItsOwnerAlone()
    {
        var path = Path.Combine(_folder.FullName, "credential");
        await File.WriteAllTextAsync(path, "older, and readable by all");

        await RemoteDev.Cli.Output.PrivateFile.WriteAsync(path, "password=secret\n", CancellationToken.None);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal("password=secret\n", await File.ReadAllTextAsync(path));
        Assert.Single(Directory.GetFiles(_folder.FullName));
    }

    private static Task<(int Code, string Output, string Errors)> RunAsync(OperatorSocket api, params string[] args) => RunAsync(api.Path, args);

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string socket, string[] args)
    {
        await using StringWriter output = new(), errors = new();
        var code = await RemoteDevProgram.RunAsync(args, output, errors, name => name == "REMOTEDEV_GATEWAY" ? "unix:" + socket : null);
        return (code, output.ToString(), errors.ToString());
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private void WriteSample()
    {
        foreach (var file in SampleCatalog.Files)
        {
            Write(file.File, file.Text);
        }
    }
}
