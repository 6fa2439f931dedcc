using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.RegularExpressions;
using RemoteDev.Cli;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Tests.Console;

namespace RemoteDev.Gateway.Tests.Cli;

/// <summary>Signing in for git alone: because the gateway has no SSH door, or because somebody wants no more.</summary>
[SupportedOSPlatform("linux")]
public sealed partial class GitLoginCommandsTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("rd home%");

    private string Own(string name) => Path.Combine(_home.FullName, ".config", "remotedev", name);

    private string Ssh(string name) => Path.Combine(_home.FullName, ".ssh", name);

    public void Dispose() => _home.Delete(recursive: true);

    [Fact]
    public async Task Login_GetsTheToken_WhereThereIsNoSshDoor_AndSaysWhyThereIsNoCertificate()
    {
        var host = new ConsoleHost { HasSshDoor = false };
        await host.InitializeAsync();
        try
        {
            var run = await LoginAsync(host);
            Assert.Equal((ExitCode.Done, ""), (run.Code, run.Errors));
            Assert.Contains("Signed in as dev until", run.Output, StringComparison.Ordinal);
            Assert.Contains("There is no SSH certificate, because this gateway has no SSH door.", run.Output, StringComparison.Ordinal);
            Assert.Contains("After remotedev git-config", run.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("ssh-config", run.Output, StringComparison.Ordinal);
            await MustHaveTokenAsync(host);
            Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_home.FullName, ".ssh")));

            // The page for git, and the ends of it: each knows that there is no SSH.
            var told = await RunAsync("ssh-config", "--print");
            Assert.Equal((ExitCode.Refused, ""), (told.Code, told.Output));
            Assert.Contains("was for git alone", told.Errors, StringComparison.Ordinal);
            var printed = await RunAsync("git-config", "--print");
            Assert.Equal((ExitCode.Done, ""), (printed.Code, printed.Errors));
            Assert.Equal(ExitCode.Done, (await RunAsync("logout")).Code);
            Assert.False(File.Exists(Own("git-token")));
            Assert.Empty(await host.Get<AccessTokenStore>().OfAsync("dev", 10, CancellationToken.None));
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task GitOnly_AsksForNoCertificate_AndLeavesWhatSshHas()
    {
        var host = new ConsoleHost();
        await host.InitializeAsync();
        try
        {
            // A key of their own under our name keeps nobody from git.
            Directory.CreateDirectory(Path.Combine(_home.FullName, ".ssh"));
            await File.WriteAllTextAsync(Ssh("remotedev"), "mine");
            var run = await LoginAsync(host, "--git-only");
            Assert.Equal((ExitCode.Done, ""), (run.Code, run.Errors));
            Assert.Contains("There is no SSH certificate, because --git-only asked for none", run.Output, StringComparison.Ordinal);
            Assert.Equal([Ssh("remotedev")], Directory.GetFileSystemEntries(Path.Combine(_home.FullName, ".ssh")));
            Assert.Equal("mine", await File.ReadAllTextAsync(Ssh("remotedev")));
            await MustHaveTokenAsync(host);
            File.Delete(Ssh("remotedev"));

            Assert.Equal(ExitCode.Done, (await LoginAsync(host)).Code);
            var (key, config) = (await File.ReadAllTextAsync(Ssh("remotedev")), await RunAsync("ssh-config", "--print"));
            Assert.Equal(ExitCode.Done, config.Code);
            Assert.Equal(ExitCode.Done, (await LoginAsync(host, "--git-only")).Code);
            Assert.Equal(key, await File.ReadAllTextAsync(Ssh("remotedev")));
            Assert.Equal(config, await RunAsync("ssh-config", "--print"));
            await MustHaveTokenAsync(host);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    [GeneratedRegex(@"/ssh/login/(?<code>[A-Z]{4}-[A-Z]{4})\s", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    /// <summary>The one token that the gateway made stands in the file, and it is good.</summary>
    private async Task MustHaveTokenAsync(ConsoleHost host)
    {
        using var kept = JsonDocument.Parse(await File.ReadAllTextAsync(Own("git-token")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Own("git-token")));
        var step = await host.Get<AccessTokens>().FindAsync("dev", kept.RootElement.GetProperty("value").GetString()!, System.Net.IPAddress.Loopback, CancellationToken.None);
        Assert.True(step.Passed(out _, out var refusal), refusal?.Reason);
    }

    private async Task<(int Code, string Output, string Errors)> LoginAsync(ConsoleHost host, params string[] more)
    {
        using var output = new SharedWriter();
        using var errors = new StringWriter(CultureInfo.InvariantCulture);
#pragma warning disable CA2025 // it is awaited below, before they are disposed
        var run = RemoteDevProgram.RunAsync(["login", host.Origin.ToString(), "--machine", "ship-laptop", .. more], output, errors, Read);
#pragma warning restore CA2025
        await Task.WhenAny(run, output.SaysAsync(Link())).WaitAsync(TimeSpan.FromMinutes(2));
        var link = Link().Match(output.ToString());
        Assert.True(link.Success, $"{output} {errors}");
        var code = link.Groups["code"].Value;
        using var browser = host.Browse("dev");
        using var decided = await browser.PostAsync($"/ssh/login/{code}?handler=Approve", ConsoleBrowser.Filled(await browser.ReadAsync($"/ssh/login/{code}")));
        Assert.True(decided.IsSuccessStatusCode);
        return (await run, output.ToString(), errors.ToString());
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var errors = new StringWriter(CultureInfo.InvariantCulture);
        return (await RemoteDevProgram.RunAsync(args, output, errors, Read), output.ToString(), errors.ToString());
    }

    private string? Read(string name) => name == "HOME" ? _home.FullName : null;
}
