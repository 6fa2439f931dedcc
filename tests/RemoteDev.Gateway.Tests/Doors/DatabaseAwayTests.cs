using System.Net;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Credentials;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Listen;
using RemoteDev.Gateway.Tests.Doors.Git.Ssh;
using RemoteDev.Gateway.Tests.Doors.Ssh;
using RemoteDev.Gateway.Tests.OpenSsh;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Doors;

/// <summary>What people outside hear at the doors while the database does not answer: words, and no fault of theirs.</summary>
public sealed class DatabaseAwayTests(SshHouse house) : IClassFixture<SshHouse>
{
    [OpenSshFact("ssh")]
    public async Task Tells_AnSshClient_ThatKeysCannotBeChecked()
    {
        await using (await WithoutAsync("identify_ssh_keys"))
        {
            var (code, said) = await house.SshAsync($"{SshHouse.Place}@127.0.0.1", "echo hello");
            Assert.NotEqual(0, code);
            Assert.Contains("The gateway cannot check SSH keys at this moment. Nothing was counted against you. Try again in a minute.", said, StringComparison.Ordinal);
            Assert.DoesNotContain("registered here", said, StringComparison.Ordinal);
            var refused = await house.TracedAsync<SignInRefused>(one => one.Code == RefusalCode.NotReady);
            Assert.Equal(house.Key.PublicKey.Fingerprint, refused.Login);
        }

        Assert.Equal((0, "hello\n"), await house.SshAsync($"{SshHouse.Place}@127.0.0.1", "echo hello"));
    }

    // The key is known; what it brings along, or what is typed, cannot be looked up.
    [OpenSshTheory("ssh")]
    [InlineData("identify_factors")]
    [InlineData("identify_ssh_doubts")]
    public async Task Lets_NobodyIn_WhoseFactorCannotBeLookedUp(string table)
    {
        await using (await WithoutAsync(table))
        {
            var (code, said) = await house.SshAsync($"{SshHouse.Place}@127.0.0.1", "echo hello");
            Assert.NotEqual(0, code);
            Assert.DoesNotContain("hello", said, StringComparison.Ordinal);
            Assert.Contains("at this moment. Nothing was counted against you", said, StringComparison.Ordinal);
        }

        Assert.Equal((0, "hello\n"), await house.SshAsync($"{SshHouse.Place}@127.0.0.1", "echo hello"));
    }

    [Theory]
    [InlineData("GET", "/payments/app.git/info/refs?service=git-upload-pack")]
    [InlineData("POST", "/.remotedev/workload-credential")]
    public async Task Tells_AnEnvironmentsGit_ToTryAgain(string method, string path)
    {
        await GitTalk.UntilAsync(() => house.Get<Readiness>().IsOpen);
        Assert.True((await house.Get<WorkloadCredentialDesk>().IssueAsync(SshHouse.Place, SshHouse.Operator, CancellationToken.None)).Passed(out var issued, out _));
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
        await using (await WithoutAsync("identify_workload_credentials"))
        {
            for (var i = 0; i < LockoutRule.For(LockoutKind.Git).Free + 1; i++)
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path);
                request.Headers.Host = "git.remotedev.localhost:8443";
                request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{issued.UserName}:{issued.Secret.Reveal()}")));
                using var response = await client.SendAsync(request);
                Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
                Assert.Equal(TimeSpan.FromMinutes(1), response.Headers.RetryAfter?.Delta);
                Assert.Contains("Try again in a minute", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        }

        Assert.Equal(0, house.Get<LockoutBook>().Of(LockoutKey.Git(IPAddress.Loopback)).Failures);
    }

    private int Port => new Uri(house.Get<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(address => address.StartsWith("http://127", StringComparison.Ordinal))).Port;

    /// <summary>Until it is disposed, whoever asks about this table gets the database's fault.</summary>
    private async Task<IAsyncDisposable> WithoutAsync(string table)
    {
        await RenameAsync(table, table + "_away");
        return new Return(this, table);
    }

    private async Task RenameAsync(string from, string to)
    {
        await using var context = await house.Get<IDbContextFactory<AccountContext>>().CreateDbContextAsync();
#pragma warning disable EF1002 // A name cannot be a parameter, and the tests give this one.
        await context.Database.ExecuteSqlRawAsync($"ALTER TABLE {from} RENAME TO {to}");
#pragma warning restore EF1002
    }

    private sealed class Return(DatabaseAwayTests tests, string table) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await tests.RenameAsync(table + "_away", table);
    }
}
