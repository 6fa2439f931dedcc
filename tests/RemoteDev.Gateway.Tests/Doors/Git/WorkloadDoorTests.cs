using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using RemoteDev.Gateway.Authorize;
using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain.Ssh.Connectors;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Credentials;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Listen;
using RemoteDev.Gateway.Tests.Doors.Git.Ssh;
using RemoteDev.Gateway.Tests.Doors.Ssh;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Tests.OpenSsh;
using RemoteDev.Gateway.Tests.Trace;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Ssh.Connection.Payloads;

namespace RemoteDev.Gateway.Tests.Doors.Git;

/// <summary>An environment's own push with the real git, and what becomes of it when the environment may not speak any more.</summary>
public sealed class WorkloadDoorTests(SshHouse house) : IClassFixture<SshHouse>, IAsyncLifetime
{
    private const string Host = "git.remotedev.localhost:8443";
    private const string Place = "payments-far";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("git-of-environments-");
    private GitServerInside _inside = null!;
    private AccessSession _session = null!;
    private string _secret = "";

    private static Dictionary<string, string> Outside => new(StringComparer.Ordinal) { ["NO_PROXY"] = "127.0.0.1" };

    private WorkloadCredentialDesk Desk => house.Get<WorkloadCredentialDesk>();

    public async Task InitializeAsync()
    {
        await GitTalk.UntilAsync(() => house.Get<Readiness>().IsOpen);
        _inside = await GitServerInside.StartAsync();
        await _inside.SeedAsync();
        await PutAsync(EnvironmentOf("127.0.0.0/8"));
        await house.EditAsync(new CatalogEdit.PutRepository(new RepositoryEntry("payments", "app", "App", "internal", _inside.Upstream, ["main"])));
        await house.SavePolicyAsync("""
            @id("people") @reason("Acme works on Payments.") @mfa("8h")
            permit (principal is RemoteDev::User in RemoteDev::Vendor::"acme", action, resource in RemoteDev::Project::"payments");
            """);
        _session = await EnterAsync();
    }

    public async Task DisposeAsync()
    {
        house.Get<LiveSessions>().End(_session.Id, EndReason.Closed, new Refusal(RefusalCode.SessionEnded, "Over."));
        await _inside.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [OpenSshTheory("git")]
    [InlineData("reissued", nameof(EndReason.EndedByAdmin))]
    [InlineData("elsewhere", nameof(EndReason.EndedByAdmin))]
    [InlineData("ended", nameof(EndReason.SessionLimit))]
    [InlineData("sources", nameof(EndReason.PersonChanged))]
    [InlineData("connector", nameof(EndReason.PersonChanged))]
    public async Task Cuts_WhatItMoves_WhenItMayNoMore(string why, string reason)
    {
        var connectors = house.Get<LiveConnectors>();
        var connector = new LiveConnector(Place, "SHA256:x", IPAddress.Loopback, DateTimeOffset.UtcNow, null!, new TcpIpForward("localhost", 0));
        if (why == "connector")
        {
            connectors.Add(connector);
            await PutAsync(EnvironmentOf() with { Ssh = new SshTarget("dev", [house.HostKey.ToLine()], [], null) { Via = SshTarget.Connector } });
        }

        var (push, said, held) = await HeldPushAsync($"refs/heads/far/{why}");
        using (push)
        {
            switch (why)
            {
                case "reissued":
                    await IssueAsync();
                    break;
                case "elsewhere":
                    // Another gateway, which tells nobody: the database alone knows.
                    await house.Get<WorkloadCredentialStore>().IssueAsync(Place, "root1", default);
                    break;
                case "ended":
                    await using (var context = await house.Get<IDbContextFactory<AccountContext>>().CreateDbContextAsync())
                    {
                        await context.WorkloadCredentials.Where(row => row.Environment == Place).ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpiresAt, DateTimeOffset.UtcNow));
                    }

                    break;
                case "sources":
                    await PutAsync(EnvironmentOf("10.9.0.0/16"));
                    break;
                default:
                    connectors.Remove(connector);
                    break;
            }

            using var patience = new CancellationTokenSource(GitTalk.Patience);
            await push.WaitForExitAsync(patience.Token);
            await File.WriteAllTextAsync(held + ".go", "");
            Assert.NotEqual(0, push.ExitCode);
            Assert.NotEqual("", await said, StringComparer.Ordinal);
        }

        Assert.Equal("", await _inside.RefAsync($"refs/heads/far/{why}"));
        await house.TracedAsync<GitPushed>(pushed => !pushed.Accepted && pushed.Refs[0].Name == $"refs/heads/far/{why}" && pushed.Actor == "ada");
        await house.TracedAsync<StreamEnded>(ended => ended.Kind == StreamKind.GitPush && ended.Reason.ToString() == reason);

        // The person works on: it was their environment's credential alone.
        Assert.False(_session.HasEnded);
    }

    [OpenSshFact("git")]
    public async Task GoesOn_WhenTheEnvironmentRenewsItsCredential()
    {
        var (push, said, held) = await HeldPushAsync("refs/heads/far/renewed");
        using (push)
        {
            var connection = Connection.Accept("c", Door.Git, "", IPAddress.Loopback, encrypted: false, DateTimeOffset.UtcNow);
            await using (var context = await house.Get<IDbContextFactory<AccountContext>>().CreateDbContextAsync())
            {
                // A credential of this very second is not renewed; everything else about it stays.
                await context.WorkloadCredentials.Where(row => row.Environment == Place).ExecuteUpdateAsync(set => set.SetProperty(row => row.RenewedAt, DateTimeOffset.UtcNow.AddMinutes(-1)));
            }

            var step = await Desk.RenewAsync(connection, $"environment:{Place}", _secret, default);
            Assert.True(step.Passed(out var renewed, out var refusal), refusal?.Reason);
            Assert.Null((await house.Get<WorkloadIdentity>().ProveAsync(connection, Place, renewed.Secret.Reveal(), default)).Why);
            house.Get<WorkloadWatch>().LookAround();
            await house.Get<WorkloadWatch>().AskAsync(default);
            var streams = _session.Streams().Where(one => one.Kind == StreamKind.GitPush).ToList();
            Assert.NotEmpty(streams);
            Assert.DoesNotContain(streams, stream => stream.IsCut);
            Assert.False(push.HasExited);
            await File.WriteAllTextAsync(held + ".go", "");
            await push.WaitForExitAsync();
            Assert.Contains("pre-receive hook declined", await said, StringComparison.Ordinal);
        }
    }

    [OpenSshTheory("git")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Spares_WhatRuns_WhileItsConnectorRestarts_AndNotOneThatComesBackFromElsewhere(bool elsewhere)
    {
        var (clock, places) = (new ManualClock(DateTimeOffset.UtcNow), new Places());
        var identity = new WorkloadIdentity(house.Get<WorkloadCredentialStore>(), house.Get<CatalogRoom>(), house.Get<WorkloadAlarms>(), clock, places);
        using var watch = new WorkloadWatch(house.Get<LiveSessions>(), identity, clock, NullLogger<WorkloadWatch>.Instance);
        await WhileConnectedAsync($"refs/heads/far/restart-{elsewhere}", async stream =>
        {
            // Away almost too long, twice: it was back between.
            for (var i = 0; i < 2; i++)
            {
                places.Sources = [];
                watch.LookAround();
                clock.Advance(WorkloadWatch.Unconnected - TimeSpan.FromMilliseconds(1));
                watch.LookAround();
                Assert.False(stream.IsCut);

                // Nothing begins meanwhile.
                var connection = Connection.Accept("c", Door.Git, "", IPAddress.Loopback, encrypted: false, DateTimeOffset.UtcNow);
                Assert.Contains("its connector", (await identity.ProveAsync(connection, Place, _secret, default)).Why!.Reason, StringComparison.Ordinal);
                places.Sources = [IPAddress.Loopback];
                watch.LookAround();
            }

            places.Sources = elsewhere ? [IPAddress.Parse("10.9.9.9")] : [];
            watch.LookAround();
            Assert.Equal(elsewhere, stream.IsCut);
            clock.Advance(WorkloadWatch.Unconnected);
            watch.LookAround();
            Assert.True(stream.IsCut);
        });
    }

    [OpenSshFact("git")]
    public async Task Cuts_WhatComesFromElsewhere_AlsoWhileTheDatabaseIsSilent()
    {
        var (clock, places, database) = (new ManualClock(DateTimeOffset.UtcNow), new Places { Sources = [IPAddress.Loopback] }, new SilentDatabase());
        var store = new WorkloadCredentialStore(database, house.Get<IdentifyOptions>(), clock);
        var identity = new WorkloadIdentity(store, house.Get<CatalogRoom>(), house.Get<WorkloadAlarms>(), clock, places);
        using var watch = new WorkloadWatch(house.Get<LiveSessions>(), identity, clock, NullLogger<WorkloadWatch>.Instance);
        await WhileConnectedAsync("refs/heads/far/silent", async stream =>
        {
            await watch.StartAsync(default);

            // It does not wait for one answer for ever.
            await PassAsync(clock, () => database.Asked >= 2);
            Assert.False(stream.IsCut);
            places.Sources = [IPAddress.Parse("10.9.9.9")];
            clock.Advance(TimeSpan.FromMilliseconds(500));
            await GitTalk.UntilAsync(() => stream.IsCut);
            await watch.StopAsync(default);
        });
    }

    [OpenSshFact("git")]
    public async Task GoesOn_AfterLooksThatFailed()
    {
        var (clock, places) = (new ManualClock(DateTimeOffset.UtcNow), new Places { Sources = [IPAddress.Loopback], Stumbles = 1 });
        var database = new StumblingDatabase(house.Get<IDbContextFactory<AccountContext>>(), stumbles: 1);
        var store = new WorkloadCredentialStore(database, house.Get<IdentifyOptions>(), clock);
        var identity = new WorkloadIdentity(store, house.Get<CatalogRoom>(), house.Get<WorkloadAlarms>(), clock, places);
        using var watch = new WorkloadWatch(house.Get<LiveSessions>(), identity, clock, NullLogger<WorkloadWatch>.Instance);
        await WhileConnectedAsync("refs/heads/far/stumbled", async stream =>
        {
            await watch.StartAsync(default);
            await PassAsync(clock, () => database.Asked >= 2 && places.Stumbles < 0);
            Assert.False(stream.IsCut);
            places.Sources = [IPAddress.Parse("10.9.9.9")];
            clock.Advance(TimeSpan.FromMilliseconds(500));
            await GitTalk.UntilAsync(() => stream.IsCut);
            await watch.StopAsync(default);
        });
    }

    private static Task PassAsync(ManualClock clock, Func<bool> so) => GitTalk.UntilAsync(() =>
    {
        clock.Advance(TimeSpan.FromMilliseconds(500));
        return so();
    });

    /// <summary>A push that the server holds, of an environment whose connector the house itself sees all the time.</summary>
    private async Task WhileConnectedAsync(string name, Func<LiveStream, Task> test)
    {
        var connector = new LiveConnector(Place, "SHA256:x", IPAddress.Loopback, DateTimeOffset.UtcNow, null!, new TcpIpForward("localhost", 0));
        house.Get<LiveConnectors>().Add(connector);
        try
        {
            await PutAsync(EnvironmentOf() with { Ssh = new SshTarget("dev", [house.HostKey.ToLine()], [], null) { Via = SshTarget.Connector } });
            var (push, said, held) = await HeldPushAsync(name);
            using (push)
            {
                // The one that carries the pack; the question before it may linger.
                await test(Assert.Single(_session.Streams(), one => one.Kind == StreamKind.GitPush && one.BytesIn > 0));
                await push.WaitForExitAsync().WaitAsync(GitTalk.Patience);
                await File.WriteAllTextAsync(held + ".go", "");
                Assert.NotEqual("", await said, StringComparer.Ordinal);
            }

            Assert.Equal("", await _inside.RefAsync(name));
        }
        finally
        {
            house.Get<LiveConnectors>().Remove(connector);
        }
    }

    private static EnvironmentEntry EnvironmentOf(params string[] sources) =>
        new(Place, "payments", "Far VM", "ssh", "internal", new Uri("ssh://localhost:22"), null, [], [.. sources]);

    private Task PutAsync(EnvironmentEntry entry) => house.EditAsync(new CatalogEdit.PutEnvironment(
        entry.Ssh is null ? entry with { Ssh = new SshTarget("dev", [house.HostKey.ToLine()], [], null) } : entry));

    private async Task<AccessSession> EnterAsync()
    {
        Assert.True(TokenHash.TryOf(house.Cookie, out var cookie));
        var signIn = house.Get<SignInSessions>().Find(cookie)!;
        var verified = Verified.With(Identified.BySignIn(Connection.Accept("c", Door.Portal, "", IPAddress.Loopback, encrypted: false, DateTimeOffset.UtcNow), signIn), signIn.Mfa!);
        Assert.True((await house.Get<AuthorizeRoom>().EnterEnvironmentAsync(verified, Place, default)).Passed(out var permitted, out var refusal), refusal?.Reason);
        var nonce = Secret.New();
        Assert.True(house.Get<SessionTickets>().IssueEntryCode(permitted.Session, nonce.Hash).Passed(out var code, out _));
        Assert.True(house.Get<SessionTickets>().Redeem(code.Reveal(), Place, nonce.Reveal()).Passed(out _, out refusal), refusal?.Reason);
        return permitted.Session;
    }

    private async Task<string> IssueAsync()
    {
        Assert.True((await Desk.IssueAsync(Place, SshHouse.Operator, default)).Passed(out var issued, out var refusal), refusal?.Reason);
        return issued.Secret.Reveal();
    }

    /// <summary>A push that the server holds, half a minute at most.</summary>
    private async Task<(System.Diagnostics.Process Push, Task<string> Said, string Held)> HeldPushAsync(string name)
    {
        _secret = await IssueAsync();
        var port = new Uri(house.Get<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(address => address.StartsWith("http://127", StringComparison.Ordinal))).Port;
        var url = $"http://environment%3A{Place}:{_secret}@127.0.0.1:{port}/payments/app.git";
        string[] plain = ["-c", $"http.extraHeader=Host: {Host}", "-c", "http.proxy=", "-c", "credential.helper="];
        var (exit, cloned) = await GitProgram.RunAsync(_folder.FullName, Outside, [.. plain, "clone", "--quiet", url, "clone"]);
        Assert.True(exit == 0, cloned.Replace(_secret, "<secret>", StringComparison.Ordinal));
        var clone = Path.Combine(_folder.FullName, "clone");
        await File.WriteAllTextAsync(Path.Combine(clone, "mine.txt"), "mine\n");
        await GitProgram.InAsync(clone, "add", "--all");
        await GitProgram.InAsync(clone, "commit", "--quiet", "-m", "mine");
        var held = await _inside.HoldPushesAsync();
        var push = GitProgram.Start(clone, Outside, [.. plain, "push", "origin", $"HEAD:{name}"]);
        var said = push.StandardError.ReadToEndAsync();
        await GitTalk.UntilAsync(() => File.Exists(held) || push.HasExited);
        Assert.False(push.HasExited, push.HasExited ? (await said).Replace(_secret, "<secret>", StringComparison.Ordinal) : "");
        return (push, said, held);
    }

    private sealed class Places : IEnvironmentConnections
    {
        public IPAddress[] Sources { get; set; } = [];

        /// <summary>Throws so often before it answers; below zero once it has answered.</summary>
        public int Stumbles { get; set; }

        public IReadOnlyList<IPAddress> SourcesOf(string environment) => --Stumbles >= 0 ? throw new InvalidOperationException("As the test wants.") : Sources;
    }

    /// <summary>It takes every question, and answers none.</summary>
    private sealed class SilentDatabase : IDbContextFactory<AccountContext>
    {
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public AccountContext CreateDbContext() => throw new NotSupportedException();

        public async Task<AccountContext> CreateDbContextAsync(CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _asked);
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new NotSupportedException();
        }
    }
}
