using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Identify.Directories;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Listen;
using RemoteDev.Gateway.Tests.Doors.Git.Ssh;
using RemoteDev.Gateway.Tests.Doors.Ssh;
using RemoteDev.Gateway.Tests.OpenSsh;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Doors;

/// <summary>
/// What a person has open, by SSH and in an environment's page, is cut when the person loses the role that permits it or leaves, whoever
/// says so: an administrator, a rule of their provider, or its directory.
/// </summary>
public sealed class PersonCutTests(SshHouse house) : IClassFixture<SshHouse>, IAsyncLifetime
{
    private Inside _inside = null!;
    private string _directory = "";
    private string _id = "";
    private string _ticket = "";

    public async Task InitializeAsync()
    {
        await GitTalk.UntilAsync(() => house.Get<Readiness>().IsOpen);
        _inside = await Inside.StartAsync();
        await house.OpenWindowAsync(open: true);
        var provider = Corp("Developers");
        var ada = house.Get<CatalogRoom>().Current.People["ada"];
        await house.PutWebAsync(_inside.Address);
        await house.EditAsync(
            new CatalogEdit.PutProvider(provider),
            new CatalogEdit.PutPerson(ada with { Provider = "corp", Roles = [], ProviderRoles = [] }));
        await house.SavePolicyAsync("""
            @id("by-role") @reason("Developers work on Payments.") @mfa("8h") @egress("64GiB/day")
            permit (principal is RemoteDev::User in RemoteDev::Role::"developer", action, resource in RemoteDev::Project::"payments");
            """);
        house.Remember();
        Assert.True((await house.Get<DirectoryTokenDesk>().IssueAsync("corp", $"entra {Guid.NewGuid():N}", 30, SshHouse.Operator, default)).Passed(out var token, out var refusal), refusal?.Reason);
        _directory = token.Value;
        var (_, created) = await ScimAsync("POST", "Users", new JsonObject { ["userName"] = ada.Email, ["active"] = true });
        _id = (string)created["id"]!;
        Assert.Equal("ada", _id);
        await ScimAsync("POST", "Groups", new JsonObject { ["displayName"] = "Developers", ["members"] = new JsonArray(new JsonObject { ["value"] = _id }) });
        Assert.Equal("developer", Assert.Single(house.Get<CatalogRoom>().Current.People["ada"].Roles));
    }

    public async Task DisposeAsync()
    {
        // Each test begins with the same person, and a directory that has heard of nobody.
        foreach (var user in (await ScimAsync("GET", "Groups")).Body["Resources"]!.AsArray())
        {
            await ScimAsync("DELETE", $"Groups/{(string)user!["id"]!}");
        }

        await ScimAsync("DELETE", $"Users/{_id}");
        var ada = house.Get<CatalogRoom>().Current.People["ada"];
        if (ada.Suspended)
        {
            await house.EditAsync(new CatalogEdit.SetSuspended("ada", Suspended: false, "Test."));
        }

        await house.EditAsync(new CatalogEdit.PutPerson(ada with { Roles = [], ProviderRoles = [], Suspended = false, SuspendedBy = null }));
        await _inside.DisposeAsync();
    }

    [OpenSshTheory("ssh")]
    [InlineData("administrator")]
    [InlineData("rule")]
    [InlineData("directory")]
    public async Task Cuts_WhoeverLosesTheRoleThatPermitsIt(string by)
    {
        var groups = (await ScimAsync("GET", "Groups")).Body["Resources"]!;
        var group = (string)groups[0]!["id"]!;
        var ada = house.Get<CatalogRoom>().Current.People["ada"];
        if (by == "administrator")
        {
            await ScimAsync("DELETE", $"Groups/{group}");
            await house.EditAsync(new CatalogEdit.PutPerson(ada with { Roles = ["developer"], ProviderRoles = [] }));
        }

        await using var ssh = await OpenWay.MovingAsync(house, SshLongWay.All["exec"]);
        var (socket, page) = await OpenPageAsync();
        using (socket)
        {
            switch (by)
            {
                case "administrator":
                    await house.EditAsync(new CatalogEdit.PutPerson(ada with { Roles = [], ProviderRoles = [] }));
                    break;
                case "rule":
                    await house.EditAsync(new CatalogEdit.PutProvider(Corp("Somebody else")));
                    break;
                default:
                    await ScimAsync("PATCH", $"Groups/{group}", Patch("remove", $"members[value eq \"{_id}\"]"));
                    break;
            }

            await CutAsync(ssh, socket, page, EndReason.PolicyChanged, "No policy permits ada to");
        }

        Assert.Empty(house.Get<CatalogRoom>().Current.People["ada"].Roles);
        Assert.False(house.Get<CatalogRoom>().Current.People["ada"].Suspended);
        var (code, said) = await house.SshAsync($"{SshHouse.Place}@127.0.0.1", "echo in");
        Assert.NotEqual(0, code);
        Assert.DoesNotContain("in\n", said, StringComparison.Ordinal);
    }

    [OpenSshFact("ssh")]
    public async Task Cuts_WhomeverTheDirectorySaysIsNotActive()
    {
        var token = await house.TokenAsync("gitFetch");
        Assert.Equal(HttpStatusCode.OK, (await GitAsync(token)).Status);
        await using var ssh = await OpenWay.MovingAsync(house, SshLongWay.All["exec"]);
        var (socket, page) = await OpenPageAsync();
        using (socket)
        {
            var (status, shown) = await ScimAsync("PATCH", $"Users/{_id}", Patch("replace", "active", JsonValue.Create(false)));
            Assert.Equal((HttpStatusCode.OK, false), (status, (bool)shown["active"]!));

            // From this answer on nothing opens; what was open is cut.
            Assert.Equal(HttpStatusCode.Unauthorized, (await GitAsync(token)).Status);
            await CutAsync(ssh, socket, page, EndReason.Suspended, "Your access is suspended.");
        }

        var (code, _) = await house.SshAsync($"{SshHouse.Place}@127.0.0.1", "echo in");
        Assert.NotEqual(0, code);

        // Who comes back finds none of it: not the token, not the factor that was remembered.
        await ScimAsync("PATCH", $"Users/{_id}", Patch("replace", "active", JsonValue.Create(true)));
        Assert.False(house.Get<CatalogRoom>().Current.People["ada"].Suspended);
        Assert.NotEqual(HttpStatusCode.OK, (await GitAsync(token)).Status);
        Assert.NotEqual(0, (await house.SshAsync($"{SshHouse.Place}@127.0.0.1", "echo in")).Code);
    }

    private static ProviderEntry Corp(string group) => new("corp", "Acme Corp", ["example.com"], ["acme"], [], [], true, [new RoleRule("groups", group, "developer")]);

    private static JsonObject Patch(string op, string path, JsonNode? value = null)
    {
        var one = new JsonObject { ["op"] = op, ["path"] = path };
        if (value is not null)
        {
            one["value"] = value;
        }

        return new JsonObject { ["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:PatchOp"), ["Operations"] = new JsonArray(one) };
    }

    private async Task CutAsync(OpenWay ssh, WebSocket socket, AccessSession page, EndReason reason, string words)
    {
        var (code, said) = await ssh.EndAsync();
        Assert.NotEqual(0, code);
        Assert.Contains(words, said.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal(reason, (await house.TracedAsync<StreamEnded>(one => one.StreamId == ssh.Stream.Id)).Reason);
        await Assert.ThrowsAnyAsync<WebSocketException>(() => socket.ReceiveAsync(new byte[16], CancellationToken.None).WaitAsync(RunningProgram.Patience));
        Assert.True(page.HasEnded);
        Assert.Equal(reason, (await house.TracedAsync<StreamEnded>(one => one.Session == page.Id && one.Kind == StreamKind.WebSocket)).Reason);
        await Assert.ThrowsAnyAsync<WebSocketException>(() => house.WebSocketAsync(_ticket));
    }

    /// <summary>A socket of the environment's page, on which bytes have moved.</summary>
    private async Task<(ClientWebSocket Socket, AccessSession Session)> OpenPageAsync()
    {
        (var session, _ticket) = await house.EnterWebAsync();
        var socket = await house.WebSocketAsync(_ticket);
        await socket.SendAsync("moving"u8.ToArray(), WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
        Assert.Equal(6, (await socket.ReceiveAsync(new byte[16], CancellationToken.None).WaitAsync(RunningProgram.Patience)).Count);
        return (socket, session);
    }

    private async Task<(HttpStatusCode Status, string Body)> GitAsync(string token)
    {
        using var answer = await house.AskAsync(
            HttpMethod.Get, SshHouse.GitHost, $"/{SshHouse.Repository}.git/info/refs?service=git-upload-pack", null, ("Authorization", token));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> ScimAsync(string method, string path, JsonObject? body = null)
    {
        using var content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/scim+json");
        using var answer = await house.AskAsync(new HttpMethod(method), SshHouse.Portal, $"/scim/v2/corp/{path}", content, ("Authorization", $"Bearer {_directory}"));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return (answer.StatusCode, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!);
    }
}
