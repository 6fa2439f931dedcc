using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Logging;
using RemoteDev.Cli;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Listen;
using RemoteDev.Gateway.Tests.Doors.Git.Ssh;
using RemoteDev.Gateway.Tests.Doors.Ssh;
using RemoteDev.Gateway.Tests.OpenSsh;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Doors.Git;

/// <summary>A person's access token with the real git through the whole gateway.</summary>
public sealed class TokenDoorTests(SshHouse house) : IClassFixture<SshHouse>, IAsyncLifetime
{
    private const string Host = "git.remotedev.localhost:8443";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("git-by-token-");
    private GitServerInside _inside = null!;

    private int Port => new Uri(house.Get<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(address => address.StartsWith("http://127", StringComparison.Ordinal))).Port;

    public async Task InitializeAsync()
    {
        await GitTalk.UntilAsync(() => house.Get<Readiness>().IsOpen);
        _inside = await GitServerInside.StartAsync();
        await _inside.SeedAsync();
        await house.OpenWindowAsync(true);
        await house.EditAsync(new CatalogEdit.PutRepository(new RepositoryEntry("payments", "app", "App", "internal", _inside.Upstream, ["main"])));
        await house.SavePolicyAsync("""
            @id("people") @reason("Acme works on Payments.") @mfa("8h")
            permit (principal is RemoteDev::User in RemoteDev::Vendor::"acme", action, resource in RemoteDev::Project::"payments");
            """);
    }

    public async Task DisposeAsync()
    {
        await _inside.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    // Policy would let the clone go on: the window is the token's own.
    [OpenSshFact("git")]
    public async Task Cuts_ACloneUnderWay_WhenTheTokensWindowCloses()
    {
        var token = await TokenAsync(window: "office");
        var gone = Signal();
        HoldFetches(gone);
        await using var clone = new RunningProgram(
            GitProgram.Start(_folder.FullName, Outside, [.. Plain, "-c", "protocol.version=0", "clone", "--progress", Url(token), "clone"]));
        Assert.True(await clone.SaysAsync("Half of it is on its way"), clone.Said);

        await house.OpenWindowAsync(false);

        Assert.NotEqual(0, (await clone.EndAsync()).Code);
        await gone.Task.WaitAsync(GitTalk.Patience);
        await house.TracedAsync<StreamEnded>(ended => ended is { Kind: StreamKind.GitFetch, Reason: EndReason.WindowClosed });

        // And opens nothing while it is closed, in words that say so.
        _inside.Instead = _ => Task.FromResult(false);
        var (exit, refused) = await GitProgram.RunAsync(_folder.FullName, Outside, [.. Plain, "ls-remote", Url(token)]);
        Assert.NotEqual(0, exit);
        Assert.Contains("office", refused, StringComparison.Ordinal);
    }

    [OpenSshFact("git")]
    public async Task IsRevoked_ByTheOperatorsCommand_AndWhatItMovesIsCut()
    {
        var token = await TokenAsync();
        var id = (await house.Get<AccessTokenDesk>().OfAsync("ada", default))[0].Id;
        var begun = HoldFetches();
        using var clone = GitProgram.Start(_folder.FullName, Outside, [.. Plain, "-c", "protocol.version=0", "clone", Url(token), "clone"]);
        var said = clone.StandardError.ReadToEndAsync();
        await begun.Task.WaitAsync(GitTalk.Patience);

        var (code, output) = await CliAsync("token", "revoke", id);

        Assert.True(code == 0, output);
        Assert.Contains($"Revoked {id}.", output, StringComparison.Ordinal);
        using var patience = new CancellationTokenSource(GitTalk.Patience);
        await clone.WaitForExitAsync(patience.Token);
        Assert.NotEqual(0, clone.ExitCode);
        Assert.NotEqual("", await said, StringComparer.Ordinal);
        _inside.Instead = _ => Task.FromResult(false);
        var (exit, refused) = await GitProgram.RunAsync(_folder.FullName, Outside, [.. Plain, "ls-remote", Url(token)]);
        Assert.NotEqual(0, exit);
        Assert.Contains("the token was revoked", refused, StringComparison.Ordinal);
        var revoked = await house.TracedAsync<CredentialRevoked>(one => one.Credential == id);
        Assert.Equal(("operator", "ada", "access-token"), (revoked.Actor, revoked.For, revoked.Kind));

        foreach (var wrong in (string[])[id, "no-such", "../people/ada"])
        {
            (code, output) = await CliAsync("token", "revoke", wrong);
            Assert.NotEqual(0, code);
            Assert.DoesNotContain("Revoked", output, StringComparison.Ordinal);
        }

        Assert.True(house.Get<CatalogRoom>().Current.People.ContainsKey("ada"));
    }

    [OpenSshFact("git")]
    public async Task IsNeverTakenFromAnAddress_NorKeptOfIt()
    {
        var token = await TokenAsync();
        using var said = new Listener();
        house.Get<ILoggerFactory>().AddProvider(said);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
        foreach (var name in (string[])["access_token", "private_token", "token", "password", "Authorization", "basic"])
        {
            foreach (var query in (string[])[$"{name}={token}", $"{name}=ada:{token}", $"{name}=Basic%20{Convert.ToBase64String(Encoding.UTF8.GetBytes($"ada:{token}"))}"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"/payments/app.git/info/refs?service=git-upload-pack&{query}");
                request.Headers.Host = Host;
                using var response = await client.SendAsync(request);
                Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
                Assert.DoesNotContain(token, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        }

        foreach (var (method, path) in ((HttpMethod, string)[])[(HttpMethod.Post, $"/oauth/revoke?client_id=remotedev-cli&token={token}"), (HttpMethod.Post, $"/oauth/token?token={token}"), (HttpMethod.Get, $"/account/tokens?token={token}")])
        {
            using var request = new HttpRequestMessage(method, path) { Content = method == HttpMethod.Post ? new FormUrlEncodedContent([]) : null };
            request.Headers.Host = "remotedev.localhost:8443";
            using var response = await client.SendAsync(request);
            Assert.NotEqual(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Empty(_inside.Asked);
        await GitTalk.UntilAsync(() => house.Traced<AccessRefused>().Count(refused => refused.Door == Door.Git) >= 18);

        // It lives on, and stands nowhere: not in the trace, not in the database, not in a log.
        var (exit, worked) = await GitProgram.RunAsync(_folder.FullName, Outside, [.. Plain, "ls-remote", Url(token)]);
        Assert.True(exit == 0, worked.Replace(token, "<token>", StringComparison.Ordinal));
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"ada:{token}"));
        foreach (var file in Directory.EnumerateFiles(house.Path("data"), "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".jsonl" or ".db" or ".db-wal"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var all = await reader.ReadToEndAsync();
            Assert.False(all.Contains(token[4..], StringComparison.Ordinal) || all.Contains(basic[..^4], StringComparison.Ordinal), file);
        }

        house.Get<ILoggerFactory>().CreateLogger("Test").Log(LogLevel.Warning, default, "Heard.", null, static (words, _) => words);
        Assert.Contains(said.Lines, line => line.Contains("Heard.", StringComparison.Ordinal));
        Assert.DoesNotContain(said.Lines, line => line.Contains(token[4..], StringComparison.Ordinal) || line.Contains(basic[..^4], StringComparison.Ordinal));
    }

    private static string[] Plain => ["-c", $"http.extraHeader=Host: {Host}", "-c", "http.proxy=", "-c", "credential.helper="];

    private static Dictionary<string, string> Outside => new(StringComparer.Ordinal) { ["NO_PROXY"] = "127.0.0.1" };

    private string Url(string token) => $"http://ada:{token}@127.0.0.1:{Port}/payments/app.git";

    /// <summary>Lets every fetch begin and never end.</summary>
    /// <returns>Set as soon as one has begun.</returns>
    private TaskCompletionSource HoldFetches(TaskCompletionSource? gone = null)
    {
        var begun = Signal();
        _inside.Instead = async http =>
        {
            if (http.Request.Method != "POST")
            {
                return false;
            }

            http.Response.ContentType = "application/x-git-upload-pack-result";
            await http.Response.Body.WriteAsync("0008NAK\n"u8.ToArray());
            await http.Response.Body.WriteAsync(Packet("\u0002Half of it is on its way\n"));
            await http.Response.Body.FlushAsync();
            begun.TrySetResult();
            try
            {
                await Task.Delay(GitTalk.Patience, http.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                gone?.TrySetResult();
            }

            return true;
        };
        return begun;
    }

    private async Task<(int Code, string Said)> CliAsync(params string[] arguments)
    {
        await using StringWriter output = new(), errors = new();
        var code = await RemoteDevProgram.RunAsync([.. arguments, "--gateway", $"unix:{house.Path("data/operator.sock")}"], output, errors, _ => null);
        return (code, output.ToString() + errors);
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static byte[] Packet(string text) => Encoding.UTF8.GetBytes($"{text.Length + 4:x4}{text}");

    private async Task<string> TokenAsync(string? window = null)
    {
        Assert.True(TokenHash.TryOf(house.Cookie, out var cookie));
        var signIn = house.Get<SignInSessions>().Find(cookie)!;
        var verified = Verified.With(Identified.BySignIn(Connection.Accept("c", Door.Portal, "", IPAddress.Loopback, encrypted: false, DateTimeOffset.UtcNow), signIn), signIn.Mfa!);
        Assert.True(TokenScope.TryMake(["gitFetch"], null, null, window, out var scope));
        var wanted = new NewAccessToken($"t{Guid.NewGuid():N}", scope, DateTimeOffset.UtcNow.AddDays(1));
        Assert.True((await house.Get<AccessTokenDesk>().IssueAsync(wanted, verified, askedFrom: null, default)).Passed(out var issued, out var refusal), refusal?.Reason);
        return issued.Value;
    }

    private sealed class Listener : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
