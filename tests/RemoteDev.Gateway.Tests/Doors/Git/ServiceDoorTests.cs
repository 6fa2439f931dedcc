using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Listen;
using RemoteDev.Gateway.Tests.Doors.Git.Ssh;
using RemoteDev.Gateway.Tests.Doors.Ssh;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Tests.OpenSsh;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Doors.Git;

/// <summary>CI with the real git over HTTP through the whole gateway, and whoever tries to be it, to be more, or to go elsewhere.</summary>
public sealed class ServiceDoorTests(SshHouse house) : IClassFixture<SshHouse>, IAsyncLifetime
{
    private const string Host = "git.remotedev.localhost:8443";

    private const string Policy = """
        @id("people") @reason("Acme works on Payments.") @mfa("8h")
        permit (principal is RemoteDev::User in RemoteDev::Vendor::"acme", action, resource in RemoteDev::Project::"payments");
        @id("machines") @reason("CI builds Payments.")
        permit (principal is RemoteDev::ServiceAccount in RemoteDev::Role::"deployer", action, resource in RemoteDev::Project::"payments");
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("git-of-services-");
    private GitServerInside _inside = null!;

    private static ServiceEntry Ci => new("ci", "Builds of Payments", "ada", "acme", ["deployer"], ["127.0.0.0/8"], Suspended: false);

    private static RepositoryEntry Other => new("payments", "other", "Other", "internal", new Uri("http://127.0.0.1:9/payments/other.git"), []);

    public async Task InitializeAsync()
    {
        await GitTalk.UntilAsync(() => house.Get<Readiness>().IsOpen);
        _inside = await GitServerInside.StartAsync();
        await _inside.SeedAsync();
        await house.EditAsync(
            new CatalogEdit.SetSuspended("ada", Suspended: false, "Test."),
            new CatalogEdit.PutRole(new RoleEntry("deployer", "Deployer", Administrative: false)),
            new CatalogEdit.PutPerson(new PersonEntry("ben", "Ben", "ben@example.com", null, [], Suspended: false, "Etc/UTC", [])),
            new CatalogEdit.PutRepository(new RepositoryEntry("payments", "app", "App", "internal", _inside.Upstream, ["main"])),
            new CatalogEdit.PutRepository(Other),
            new CatalogEdit.PutService(Ci),
            new CatalogEdit.SetServiceSuspended("ci", Suspended: false, "Test."));
        await house.SavePolicyAsync(Policy);
    }

    public async Task DisposeAsync()
    {
        await _inside.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [OpenSshFact("git")]
    public async Task ClonesAndPushes_AsItself_AndIsNobody()
    {
        var token = await TokenAsync();
        await SucceedAsync(token, "clone", "--quiet", Url(token), "clone");
        await CommitAsync();
        await SucceedAsync(token, "-C", "clone", "push", "--quiet", "origin", "HEAD:refs/heads/ci/1");
        Assert.NotEqual("", await _inside.RefAsync("refs/heads/ci/1"), StringComparer.Ordinal);

        var opened = await house.TracedAsync<SessionOpened>(one => one.Login == "service:ci");
        Assert.Equal(("service:ci", SessionKind.Git, "payments/app", "acme"), (opened.Actor, opened.Kind, opened.Place, opened.Vendor));
        Assert.Equal(["machines"], opened.Policies);
        var pushed = await house.TracedAsync<GitPushed>(one => one.Accepted && one.Refs[0].Name == "refs/heads/ci/1");
        Assert.Equal("service:ci", pushed.Actor);
        Assert.Contains(house.Get<LiveSessions>().All, session => session.Login == "service:ci");
        Assert.DoesNotContain("service:ci", house.Get<CatalogRoom>().Current.People.Keys, StringComparer.Ordinal);
        Assert.DoesNotContain("ci", house.Get<CatalogRoom>().Current.People.Keys, StringComparer.Ordinal);
        Assert.DoesNotContain(house.Traced<SessionOpened>(), one => one.Login == "ci");
    }

    [OpenSshFact("git")]
    public async Task Refuses_FromAnotherNetwork_WhateverAHeaderSays()
    {
        var token = await TokenAsync();
        await house.EditAsync(new CatalogEdit.PutService(Ci with { Sources = ["10.9.0.0/16"] }));
        foreach (var header in (string[])["X-Forwarded-For: 10.9.0.1", "Forwarded: for=10.9.0.1", "X-Real-IP: 10.9.0.1", "X_Forwarded_For: 10.9.0.1"])
        {
            var said = await RefusedAsync(token, "-c", $"http.extraHeader={header}", "ls-remote", Url(token));
            Assert.Contains("is not accepted from 127.0.0.1", said, StringComparison.Ordinal);
        }

        Assert.Empty(_inside.Asked);
    }

    [OpenSshFact("git")]
    public async Task Refuses_WhatItsTokenIsNotFor()
    {
        var token = await TokenAsync("gitFetch", repository: "payments/app");
        await SucceedAsync(token, "clone", "--quiet", Url(token), "clone");
        await CommitAsync();
        Assert.Contains("for nothing else", await RefusedAsync(token, "-C", "clone", "push", "origin", "HEAD:refs/heads/ci/2"), StringComparison.Ordinal);
        Assert.Contains("for nothing else", await RefusedAsync(token, "ls-remote", Url(token, "payments/other.git")), StringComparison.Ordinal);
        Assert.Equal("", await _inside.RefAsync("refs/heads/ci/2"));
    }

    [OpenSshFact("git")]
    public async Task Refuses_AnothersToken_AnothersName_AndWhoOnlyLooksLikeIt()
    {
        await house.EditAsync(new CatalogEdit.PutService(Ci with { Name = "other" }), new CatalogEdit.SetServiceSuspended("other", Suspended: false, "Test."));
        var (ci, other) = (await TokenAsync(), await TokenAsync(service: "other"));
        await SucceedAsync(ci, "ls-remote", Url(ci));
        foreach (var (user, token) in ((string, string)[])[("service%3Aci", other), ("service%3Aother", ci), ("ci", ci), ("ada", ci), ("Service%3Aci", ci), ("service%3A", ci), ("environment%3Aci", ci), ("service%3Aservice%3Aci", ci)])
        {
            var (exit, _) = await GitAsync("ls-remote", $"http://{user}:{token}@127.0.0.1:{Port}/payments/app.git");
            Assert.NotEqual(0, exit);
        }
    }

    [OpenSshFact("git")]
    public async Task Refuses_WhereAFactorIsAskedFor_AndAPermitForWhoeverAsks_AndSaysSo()
    {
        var token = await TokenAsync();
        await house.SavePolicyAsync("""@id("all") permit (principal, action in [RemoteDev::Action::"gitFetch", RemoteDev::Action::"gitPush"], resource);""");
        Assert.Contains("all permits it to whoever asks", await RefusedAsync(token, "ls-remote", Url(token)), StringComparison.Ordinal);
        await house.SavePolicyAsync("""@id("strict") @mfa("8h") permit (principal in RemoteDev::Role::"deployer", action, resource);""");
        Assert.Contains("strict asks for a second factor, which a service account never has", await RefusedAsync(token, "ls-remote", Url(token)), StringComparison.Ordinal);
    }

    [OpenSshFact("git")]
    public async Task Refuses_WhileItOrItsOwnerIsSuspended_AndSaysWhomToAsk()
    {
        var token = await TokenAsync();
        await house.EditAsync(new CatalogEdit.SetServiceSuspended("ci", Suspended: true, "Test."));
        Assert.Contains("Ask Ada, who answers for it", await RefusedAsync(token, "ls-remote", Url(token)), StringComparison.Ordinal);
        Assert.False((await TryTokenAsync()).Passed(out _, out _));
        await house.EditAsync(new CatalogEdit.SetServiceSuspended("ci", Suspended: false, "Test."), new CatalogEdit.SetSuspended("ada", Suspended: true, "Test."));
        Assert.Contains("Ada, who answers for the service account ci, is suspended", await RefusedAsync(token, "ls-remote", Url(token)), StringComparison.Ordinal);
        await house.EditAsync(new CatalogEdit.PutService(Ci with { Owner = "ben" }));
        await SucceedAsync(token, "ls-remote", Url(token));
    }

    [OpenSshTheory("git")]
    [InlineData("suspended")]
    [InlineData("owner")]
    [InlineData("revoked")]
    [InlineData("sources")]
    [InlineData("role")]
    [InlineData("removed")]
    public async Task Cuts_WhatItMoves_WhenItMayNoMore(string why)
    {
        var (token, id) = await TokenWithIdAsync();
        await SucceedAsync(token, "clone", "--quiet", Url(token), "clone");
        await CommitAsync();
        var held = await _inside.HoldPushesAsync();
        using var push = GitProgram.Start(_folder.FullName, Environment(), [.. Plain, "-C", "clone", "push", "origin", $"HEAD:refs/heads/ci/{why}"]);
        var said = push.StandardError.ReadToEndAsync();
        await GitTalk.UntilAsync(() => File.Exists(held) || push.HasExited);
        Assert.False(push.HasExited, push.HasExited ? await said : "");

        await (why switch
        {
            "suspended" => house.EditAsync(new CatalogEdit.SetServiceSuspended("ci", Suspended: true, "Test.")),
            "owner" => house.EditAsync(new CatalogEdit.SetSuspended("ada", Suspended: true, "Test.")),
            "sources" => house.EditAsync(new CatalogEdit.PutService(Ci with { Sources = ["10.9.0.0/16"] })),
            "role" => house.EditAsync(new CatalogEdit.PutService(Ci with { Roles = [] })),
            "removed" => house.EditAsync(new CatalogEdit.Remove(CatalogKind.Service, "ci")),
            _ => house.Get<ServiceTokenDesk>().RevokeAsync("ci", id, IdentifyHouse.Operator, CancellationToken.None),
        });
        using var patience = new CancellationTokenSource(GitTalk.Patience);
        await push.WaitForExitAsync(patience.Token);
        await File.WriteAllTextAsync(held + ".go", "");
        Assert.NotEqual(0, push.ExitCode);
        Assert.Equal("", await _inside.RefAsync($"refs/heads/ci/{why}"));
        await house.TracedAsync<GitPushed>(pushed => !pushed.Accepted && pushed.Refs[0].Name == $"refs/heads/ci/{why}" && pushed.Actor == "service:ci");
        Assert.NotEqual("", await said, StringComparer.Ordinal);
    }

    [OpenSshFact("git")]
    public async Task IsNothing_AtAnyOtherDoor()
    {
        var token = await TokenAsync();
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
        foreach (var (host, path) in ((string, string)[])[("remotedev.localhost:8443", "/services"), ("remotedev.localhost:8443", "/api/v1/services"), ($"{SshHouse.Place}.remotedev.localhost:8443", "/"), ("remotedev.localhost:8443", "/scim/v2/x/Users")])
        {
            foreach (var scheme in (string[])["Basic", "Bearer"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.Host = host;
                var value = scheme == "Basic" ? Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"service:ci:{token}")) : token;
                request.Headers.TryAddWithoutValidation("Authorization", $"{scheme} {value}");
                request.Headers.TryAddWithoutValidation("Cookie", $"__Host-rd={token["rdg_".Length..]}; __Host-rd-env={token["rdg_".Length..]}");
                using var response = await client.SendAsync(request);
                Assert.NotEqual(HttpStatusCode.OK, response.StatusCode);
                Assert.DoesNotContain("Builds of Payments", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        }

        // Over SSH a name says where to, never who: the key decides, and a machine has none.
        var (exit, _) = await GitProgram.RunAsync(
            _folder.FullName,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_SSH_COMMAND"] = "ssh -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o IdentitiesOnly=yes -F /dev/null" },
            "ls-remote", string.Create(CultureInfo.InvariantCulture, $"ssh://service%3Aci@127.0.0.1:{house.Port}/payments/app.git"));
        Assert.NotEqual(0, exit);
        Assert.DoesNotContain(house.Get<LiveSessions>().All, session => session.Login == "service:ci" && session.Kind != SessionKind.Git);
    }

    private static string[] Plain => ["-c", $"http.extraHeader=Host: {Host}", "-c", "http.proxy=", "-c", "credential.helper="];

    private int Port => new Uri(house.Get<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(address => address.StartsWith("http://127", StringComparison.Ordinal))).Port;

    private string Url(string token, string path = "payments/app.git") => $"http://service%3Aci:{token}@127.0.0.1:{Port}/{path}";

    private static Dictionary<string, string> Environment() => new(StringComparer.Ordinal) { ["NO_PROXY"] = "127.0.0.1" };

    private Task<(int Exit, string Said)> GitAsync(params string[] arguments) => GitProgram.RunAsync(_folder.FullName, Environment(), [.. Plain, .. arguments]);

    private async Task SucceedAsync(string token, params string[] arguments)
    {
        var (exit, said) = await GitAsync(arguments);
        Assert.True(exit == 0, said.Replace(token, "<token>", StringComparison.Ordinal));
    }

    private async Task<string> RefusedAsync(string token, params string[] arguments)
    {
        var (exit, said) = await GitAsync(arguments);
        Assert.NotEqual(0, exit);
        Assert.DoesNotContain(token, string.Join('\n', house.Traced<AccessRefused>().Select(one => one.Reason + one.Path)), StringComparison.Ordinal);
        return said;
    }

    private Task<Step<IssuedAccessToken>> TryTokenAsync(string actions = "gitFetch gitPush", string? repository = null, string service = "ci")
    {
        Assert.True(TokenScope.TryMake(actions.Split(' '), null, repository, null, out var scope));
        var wanted = new NewAccessToken($"t{Guid.NewGuid():N}", scope, DateTimeOffset.UtcNow.AddDays(1));
        return house.Get<ServiceTokenDesk>().IssueAsync(service, wanted, IdentifyHouse.Operator, CancellationToken.None);
    }

    private async Task<string> TokenAsync(string actions = "gitFetch gitPush", string? repository = null, string service = "ci")
    {
        Assert.True((await TryTokenAsync(actions, repository, service)).Passed(out var issued, out var why), why?.Reason);
        return issued.Value;
    }

    private async Task<(string Token, string Id)> TokenWithIdAsync()
    {
        Assert.True((await TryTokenAsync()).Passed(out var issued, out var why), why?.Reason);
        return (issued.Value, issued.Row.Id);
    }

    private async Task CommitAsync()
    {
        var clone = Path.Combine(_folder.FullName, "clone");
        await File.WriteAllTextAsync(Path.Combine(clone, "mine.txt"), "mine\n");
        await GitProgram.InAsync(clone, "add", "--all");
        await GitProgram.InAsync(clone, "commit", "--quiet", "-m", "mine");
    }
}
