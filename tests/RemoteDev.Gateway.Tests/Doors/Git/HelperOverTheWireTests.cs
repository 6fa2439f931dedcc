using System.Globalization;
using System.Net;
using System.Runtime.Versioning;
using System.Text;
using System.Text.RegularExpressions;
using RemoteDev.Cli;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Listen;
using RemoteDev.Gateway.StepUp.Devices;
using RemoteDev.Gateway.Tests.Cli;
using RemoteDev.Gateway.Tests.Doors.Git.Ssh;
using RemoteDev.Gateway.Tests.Doors.Ssh;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Tests.Identify.Tokens;
using RemoteDev.Gateway.Tests.OpenSsh;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Doors.Git;

/// <summary>
/// The real git with <c>remotedev git-credential</c> as its helper, over HTTP through a running gateway, as a person has it after
/// <c>remotedev login</c> and <c>remotedev git-config</c>; and what is told to whoever shows wrong credentials.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed partial class HelperOverTheWireTests : IAsyncLifetime
{
    private readonly SshHouse _house = new() { IsWhereItSays = true };
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("rd home%");

    private string TokenFile => Path.Combine(_home.FullName, ".config", "remotedev", "git-token");

    private string Portal => _house.Get<GatewayOrigins>().Portal;

    private string Url => $"{_house.Get<GatewayOrigins>().Git}/{SshHouse.Repository}.git";

    private Dictionary<string, string> Environment => new(StringComparer.Ordinal)
    {
        ["HOME"] = _home.FullName, ["GIT_CONFIG_GLOBAL"] = Path.Combine(_home.FullName, ".gitconfig"), ["NO_PROXY"] = "*", ["no_proxy"] = "*", ["XDG_CONFIG_HOME"] = "",
    };

    public async Task InitializeAsync()
    {
        await _house.InitializeAsync();
        await GitTalk.UntilAsync(() => _house.Get<Readiness>().IsOpen);
        await _house.PermitAsync("gitFetch", "gitPush");
    }

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        _home.Delete(recursive: true);
    }

    [OpenSshFact("git")]
    public async Task ClonesAndPushes_WithNoTokenInAnyAddress_AndForgetsOneThatIsRevoked()
    {
        var token = await SignInAsync();
        await SucceedAsync("clone", "--quiet", Url, "clone");
        var clone = Path.Combine(_home.FullName, "clone");
        await File.WriteAllTextAsync(Path.Combine(clone, "mine.txt"), "mine\n");
        await SucceedAsync("-C", "clone", "add", "--all");
        await SucceedAsync("-C", "clone", "commit", "--quiet", "-m", "mine");
        await SucceedAsync("-C", "clone", "push", "--quiet", "origin", "HEAD:refs/heads/ada/helped");
        Assert.NotEqual("", await _house.GitServer.RefAsync("refs/heads/ada/helped"), StringComparer.Ordinal);
        Assert.Equal("ada", (await _house.TracedAsync<GitPushed>(one => one.Accepted)).Actor);

        // The token stands in its own file, and nowhere that git writes, or that is traced.
        Assert.Equal(Url, (await SucceedAsync("-C", "clone", "remote", "get-url", "origin")).Trim());
        foreach (var file in Directory.EnumerateFiles(_home.FullName, "*", SearchOption.AllDirectories).Where(file => file != TokenFile))
        {
            Assert.True((await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(Encoding.ASCII.GetBytes(token)) < 0, file);
        }

        Assert.DoesNotContain(_house.Traced<StreamOpened>(), one => one.Path?.ToString().Contains(token, StringComparison.Ordinal) == true);

        // Somebody else's helper may say what it likes; only the token itself is forgotten, and only for this gateway.
        await RejectAsync("typed by hand");
        Assert.True(File.Exists(TokenFile));
        await SucceedAsync("-C", "clone", "fetch", "--quiet");

        // Over at the gateway: git is told no, erases it here, and says next time what to do.
        var row = Assert.Single(await _house.Get<AccessTokenStore>().OfAsync("ada", 10, CancellationToken.None));
        Assert.True((await _house.Get<AccessTokenDesk>().RevokeAsync("ada", row.Id, SshHouse.Operator, "Test.", CancellationToken.None)).Passed(out _, out _));
        var (exit, said) = await GitAsync("-C", "clone", "fetch");
        Assert.NotEqual(0, exit);
        Assert.Contains("the token was revoked. Run remotedev login", said, StringComparison.Ordinal);
        Assert.False(File.Exists(TokenFile));
        (exit, said) = await GitAsync("-C", "clone", "fetch");
        Assert.NotEqual(0, exit);
        Assert.Contains("remotedev login", said, StringComparison.Ordinal);

        // And signed in anew, the same clone goes on.
        await SignInAsync();
        await SucceedAsync("-C", "clone", "fetch", "--quiet");
    }

    [OpenSshFact("git")]
    public async Task Reject_ForgetsTheTokenHere_AndLeavesItGoodElsewhere()
    {
        var token = await SignInAsync();
        await RejectAsync(token);
        Assert.False(File.Exists(TokenFile));
        Assert.NotEqual(0, (await GitAsync("ls-remote", Url)).Exit);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("ada", token)).Status);
    }

    [OpenSshFact("git")]
    public async Task Answers_TooManyWrongCredentials_With429_AndTakesTheRightOneAfterwards()
    {
        var token = await SignInAsync();
        for (var i = 0; i < LockoutRule.For(LockoutKind.Git).Free; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync("ada", AccessTokens.Prefix + Secret.New().Reveal())).Status);
        }

        foreach (var tried in (string[])["wrong", token])
        {
            var (status, retry, words) = await AskAsync("ada", tried);
            Assert.Equal(HttpStatusCode.TooManyRequests, status);
            Assert.Equal(TimeSpan.FromSeconds(30), retry);
            Assert.Contains("Too many failed attempts", words, StringComparison.Ordinal);
        }

        // git shows the words, and does not forget a token that was not even looked at.
        var (exit, said) = await GitAsync("ls-remote", Url);
        Assert.NotEqual(0, exit);
        Assert.Contains("Too many failed attempts", said, StringComparison.Ordinal);
        Assert.True(File.Exists(TokenFile));

        // Nobody at another address waits, and the portal counts by itself.
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("ada", token, IPAddress.Parse("127.0.0.2"))).Status);
        Assert.Equal(0, _house.Get<LockoutBook>().Of(LockoutKey.Address(IPAddress.Loopback)).Failures);

        // The wait is over, as the book of failures would say by itself.
        _house.Get<LockoutBook>().Clear(LockoutKey.Git(IPAddress.Loopback));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("ada", token)).Status);
        await SucceedAsync("ls-remote", Url);
    }

    [GeneratedRegex(@"/ssh/login/(?<code>[A-Z]{4}-[A-Z]{4})\s", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    /// <summary>By the real commands; only the page is stood in for, which has tests of its own.</summary>
    private async Task<string> SignInAsync()
    {
        using var output = new SharedWriter();
        using var errors = new StringWriter(CultureInfo.InvariantCulture);
#pragma warning disable CA2025 // it is awaited below, before they are disposed
        var run = RemoteDevProgram.RunAsync(["login", Portal, "--git-only", "--no-browser", "--machine", "laptop"], output, errors, Read);
#pragma warning restore CA2025
        await Task.WhenAny(run, output.SaysAsync(Link())).WaitAsync(GitTalk.Patience);
        var link = Link().Match(output.ToString());
        Assert.True(link.Success, $"{output} {errors}");
        var devices = _house.Get<DeviceAuthorizations>();
        Assert.True((await devices.FindAsync(link.Groups["code"].Value, IPAddress.Loopback, CancellationToken.None)).Passed(out var request, out var why), why?.Reason);
        Assert.True((await devices.ApproveAsync(request, TokensForTest.At(Strong()), DateTimeOffset.UtcNow.AddHours(2), [])).Passed(out _, out why), why?.Reason);
        Assert.Equal((ExitCode.Done, ""), (await run, errors.ToString()));
        Assert.Equal(ExitCode.Done, await RemoteDevProgram.RunAsync(["git-config"], output, errors, Read));
        using var kept = System.Text.Json.JsonDocument.Parse(await File.ReadAllTextAsync(TokenFile));
        return kept.RootElement.GetProperty("value").GetString()!;
    }

    private Gateway.Journey.SignIn Strong()
    {
        var (_, signIn) = _house.Get<SignInSessions>().Open("ada", IPAddress.Loopback, null);
        signIn.Strengthen(new MfaProof("totp", DateTimeOffset.UtcNow));
        return signIn;
    }

    private string? Read(string name) => Environment.GetValueOrDefault(name);

    /// <summary>As git itself does with a credential that was answered 401.</summary>
    private async Task RejectAsync(string password)
    {
        var origin = new Uri(Url);
        var file = Path.Combine(_home.FullName, "input");
        await File.WriteAllTextAsync(file, $"protocol={origin.Scheme}\nhost={origin.Authority}\nusername=ada\npassword={password}\n\n");
        await SucceedAsync("-c", "alias.rejected=!git credential reject < \"$HOME/input\"", "rejected");
        File.Delete(file);
    }

    private async Task<string> SucceedAsync(params string[] arguments)
    {
        var (exit, said) = await GitAsync(arguments);
        Assert.True(exit == 0, $"git {string.Join(' ', arguments)} ended with {exit}: {said}");
        return said;
    }

    private Task<(int Exit, string Said)> GitAsync(params string[] arguments) => GitProgram.RunAsync(_home.FullName, Environment, arguments);

    private async Task<(HttpStatusCode Status, TimeSpan? Retry, string Words)> AskAsync(string login, string token, IPAddress? from = null)
    {
        var origin = new Uri(Url);
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.InterNetwork, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(from ?? IPAddress.Loopback, 0));
                await socket.ConnectAsync(IPAddress.Loopback, origin.Port, cancellationToken);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
        };
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, Url + "/info/refs?service=git-upload-pack");
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login}:{token}")));
        using var response = await client.SendAsync(request);
        return (response.StatusCode, response.Headers.RetryAfter?.Delta, await response.Content.ReadAsStringAsync());
    }
}
