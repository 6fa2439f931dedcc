using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Doors.Git;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Credentials;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Tests.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Doors.Git;

/// <summary>The credential helper of environments, as it is, against the door that renews: the shell script and nothing in its place.</summary>
public sealed class CredentialHelperTests : IAsyncLifetime
{
    private static readonly TimeSpan Third = TimeSpan.FromDays(7) / 3;

    private string _folder = "";
    private IdentifyHouse _house = null!;

    private string File => Path.Combine(_folder, "credential");

    public async Task InitializeAsync()
    {
        _folder = Directory.CreateTempSubdirectory("remotedev-helper-").FullName;

        // The script has the machine's clock.
        _house = await IdentifyHouse.OpenAsync(
            clock: new ManualClock(DateTimeOffset.UtcNow),
            more: builder => builder.Services.AddSingleton<GitDoorTrace>().AddSingleton<WorkloadRenewal>(),
            use: app => app.Run(http => WorkloadRenewal.IsFor(http.Request)
                ? app.Services.GetRequiredService<WorkloadRenewal>().AnswerAsync(http, IdentifyHouse.At(Door.Git, source: http.Connection.RemoteIpAddress))
                : Task.CompletedTask));
        await SourcesAsync("127.0.0.0/8");
    }

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Answers_WithAYoungSecret_AndAsksNobody()
    {
        var secret = await GiveAsync(age: Third - TimeSpan.FromMinutes(5));
        var (said, errors) = await GetAsync();
        Assert.Equal($"username=environment:payments-dev\npassword={secret}\n", said);
        Assert.Equal("", errors);
        Assert.Empty(_house.Traced<CredentialRenewed>());
    }

    [Fact]
    public async Task Renews_WhenAThirdOfItsLifeIsOver_AndKeepsTheNewOneToItself()
    {
        var secret = await GiveAsync(age: Third + TimeSpan.FromMinutes(5));
        _house.Clock.Advance(TimeSpan.FromMinutes(1));
        var (said, errors) = await GetAsync();
        Assert.Equal("", errors);
        var renewed = Password(said);
        Assert.NotEqual(secret, renewed, StringComparer.Ordinal);
        Assert.Equal(WorkloadStanding.Current, await StandingAsync(renewed));
        Assert.Equal(WorkloadStanding.Previous, await StandingAsync(secret));
#pragma warning disable CA1416 // the helper is for Debian
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
#pragma warning restore CA1416
        var lines = await System.IO.File.ReadAllLinesAsync(File);
        Assert.Equal([$"issued={Unix(_house.Clock.GetUtcNow())}", $"expires={Unix(_house.Clock.GetUtcNow().AddDays(7))}", "username=environment:payments-dev", $"password={renewed}"], lines);

        // Young again: the next command asks nobody, and nothing is left behind but the lock.
        Assert.Equal(said, (await GetAsync()).Said);
        Assert.Single(_house.Traced<CredentialRenewed>());
        Assert.Equal(["credential", "credential.lock"], Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Renews_AFileOfBefore_ByItsOwnAge()
    {
        var secret = await GiveAsync(age: null);
        _house.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(secret, Password((await GetAsync()).Said));
        System.IO.File.SetLastWriteTimeUtc(File, DateTime.UtcNow - Third - TimeSpan.FromMinutes(5));
        Assert.NotEqual(secret, Password((await GetAsync()).Said), StringComparer.Ordinal);
    }

    [Fact]
    public async Task RenewsOnce_ForCommandsAtOnce()
    {
        var secret = await GiveAsync(age: Third + TimeSpan.FromMinutes(5));
        _house.Clock.Advance(TimeSpan.FromMinutes(1));
        var all = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => GetAsync()));
        var renewed = Assert.Single(all.Select(one => Password(one.Said)).Distinct(StringComparer.Ordinal));
        Assert.NotEqual(secret, renewed, StringComparer.Ordinal);
        Assert.Equal(WorkloadStanding.Current, await StandingAsync(renewed));
        Assert.Single(_house.Traced<CredentialRenewed>());
    }

    [Fact]
    public async Task GoesOnWithThePresentSecret_WhenTheGatewayCannotBeReached()
    {
        var secret = await GiveAsync(age: Third + TimeSpan.FromMinutes(5));
        await _house.CloseAsync();
        var (said, errors) = await GetAsync("127.0.0.1:1");
        Assert.Equal(secret, Password(said));
        Assert.Contains("does not answer; the present one is used", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaysWhy_WhenItIsNotRenewed()
    {
        var secret = await GiveAsync(age: Third + TimeSpan.FromMinutes(5));
        await SourcesAsync("10.0.0.0/8");
        var (said, errors) = await GetAsync();
        Assert.Equal(secret, Password(said));
        Assert.Contains("is not accepted from 127.0.0.1", errors, StringComparison.Ordinal);
        Assert.Empty(_house.Traced<CredentialRenewed>());
        await _house.FlushTraceAsync();
        Assert.Contains(_house.Traced<AccessRefused>(), e => e is { Code: RefusalCode.BadCredential, Door: Door.Git });
    }

    [Fact]
    public async Task SaysWhatToDo_WhenItIsOver()
    {
        await GiveAsync(age: TimeSpan.FromDays(8));
        await using (var context = await _house.Get<IDbContextFactory<AccountContext>>().CreateDbContextAsync())
        {
            var ended = _house.Clock.GetUtcNow();
            await context.WorkloadCredentials.ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpiresAt, ended));
        }

        var (_, errors) = await GetAsync();
        Assert.Contains("ended at", errors, StringComparison.Ordinal);
        Assert.Contains($"remotedev environment credential payments-dev --out {File}", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("host=gateway.example/evil\nprotocol=http\n")]
    [InlineData("host=a b\nprotocol=http\n")]
    [InlineData("host=127.0.0.1:1\nprotocol=file\n")]
    [InlineData("")]
    public async Task AsksNobody_WhenItIsNotToldWhom(string asked)
    {
        var secret = await GiveAsync(age: Third + TimeSpan.FromMinutes(5));
        var (said, errors) = await RunAsync(asked);
        Assert.Equal(secret, Password(said));
        Assert.Equal("", errors);
    }

    [Fact]
    public async Task AnswersTheDoor_InJsonThatNobodyKeeps_AndRefusesInOneLine()
    {
        var secret = await GiveAsync(age: Third);
        _house.Clock.Advance(TimeSpan.FromMinutes(1));
        using var client = new HttpClient { BaseAddress = _house.Origin };
        using var none = await client.PostAsync(new Uri(WorkloadRenewal.Path, UriKind.Relative), null);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, none.StatusCode);
        Assert.Equal("no-store", none.Headers.CacheControl?.ToString());

        client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"environment:payments-dev:{secret}")));
        using var first = await client.PostAsync(new Uri(WorkloadRenewal.Path, UriKind.Relative), null);
        Assert.Equal(("application/json", "no-store"), (first.Content.Headers.ContentType?.MediaType, first.Headers.CacheControl?.ToString()));
        using var again = await client.PostAsync(new Uri(WorkloadRenewal.Path, UriKind.Relative), null);
        Assert.Equal(System.Net.HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal(WorkloadRefusals.RenewedAlready.Reason + "\n", await again.Content.ReadAsStringAsync());
    }

    private static string Unix(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static string Password(string said) => said.TrimEnd('\n').Split("password=")[1];

    private static string Script([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "..", "deploy", "client-network", "credential-helper"));

    private Task SourcesAsync(string network) =>
        _house.EditAsync(new CatalogEdit.PutEnvironment(_house.Catalog.Current.Environments["payments-dev"] with { Sources = [network] }));

    /// <summary>Writes the file as if it had been written so long ago; null: as it was written before there were times in it.</summary>
    private async Task<string> GiveAsync(TimeSpan? age)
    {
        Assert.True((await _house.Get<WorkloadCredentialDesk>().IssueAsync("payments-dev", IdentifyHouse.Operator, default)).Passed(out var issued, out _));
        var now = DateTimeOffset.UtcNow;
        var times = age is { } old ? $"issued={Unix(now - old)}\nexpires={Unix(now - old + TimeSpan.FromDays(7))}\n" : "";
        await System.IO.File.WriteAllTextAsync(File, $"{times}username={issued.UserName}\npassword={issued.Secret.Reveal()}\n");
        return issued.Secret.Reveal();
    }

    private async Task<WorkloadStanding> StandingAsync(string secret)
    {
        Assert.True(TokenHash.TryOf(secret, out var hash));
        return (await _house.Get<WorkloadCredentialStore>().JudgeAsync("payments-dev", hash, System.Net.IPAddress.Loopback, default)).Standing;
    }

    private Task<(string Said, string Errors)> GetAsync(string? host = null) =>
        RunAsync($"protocol=http\nhost={host ?? $"127.0.0.1:{_house.Origin.Port}"}\n\n");

    private async Task<(string Said, string Errors)> RunAsync(string asked)
    {
        var start = new ProcessStartInfo("bash")
        {
            ArgumentList = { Script(), File, "get" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(asked);
        process.StandardInput.Close();
        var said = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(patience.Token);
        Assert.Equal(0, process.ExitCode);
        return (await said, await errors);
    }
}
