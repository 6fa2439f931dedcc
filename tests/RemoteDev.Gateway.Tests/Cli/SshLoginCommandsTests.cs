using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using RemoteDev.Cli;
using RemoteDev.Cli.Ssh;
using RemoteDev.Gateway.Tests.Console;

namespace RemoteDev.Gateway.Tests.Cli;

/// <summary>Signing in for SSH on a machine with OpenSSH, against a real portal; what it leaves is judged by OpenSSH's own programs.</summary>
[SupportedOSPlatform("linux")]
public sealed partial class SshLoginCommandsTests(ConsoleHost host) : IClassFixture<ConsoleHost>, IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("rd home%");
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    private string Ssh => Path.Combine(_home.FullName, ".ssh");

    public void Dispose() => _home.Delete(recursive: true);

    [Fact]
    public async Task Login_LeavesAKeyAndItsCertificate_AndNothingElse()
    {
        var run = await LoginAsync("Approve");

        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Errors));
        Assert.Contains("Signed in as dev until", run.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["remotedev", "remotedev-cert.pub", "remotedev.pub"], Directory.GetFileSystemEntries(Ssh).Select(Path.GetFileName).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.All(Directory.GetFiles(Ssh), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        var shown = Tool("ssh-keygen", "-L", "-f", Path.Combine(Ssh, "remotedev-cert.pub"));
        Assert.Contains("ssh-ed25519-cert-v01@openssh.com user certificate", shown, StringComparison.Ordinal);
        Assert.Matches(@"Principals:\s+dev\s+Critical Options: \(none\)", shown);
        Assert.Contains(Fingerprint(Path.Combine(Ssh, "remotedev")), shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_GivesTheKeyToTheAgent_WhichForgetsItInTime_AndReplacesAnEarlierOne()
    {
        await LoginAsync("Approve");
        using var agent = Agent();
        var run = await LoginAsync("Approve");
        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Errors));
        Assert.Contains("in your ssh-agent", run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Ssh, "remotedev")));
        var first = Tool("ssh-add", "-l");
        Assert.True(first.TrimEnd().Split('\n').Length == 2, first);
        Assert.Contains("(ED25519-CERT)", first, StringComparison.Ordinal);
        Assert.Contains(Fingerprint(Path.Combine(Ssh, "remotedev.pub")), first, StringComparison.Ordinal);

        Assert.Equal(ExitCode.Done, (await LoginAsync("Approve")).Code);

        var second = Tool("ssh-add", "-l");
        Assert.Equal(2, second.TrimEnd().Split('\n').Length);
        Assert.NotEqual(first, second, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Login_SaysThatItWasDenied_AndLeavesNothing()
    {
        var run = await LoginAsync("Deny");
        Assert.Equal((ExitCode.Refused, "It was denied at the portal.\n"), (run.Code, run.Errors));
        Assert.Empty(Directory.GetFileSystemEntries(Ssh));
    }

    [Fact]
    public async Task Login_LeavesNoKeyBehind_WhenItIsGivenUpWhileTheKeyIsMade()
    {
        var folder = PersonFolder.Of(Read)!;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FreshKey.MakeAsync(folder, Read, new CancellationToken(canceled: true)));
        Assert.Empty(Directory.GetFileSystemEntries(Ssh));
    }

    [Fact]
    public async Task Login_TouchesNoKeyOfSomebodyElses()
    {
        Directory.CreateDirectory(Ssh);
        await File.WriteAllTextAsync(Path.Combine(Ssh, "remotedev"), "mine");
        var run = await RunAsync("login", host.Origin.ToString());
        Assert.Equal(ExitCode.Refused, run.Code);
        Assert.Contains("remotedev did not make", run.Errors, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(Ssh, "remotedev")));
    }

    [Theory]
    [InlineData("http://dev.example.com", ExitCode.Usage, "plain http")]
    [InlineData("ftp://dev.example.com", ExitCode.Usage, "not the address of a portal")]
    [InlineData("http://gateway.localhost:9", ExitCode.Unreachable, "No gateway answers")]
    [InlineData(null, ExitCode.Usage, "Say which gateway")]
    public async Task Login_SaysWhatIsWrongWithTheAddress(string? portal, int code, string words)
    {
        var run = await (portal is null ? RunAsync("login") : RunAsync("login", portal));
        Assert.Equal(code, run.Code);
        Assert.Contains(words, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SshConfig_IsWhatSshUnderstands_AndLeavesTheRestAlone()
    {
        await host.ReachBySshAsync("payments-ide");
        await LoginAsync("Approve");
        const string Before = "# mine\nHost other\n    User me\n";
        await File.WriteAllTextAsync(Path.Combine(Ssh, "config"), Before);

        var printed = await RunAsync("ssh-config", "--print");
        Assert.Equal(Before, await File.ReadAllTextAsync(Path.Combine(Ssh, "config")));
        Assert.Contains("@cert-authority [dev.example.com]:2222,payments-ide ssh-ed25519 ", printed.Output, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Done, ""), ((await RunAsync("ssh-config")).Code, printed.Errors));
        var written = await File.ReadAllTextAsync(Path.Combine(Ssh, "config"));
        Assert.StartsWith(Before, written, StringComparison.Ordinal);

        var asked = Tool("ssh", "-G", "-F", Path.Combine(Ssh, "config"), "payments-ide");
        foreach (var line in (string[])["user payments-ide", "hostname dev.example.com", "port 2222", "identitiesonly yes", "stricthostkeychecking true", $"userknownhostsfile {Ssh}/remotedev-known-hosts"])
        {
            Assert.Contains(line + "\n", asked, StringComparison.Ordinal);
        }

        Assert.Contains($"certificatefile {Ssh.Replace("%", "%%", StringComparison.Ordinal)}/remotedev-cert.pub", asked, StringComparison.Ordinal);
        Assert.Contains("user dev\n", Tool("ssh", "-G", "-F", Path.Combine(Ssh, "config"), "remotedev"), StringComparison.Ordinal);
        Assert.Contains("user me\n", Tool("ssh", "-G", "-F", Path.Combine(Ssh, "config"), "other"), StringComparison.Ordinal);

        var again = await RunAsync("ssh-config");
        Assert.Contains("says it all already", again.Output, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(Ssh, "config"), written.Replace("Port 2222", "Port 1", StringComparison.Ordinal) + "Host last\n");
        await RunAsync("ssh-config");
        Assert.Equal(written + "Host last\n", await File.ReadAllTextAsync(Path.Combine(Ssh, "config")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Ssh, "config")));
    }

    [Fact]
    public async Task SshConfig_FollowsALink_AndRefusesHalfABlock()
    {
        await LoginAsync("Approve");
        Assert.Equal(ExitCode.Done, (await RunAsync("ssh-config")).Code);
        File.Delete(Path.Combine(Ssh, "config"));
        var kept = Path.Combine(_home.FullName, "dotfiles-config");
        await File.WriteAllTextAsync(kept, "# mine\n");
        File.CreateSymbolicLink(Path.Combine(Ssh, "config"), kept);
        await RunAsync("ssh-config");
        Assert.NotNull(new FileInfo(Path.Combine(Ssh, "config")).LinkTarget);
        var written = await File.ReadAllTextAsync(kept);
        Assert.Contains("Host remotedev\n", written, StringComparison.Ordinal);

        await File.WriteAllTextAsync(kept, written.Replace("# <<< remotedev\n", "", StringComparison.Ordinal));
        var run = await RunAsync("ssh-config");
        Assert.Equal(ExitCode.Refused, run.Code);
        Assert.Contains("do not match", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"host\": \"dev.example.com\"", "\"host\": \"dev\\n ProxyCommand sh\"")]
    [InlineData("\"hostAuthority\": \"ssh", "\"hostAuthority\": \"*\\nssh")]
    [InlineData("\"login\": \"dev\"", "\"login\": \"dev\\nHost *\"")]
    [InlineData("\"environments\": [", "\"environments\": [\"x\\nProxyCommand sh\", ")]
    [InlineData("\"port\": 2222", "\"port\": 0")]
    [InlineData("\"https://git.dev.example.com\"", "\"https://git.dev.example.com/x\"")]
    [InlineData("\"https://git.dev.example.com\"", "\"https://git.dev.example.com\\n[core]\"")]
    [InlineData("{", "")]
    public async Task SshConfig_TakesNothingThatWouldBeAnotherLine(string plain, string hostile)
    {
        var state = Path.Combine(_home.FullName, ".config", "remotedev", "login.json");
        Directory.CreateDirectory(Path.GetDirectoryName(state)!);
        const string Good = """
            {"portal": "https://dev.example.com", "login": "dev", "expiresAt": "2026-11-22T10:00:00+00:00", "host": "dev.example.com", "port": 2222,
             "hostAuthority": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHnVxuwqAAAA", "environments": ["payments-ide"], "gitOrigin": "https://git.dev.example.com"}
            """;
        await File.WriteAllTextAsync(state, Good);
        Assert.Equal(ExitCode.Done, (await RunAsync("ssh-config", "--print")).Code);

        await File.WriteAllTextAsync(state, Good.Replace(plain, hostile, StringComparison.Ordinal));
        var run = await RunAsync("ssh-config", "--print");

        Assert.Equal((ExitCode.Refused, ""), (run.Code, run.Output));
    }

    [GeneratedRegex(@"/ssh/login/(?<code>[A-Z]{4}-[A-Z]{4})\s", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    private async Task<(int Code, string Output, string Errors)> LoginAsync(string decision)
    {
        using var output = new SharedWriter();
        using var errors = new StringWriter(CultureInfo.InvariantCulture);
#pragma warning disable CA2025 // it is awaited below, before they are disposed
        var run = RemoteDevProgram.RunAsync(["login", host.Origin.ToString(), "--machine", "ship-laptop"], output, errors, Read);
#pragma warning restore CA2025
        await Task.WhenAny(run, output.SaysAsync(Link())).WaitAsync(TimeSpan.FromMinutes(2));
        var link = Link().Match(output.ToString());
        Assert.True(link.Success, $"{output} {errors}");
        var code = link.Groups["code"].Value;
        using var browser = host.Browse("dev");
        var page = await browser.ReadAsync($"/ssh/login/{code}");
        Assert.Contains("ship-laptop", page, StringComparison.Ordinal);
        using var decided = await browser.PostAsync($"/ssh/login/{code}?handler={decision}", ConsoleBrowser.Filled(page));
        Assert.True(decided.IsSuccessStatusCode);
        return (await run, output.ToString(), errors.ToString());
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var errors = new StringWriter(CultureInfo.InvariantCulture);
        var code = await RemoteDevProgram.RunAsync(args, output, errors, Read);
        return (code, output.ToString(), errors.ToString());
    }

    private string? Read(string name) => name == "HOME" ? _home.FullName : _environment.GetValueOrDefault(name);

    private string Fingerprint(string file) => Tool("ssh-keygen", "-l", "-f", file).Split(' ')[1];

    private AgentProcess Agent()
    {
        var socket = Path.Combine(_home.FullName, "agent");
        _environment["SSH_AUTH_SOCK"] = socket;
        var start = new ProcessStartInfo("ssh-agent") { ArgumentList = { "-D", "-a", socket }, UseShellExecute = false, RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        SpinWait.SpinUntil(() => File.Exists(socket), TimeSpan.FromSeconds(20));
        return new AgentProcess(process);
    }

    private string Tool(string program, params string[] args)
    {
        var start = new ProcessStartInfo(program, args) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["SSH_AUTH_SOCK"] = Read("SSH_AUTH_SOCK") ?? "";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    private sealed class AgentProcess(Process process) : IDisposable
    {
        public void Dispose()
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }
}
