using System.Net;
using System.Text.Json;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Identify.Connectors;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.Console.Pages.Catalog;

/// <summary>Administrators register and remove the keys of connectors, and see whether one is connected.</summary>
public sealed class ConnectorPageTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private const string Name = "payments-far";
    private const string Path = $"/environments/{Name}/ssh";
    private const string Api = $"/api/v1/environments/{Name}/connector";

    [Fact]
    public async Task Shows_WhatTheMachineRuns_AndThatNothingIsConnected()
    {
        await PutAsync();
        using var ada = host.Browse("ada");

        var page = WebUtility.HtmlDecode(await ada.ReadAsync(Path));

        Assert.Contains($"-R 0:localhost:22 -p 2222 environment%{Name}@dev.example.com", page, StringComparison.Ordinal);
        Assert.Contains("not connected", page, StringComparison.Ordinal);
        Assert.Contains("from nowhere", page, StringComparison.Ordinal);
        Assert.Contains("connector not connected", await ada.ReadAsync("/environments"), StringComparison.Ordinal);
        await PutAsync("10.0.4.7/32");
        Assert.Contains("accepted from <code>10.0.4.7/32</code> only", await ada.ReadAsync(Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registers_AndRemovesAKey()
    {
        await PutAsync();
        using var key = SshPrivateKey.GenerateEd25519();
        using var ada = host.Browse("ada");

        using var added = await ada.PostAsync(
            Path + "?handler=ConnectorKey", ConsoleBrowser.Filled(await ada.ReadAsync(Path), ("KeyLine", key.PublicKey.ToLine()), ("KeyName", "far machine")));

        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        var page = await ada.ReadAsync(Path);
        Assert.Contains("far machine", page, StringComparison.Ordinal);
        using var again = await ada.PostAsync(
            Path + "?handler=ConnectorKey", ConsoleBrowser.Filled(page, ("KeyLine", key.PublicKey.ToLine()), ("KeyName", "again")));
        Assert.Contains("registered already", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var removed = await ada.PostAsync(
            Path + "?handler=RemoveConnectorKey", ConsoleBrowser.Filled(page, ("fingerprint", key.PublicKey.Fingerprint)));
        Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        Assert.Null(await host.Get<ConnectorKeys>().EnvironmentOfAsync(key.PublicKey, CancellationToken.None));
    }

    [Fact]
    public async Task Answers_TheApiAlike()
    {
        await PutAsync();
        using var key = SshPrivateKey.GenerateEd25519();
        using var ada = host.Browse("ada");

        using var added = await ada.JsonAsync(Api + "/keys", JsonSerializer.Serialize(new { key = key.PublicKey.ToLine(), name = "by script" }));

        Assert.Equal(HttpStatusCode.OK, added.StatusCode);
        var said = JsonDocument.Parse(await ada.ReadAsync(Api)).RootElement;
        Assert.False(said.GetProperty("connected").GetBoolean());
        Assert.Contains(said.GetProperty("keys").EnumerateArray(), one => one.GetProperty("fingerprint").GetString() == key.PublicKey.Fingerprint);
        using var removed = await ada.JsonAsync(Api + "/keys/remove", JsonSerializer.Serialize(new { fingerprint = key.PublicKey.Fingerprint }));
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        using var twice = await ada.JsonAsync(Api + "/keys/remove", JsonSerializer.Serialize(new { fingerprint = key.PublicKey.Fingerprint }));
        Assert.Equal(HttpStatusCode.NotFound, twice.StatusCode);
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("sam")]
    public async Task Opens_ToAdministratorsOnly(string login)
    {
        await PutAsync();
        using var key = SshPrivateKey.GenerateEd25519();
        using var other = host.Browse(login);

        using var read = await other.GetAsync(Api);
        using var added = await other.JsonAsync(Api + "/keys", JsonSerializer.Serialize(new { key = key.PublicKey.ToLine(), name = "no" }));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (read.StatusCode, added.StatusCode));
        Assert.Null(await host.Get<ConnectorKeys>().EnvironmentOfAsync(key.PublicKey, CancellationToken.None));
    }

    [Theory]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----", "private key")]
    [InlineData("nonsense", "not a public key")]
    public async Task Refuses_WhatIsNoPublicKey(string line, string says)
    {
        await PutAsync();

        var added = await host.Get<ConnectorKeyDesk>().AddAsync(Name, "x", line, new Actor("ada", "console", null, null), CancellationToken.None);

        Assert.False(added.Passed(out _, out var refusal));
        Assert.Contains(says, refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_HowItIsReached_ThroughTheForm()
    {
        await PutAsync();
        using var ada = host.Browse("ada");

        using var saved = await ada.SubmitAsync($"/environments/{Name}", ("displayName", "Far away"));

        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var entry = host.Get<CatalogRoom>().Current.Environments[Name];
        Assert.Equal(("Far away", true), (entry.DisplayName, entry.Ssh!.IsByConnector));
    }

    private async Task PutAsync(params string[] sources)
    {
        using var hostKey = SshPrivateKey.GenerateEd25519();
        await host.EditAsync(new CatalogEdit.PutEnvironment(
            new EnvironmentEntry(Name, "payments", "Far VM", SshTarget.Scheme, "internal", new Uri("ssh://localhost:22"), null, [], [.. sources])
            {
                Ssh = new SshTarget("devuser", [hostKey.PublicKey.ToLine()], [], null) { Via = SshTarget.Connector },
            }));
    }
}
