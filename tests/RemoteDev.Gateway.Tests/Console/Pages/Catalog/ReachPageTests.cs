using System.Net;
using System.Text.Json;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Ssh;
using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Gateway.Tests.Contain.Ssh;
using RemoteDev.Gateway.Tests.Trace;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.Console.Pages.Catalog;

/// <summary>Who follows the page's lines to the letter is let in, the check proves it, and only administrators may ask for one.</summary>
public sealed class ReachPageTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private const string Login = "devuser";
    private const string Path = "/environments/payments-vm/ssh";

    private SshAuthorities Authorities => host.Get<SshAuthorities>();

    [Fact]
    public async Task Shows_TheLinesOfTheMachinesFiles()
    {
        using var key = SshPrivateKey.GenerateEd25519();
        await PutAsync(9, key.PublicKey);
        using var ada = host.Browse("ada");

        var page = WebUtility.HtmlDecode(await ada.ReadAsync(Path));

        Assert.Contains(Authorities.TargetAuthority.ToLine(), page, StringComparison.Ordinal);
        Assert.Contains("TrustedUserCAKeys /etc/ssh/remotedev_authority.pub", page, StringComparison.Ordinal);
        Assert.Contains($"Match User {Login}", page, StringComparison.Ordinal);
        Assert.Contains(key.PublicKey.Fingerprint, page, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_ForAnAccount_WhereTheEnvironmentHasNone()
    {
        using var ada = host.Browse("ada");

        Assert.Contains("does not say how it is reached by SSH", await ada.ReadAsync("/environments/payments-ide/ssh"), StringComparison.Ordinal);
        await ada.ReadAsync("/environments/nowhere/ssh", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Checks_WhetherTheGatewayGetsIn()
    {
        await using var machine = new TargetMachine(Login, Authorities.TargetAuthority);
        await PutAsync(machine.Port, machine.HostKey);
        using var ada = host.Browse("ada");

        using var answer = await ada.SubmitAsync(Path);

        Assert.Contains("The gateway gets in", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(("ada/check", "true"), (machine.KeyId, machine.Command));
        Assert.Contains(Traced(), e => e is { Actor: "ada", Environment: "payments-vm", Outcome: "entered" } && e.HostKey == machine.HostKey.Fingerprint);
    }

    [Fact]
    public async Task Says_WhatIsWrongAndWhatToDo()
    {
        using var key = SshPrivateKey.GenerateEd25519();
        await PutAsync(9, key.PublicKey);
        using var ada = host.Browse("ada");

        using var answer = await ada.SubmitAsync(Path);

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Nothing answers there", page, StringComparison.Ordinal);
        Assert.Contains("firewall", page, StringComparison.Ordinal);
        Assert.Contains(Traced(), e => e is { Outcome: "unreachable", HostKey: null });
    }

    [Fact]
    public async Task Answers_TheApiAlike()
    {
        using var key = SshPrivateKey.GenerateEd25519();
        await PutAsync(9, key.PublicKey);
        using var ada = host.Browse("ada");

        using var answer = await ada.JsonAsync("/api/v1/environments/payments-vm/ssh-check", "");

        var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("unreachable", said.GetProperty("outcome").GetString());
        var keys = JsonDocument.Parse(await ada.ReadAsync("/api/v1/ssh/authorities")).RootElement;
        Assert.Equal(TargetLines.Authority(Authorities.TargetAuthority), keys.GetProperty("target").GetString());
        Assert.Equal($"@cert-authority [dev.example.com]:2222 {Authorities.HostAuthority.ToLine()}", keys.GetProperty("knownHosts").GetString());
        using var none = await ada.JsonAsync("/api/v1/environments/payments-ide/ssh-check", "");
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        using var nowhere = await ada.JsonAsync("/api/v1/environments/nowhere/ssh-check", "");
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("sam")]
    public async Task Opens_ToAdministratorsOnly(string login)
    {
        using var key = SshPrivateKey.GenerateEd25519();
        await PutAsync(9, key.PublicKey);
        var before = Traced().Count;
        using var other = host.Browse(login);

        await other.ReadAsync(Path, HttpStatusCode.Forbidden);
        using var check = await other.JsonAsync("/api/v1/environments/payments-vm/ssh-check", "");
        Assert.Equal(HttpStatusCode.Forbidden, check.StatusCode);
        using var keys = await other.GetAsync("/api/v1/ssh/authorities");
        Assert.Equal(HttpStatusCode.Forbidden, keys.StatusCode);
        Assert.Equal(before, Traced().Count);
    }

    [Fact]
    public async Task Checks_NothingWithoutTheFormOfThePage()
    {
        using var key = SshPrivateKey.GenerateEd25519();
        await PutAsync(9, key.PublicKey);
        var before = Traced().Count;
        using var ada = host.Browse("ada");

        using var withoutToken = await ada.PostAsync(Path, []);
        using var foreign = await ada.PostAsync(Path, ConsoleBrowser.Filled(await ada.ReadAsync(Path)), site: "cross-site");

        Assert.Equal(HttpStatusCode.BadRequest, withoutToken.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        Assert.Equal(before, Traced().Count);
    }

    [Fact]
    public async Task Tells_PeopleHowToFindTheGateway()
    {
        using var dev = host.Browse("dev");

        var account = WebUtility.HtmlDecode(await dev.ReadAsync("/account"));

        Assert.Contains($"@cert-authority [dev.example.com]:2222 {Authorities.HostAuthority.ToLine()}", account, StringComparison.Ordinal);
        Assert.Contains(Authorities.HostPublicKey.Fingerprint, account, StringComparison.Ordinal);
    }

    private List<SshTargetChecked> Traced() =>
        [.. Directory.EnumerateFiles(System.IO.Path.Combine(host.Data, "trace"), "*.jsonl").Order(StringComparer.Ordinal)
            .SelectMany(TraceFixture.EntriesOf).Select(entry => entry.Event).OfType<SshTargetChecked>()];

    private Task PutAsync(int port, SshPublicKey hostKey) => host.EditAsync(new CatalogEdit.PutEnvironment(
        new EnvironmentEntry("payments-vm", "payments", "Payments VM", SshTarget.Scheme, "internal", new Uri($"ssh://127.0.0.1:{port}"), null, [], [])
        {
            Ssh = new SshTarget(Login, [hostKey.ToLine()], [], null),
        }));
}
