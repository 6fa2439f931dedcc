using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json;
using RemoteDev.Cli;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Tests.Console;
using RemoteDev.Gateway.Tests.Identify.Tokens;

namespace RemoteDev.Gateway.Tests.Cli;

/// <summary>git gets the token of the last login for the one gateway it is for, and nobody else does. Where git can be asked, git is.</summary>
[SupportedOSPlatform("linux")]
public sealed class GitCredentialCommandTests(ConsoleHost host) : IClassFixture<ConsoleHost>, IDisposable
{
    private const string Origin = "http://git.remotedev.localhost:8443";
    private const string Asked = "protocol=http\nhost=git.remotedev.localhost:8443\n\n";

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("rd git'");

    private string TokenFile => Path.Combine(_home.FullName, ".config", "remotedev", "git-token");

    public void Dispose() => _home.Delete(recursive: true);

    [Fact]
    public async Task Get_AnswersForTheOriginOfTheGateway()
    {
        var token = await SignedInAsync();
        var run = await RunAsync(Asked, "git-credential", "get");
        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Errors));
        Assert.StartsWith($"username=dev\npassword={token.Value}\npassword_expiry_utc=", run.Output, StringComparison.Ordinal);
        Assert.Equal(run.Output, (await RunAsync(Asked.Replace("\n\n", "\nusername=dev\ncapability[]=authtype\ncapability[]=state\n\n", StringComparison.Ordinal), "git-credential", "get")).Output);
    }

    [Theory]
    [InlineData("protocol=https\nhost=git.remotedev.localhost:8443\n")]
    [InlineData("protocol=http\nhost=git.remotedev.localhost\n")]
    [InlineData("protocol=http\nhost=git.remotedev.localhost:8444\n")]
    [InlineData("protocol=http\nhost=remotedev.localhost:8443\n")]
    [InlineData("protocol=http\nhost=evil.example\nhost=git.remotedev.localhost:8443\n")]
    [InlineData("protocol=http\nhost=git.remotedev.localhost:8443@evil.example\n")]
    [InlineData("protocol=http\nhost=GIT.remotedev.localhost:8443\n")]
    [InlineData("protocol=http\nhost=git.remotedev.localhost:8443\nusername=ada\n")]
    [InlineData("host=git.remotedev.localhost:8443\n")]
    [InlineData("protocol=http\n")]
    [InlineData("what is this\n")]
    [InlineData("")]
    public async Task Get_AnswersNothingElse(string asked)
    {
        await SignedInAsync();
        var run = await RunAsync(asked, "git-credential", "get");
        Assert.Equal((ExitCode.Done, "", ""), run);
    }

    [Fact]
    public async Task Get_GivesNothingToPlainHttpOverANetwork()
    {
        await SignedInAsync(origin: "http://git.dev.example.com");
        Assert.Equal("", (await RunAsync("protocol=http\nhost=git.dev.example.com\n\n", "git-credential", "get")).Output);
        await SignedInAsync(origin: "https://git.dev.example.com");
        Assert.StartsWith("username=dev\n", (await RunAsync("protocol=https\nhost=git.dev.example.com\n\n", "git-credential", "get")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_SaysWhatToDo_WhenTheTokenIsOverOrGone()
    {
        await SignedInAsync(expired: true);
        var run = await RunAsync(Asked, "git-credential", "get");
        Assert.Equal("quit=1\n", run.Output);
        Assert.Contains("expired", run.Errors, StringComparison.Ordinal);
        Assert.Contains("remotedev login", run.Errors, StringComparison.Ordinal);
        File.Delete(TokenFile);
        Assert.Equal("quit=1\n", (await RunAsync(Asked, "git-credential", "get")).Output);
    }

    [Fact]
    public async Task Erase_ForgetsARefusedToken_AndNothingThatSomebodyTyped()
    {
        var token = await SignedInAsync();
        await RunAsync(Asked.Replace("\n\n", "\npassword=typed\n\n", StringComparison.Ordinal), "git-credential", "erase");
        await RunAsync("protocol=https\nhost=elsewhere.example\n\n", "git-credential", "erase");
        await RunAsync(Asked.Replace("\n\n", "\npassword=typed\n\n", StringComparison.Ordinal), "git-credential", "store");
        Assert.Contains(token.Value, await File.ReadAllTextAsync(TokenFile), StringComparison.Ordinal);
        await RunAsync(Asked.Replace("\n\n", $"\npassword={token.Value}\n\n", StringComparison.Ordinal), "git-credential", "erase");
        Assert.False(File.Exists(TokenFile));
    }

    [Fact]
    public async Task GitConfig_IsWhatGitUnderstands_AndTakesOtherHelpersOut()
    {
        var token = await SignedInAsync();
        Git(0, "config", "--global", "credential.helper", "store");
        Assert.Contains($"[credential \"{Origin}\"]", (await RunAsync("", "git-config", "--print")).Output, StringComparison.Ordinal);
        Assert.Contains("now", (await RunAsync("", "git-config")).Output, StringComparison.Ordinal);
        var written = await File.ReadAllTextAsync(Path.Combine(_home.FullName, ".gitconfig"));
        Assert.Contains("already", (await RunAsync("", "git-config")).Output, StringComparison.Ordinal);
        Assert.Equal(written, await File.ReadAllTextAsync(Path.Combine(_home.FullName, ".gitconfig")));

        // git itself runs the command that was written, quotes in the path and all.
        var filled = Git(0, Asked, "credential", "fill");
        Assert.Contains($"username=dev\npassword={token.Value}\n", filled, StringComparison.Ordinal);
        Git(0, filled + "\n", "credential", "approve");
        Assert.False(File.Exists(Path.Combine(_home.FullName, ".git-credentials")), "another helper got to know the token");
        Git(0, filled + "\n", "credential", "reject");
        Assert.False(File.Exists(TokenFile));
        Git(128, Asked, "credential", "fill");
    }

    [Fact]
    public async Task Logout_RevokesTheToken_AndSaysWhatItDid()
    {
        var token = await SignedInAsync();
        var run = await RunAsync("", "logout");
        Assert.Equal((ExitCode.Done, "The access token for git was revoked and removed.\n", ""), run);
        Assert.False(File.Exists(TokenFile));
        Assert.Null(await host.Get<AccessTokenStore>().FindAsync(token.Row.Id, default));
        Assert.Equal("There was nothing to give back.\n", (await RunAsync("", "logout")).Output);
    }

    [Fact]
    public async Task Logout_RemovesTheTokenHere_WhenTheGatewayIsAway()
    {
        await SignedInAsync(portal: "http://nobody.localhost:9");
        var run = await RunAsync("", "logout");
        Assert.Equal(ExitCode.Unreachable, run.Code);
        Assert.Contains("could not be told", run.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(TokenFile));
    }

    /// <summary>As a login leaves it; that a login does leave it has a test of its own.</summary>
    private async Task<IssuedAccessToken> SignedInAsync(string origin = Origin, string? portal = null, bool expired = false)
    {
        using var browser = host.Browse("dev");
        var maker = host.SignInOf("dev");
        var wanted = new NewAccessToken($"t{Guid.NewGuid():N}"[..20], TokensForTest.Scope(), DateTimeOffset.UtcNow.AddHours(2));
        Assert.True((await host.Get<AccessTokenDesk>().IssueAsync(wanted, TokensForTest.At(maker), null, default)).Passed(out var token, out var refusal), refusal?.Reason);
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(TokenFile)!);
        var until = expired ? DateTimeOffset.UtcNow.AddSeconds(-1) : token.Row.ExpiresAt;
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "login.json"), JsonSerializer.Serialize(new
        {
            portal = portal ?? host.Origin.GetLeftPart(UriPartial.Authority),
            login = "dev",
            expiresAt = until,
            host = "dev.example.com",
            port = 2222,
            hostAuthority = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHnVxuwqAAAA",
            environments = Array.Empty<string>(),
            gitOrigin = origin,
        }));
        await File.WriteAllTextAsync(TokenFile, JsonSerializer.Serialize(new { origin, login = "dev", value = token.Value, expiresAt = until }));
        return token;
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(string input, params string[] args)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var errors = new StringWriter(CultureInfo.InvariantCulture);
        using var read = new StringReader(input);
        var code = await RemoteDevProgram.RunAsync(args, output, errors, name => name == "HOME" ? _home.FullName : null, read);
        return (code, output.ToString(), errors.ToString());
    }

    private void Git(int code, string first, string second, params string[] rest) => RunGit(code, "", [first, second, .. rest]);

    private string Git(int code, string input, string first, string second) => RunGit(code, input, [first, second]);

    private string RunGit(int code, string input, string[] args)
    {
        var start = new ProcessStartInfo("git", args) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardInput = true, RedirectStandardError = true };
        start.Environment["HOME"] = _home.FullName;
        start.Environment["XDG_CONFIG_HOME"] = null;
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == code, $"{process.ExitCode}: {output}{errors}");
        return output;
    }
}
