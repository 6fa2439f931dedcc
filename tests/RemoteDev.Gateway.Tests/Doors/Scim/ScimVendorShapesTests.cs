using System.Net;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Gateway.Tests.Console;

namespace RemoteDev.Gateway.Tests.Doors.Scim;

/// <summary>Requests in the shapes that Entra ID and Okta document that they send.</summary>
public sealed class ScimVendorShapesTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task Serves_EntraFromTheFirstLookUpToTheLastDay()
    {
        using var entra = await ScimHouse.OpenAsync(host, "entra");
        var none = await entra.SendAsync("GET", "Users?filter=userName+eq+%22tia.obi%40entra.example%22");
        Assert.Equal((HttpStatusCode.OK, 0), (none.Status, (int)none.Body!["totalResults"]!));

        var added = await entra.SendAsync("POST", "Users", """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
             "externalId":"tobi","userName":"tia.obi@entra.example","active":true,"displayName":"Tia Obi","title":"Engineer",
             "emails":[{"primary":false,"type":"home","value":"tia@home.example"},{"primary":true,"type":"work","value":"tia.obi@entra.example"}],
             "meta":{"resourceType":"User"},"name":{"formatted":"Tia Obi","familyName":"Obi","givenName":"Tia"},
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Payments","manager":{"value":"x"}}}
            """);
        Assert.Equal(HttpStatusCode.Created, added.Status);
        Assert.Equal("application/scim+json", added.Response.Content.Headers.ContentType?.MediaType);
        var id = (string)added.Body!["id"]!;
        Assert.Equal($"http://remotedev.localhost:8443/scim/v2/entra/Users/{id}", added.Response.Headers.Location?.OriginalString);
        Assert.Equal(("tobi", true, "Tia"), ((string?)added.Body["externalId"], (bool)added.Body["active"]!, (string?)added.Body["name"]!["givenName"]));
        var person = host.Catalog.Current.People[id];
        Assert.Equal(("tia-obi", "entra", "acme", "tia.obi@entra.example"), (id, person.Provider, person.Vendor, person.Email));

        var group = await entra.SendAsync("POST", "Groups", """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"externalId":"8aa1a0c0","displayName":"Developers","meta":{"resourceType":"Group"}}
            """);
        Assert.Equal(HttpStatusCode.Created, group.Status);
        var groupPath = $"Groups/{group.Body!["id"]}";
        var joined = await entra.SendAsync("PATCH", groupPath, $$"""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Add","path":"members","value":[{"$ref":null,"value":"{{id}}"}]}]}
            """);
        Assert.Equal(HttpStatusCode.OK, joined.Status);
        Assert.Equal(["developer"], host.Catalog.Current.People[id].Roles, StringComparer.Ordinal);
        var brief = await entra.SendAsync("GET", "Groups?excludedAttributes=members&filter=externalId+eq+%228aa1a0c0%22");
        Assert.Null(Assert.Single(brief.Body!["Resources"]!.AsArray())!["members"]);
        var asked = await entra.SendAsync("GET", $"Groups?filter=id+eq+%22{group.Body["id"]}%22+and+members+eq+%22{id}%22");
        Assert.Equal(1, (int)asked.Body!["totalResults"]!);

        var renamed = await entra.SendAsync("PATCH", $"Users/{id}", """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[
              {"op":"Replace","path":"emails[type eq \"work\"].value","value":"tia.bello@entra.example"},
              {"op":"Replace","path":"name.familyName","value":"Bello"},
              {"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department","value":"Ledger"},
              {"op":"Replace","path":"displayName","value":"Tia Bello"}]}
            """);
        Assert.Equal("tia.bello@entra.example", (string?)renamed.Body!["emails"]![0]!["value"]);
        Assert.Equal("Tia Bello", host.Catalog.Current.People[id].DisplayName);

        using var browser = host.Browse(id);
        using (var open = await browser.GetAsync("/"))
        {
            Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        }

        // Without the flag aadOptscim062020, Entra sends booleans as texts.
        var gone = await entra.SendAsync("PATCH", $"Users/{id}", """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Replace","path":"active","value":"False"}]}
            """);
        Assert.Equal((HttpStatusCode.OK, false), (gone.Status, (bool)gone.Body!["active"]!));
        Assert.True(host.Catalog.Current.People[id] is { Suspended: true, SuspendedBy: "provider:entra" });
        using (var ended = await browser.GetAsync("/"))
        {
            Assert.NotEqual(HttpStatusCode.OK, ended.StatusCode);
        }

        var back = await entra.SendAsync("PATCH", $"Users/{id}", """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"active":"True","displayName":"Tia B."}}]}
            """);
        Assert.True((bool)back.Body!["active"]!);
        var left = await entra.SendAsync("PATCH", groupPath, $$"""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Remove","path":"members","value":[{"value":"{{id}}"}]}]}
            """);
        Assert.Equal(HttpStatusCode.OK, left.Status);
        Assert.Empty(host.Catalog.Current.People[id].Roles);

        Assert.Equal(HttpStatusCode.NoContent, (await entra.SendAsync("DELETE", $"Users/{id}")).Status);
        Assert.True(host.Catalog.Current.People[id].Suspended);
        Assert.Equal(HttpStatusCode.NotFound, (await entra.SendAsync("GET", $"Users/{id}")).Status);
        Assert.Equal(id, await entra.AddAsync("tia.bello@entra.example"));
        Assert.False(host.Catalog.Current.People[id].Suspended);
    }

    [Fact]
    public async Task Serves_OktaFromImportToDeactivation()
    {
        using var okta = await ScimHouse.OpenAsync(host, "okta");
        var page = await okta.SendAsync("GET", "Users?startIndex=1&count=2");
        Assert.Equal((HttpStatusCode.OK, 0), (page.Status, (int)page.Body!["totalResults"]!));
        var added = await okta.SendAsync("POST", "Users", """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"Bo.Ade@okta.example","name":{"givenName":"Bo","familyName":"Ade"},
             "emails":[{"primary":true,"value":"bo.ade@okta.example","type":"work"}],"displayName":"Bo Ade","locale":"en-US","externalId":"00u1",
             "groups":[],"password":"1mz050nq","active":true}
            """, type: "application/json");
        Assert.Equal(HttpStatusCode.Created, added.Status);
        var id = (string)added.Body!["id"]!;
        Assert.DoesNotContain("1mz050nq", added.Body.ToJsonString(), StringComparison.Ordinal);
        var twice = await okta.SendAsync("POST", "Users", """{"userName":"bo.ade@OKTA.example","emails":[{"value":"other@okta.example"}]}""");
        Assert.Equal((HttpStatusCode.Conflict, "uniqueness"), (twice.Status, (string?)twice.Body!["scimType"]));
        var found = await okta.SendAsync("GET", "Users?filter=userName%20eq%20%22BO.ade%40okta.example%22&startIndex=1&count=100");
        Assert.Equal(id, (string?)Assert.Single(found.Body!["Resources"]!.AsArray())!["id"]);

        var put = await okta.SendAsync("PUT", $"Users/{id}", $$"""
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"{{id}}","userName":"bo.ade@okta.example","name":{"givenName":"Bo","familyName":"Adeyemi"},
             "emails":[{"primary":true,"value":"bo.ade@okta.example","type":"work"}],"active":true,"groups":[],"meta":{"resourceType":"User"} }
            """);
        Assert.Equal((HttpStatusCode.OK, "Bo Adeyemi"), (put.Status, (string?)put.Body!["displayName"]));

        var group = await okta.SendAsync("POST", "Groups", $$"""
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Developers","members":[{"value":"{{id}}","display":"bo"}]}
            """);
        var groupId = (string)group.Body!["id"]!;
        Assert.Equal(["developer"], host.Catalog.Current.People[id].ProviderRoles, StringComparer.Ordinal);
        await okta.SendAsync("PATCH", $"Groups/{groupId}", $$"""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"id":"{{groupId}}","displayName":"Old developers" } } ] }
            """);
        Assert.Empty(host.Catalog.Current.People[id].Roles);
        await okta.SendAsync("PUT", $"Groups/{groupId}", $$"""{"displayName":"Developers","members":[{"value":"{{id}}"}]}""");
        Assert.Equal(["developer"], host.Catalog.Current.People[id].Roles, StringComparer.Ordinal);
        var removed = await okta.SendAsync("PATCH", $"Groups/{groupId}", $$"""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"remove","path":"members[value eq \"{{id}}\"]"}]}
            """);
        Assert.Empty(removed.Body!["members"]!.AsArray());
        Assert.Empty(host.Catalog.Current.People[id].Roles);

        var gone = await okta.SendAsync("PATCH", $"Users/{id}", """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"active":false}}]}
            """);
        Assert.False((bool)gone.Body!["active"]!);
        Assert.True(host.Catalog.Current.People[id].Suspended);
        Assert.Equal(HttpStatusCode.NoContent, (await okta.SendAsync("DELETE", $"Groups/{groupId}")).Status);

        var traced = await TracedAsync();
        Assert.Contains(traced, e => e is DirectoryWritten { Credential: "entra", Actor: "provider:okta", Method: "PATCH", Status: 200 });
        Assert.Contains(traced, e => e is DirectoryWritten { Actor: "provider:okta", Method: "POST", Status: 409 });
        Assert.Contains(traced, e => e is CatalogEdited { Credential: "entra", Actor: "provider:okta", Via: "scim" });
    }

    [Fact]
    public async Task Describes_Itself_AndPages_AndMindsVersions()
    {
        using var dir = await ScimHouse.OpenAsync(host, "discover");
        foreach (var path in (string[])["ServiceProviderConfig", "ResourceTypes", "ResourceTypes/User", "Schemas", "Schemas/urn:ietf:params:scim:schemas:core:2.0:Group"])
        {
            Assert.Equal(HttpStatusCode.OK, (await dir.SendAsync("GET", path)).Status);
        }

        string[] ids = [await dir.AddAsync("a@discover.example"), await dir.AddAsync("b@discover.example"), await dir.AddAsync("c@discover.example")];
        var second = await dir.SendAsync("GET", "Users?startIndex=2&count=1");
        Assert.Equal((3, 2, 1), ((int)second.Body!["totalResults"]!, (int)second.Body["startIndex"]!, (int)second.Body["itemsPerPage"]!));
        Assert.Empty((await dir.SendAsync("GET", "Users?count=-5&startIndex=-1")).Body!["Resources"]!.AsArray());

        var tag = (await dir.SendAsync("GET", $"Users/{ids[0]}")).Response.Headers.ETag!.ToString();
        const string Rename = """{"Operations":[{"op":"replace","path":"displayName","value":"A New"}]}""";
        Assert.Equal(HttpStatusCode.OK, (await dir.SendAsync("PATCH", $"Users/{ids[0]}", Rename, ifMatch: tag)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await dir.SendAsync("PATCH", $"Users/{ids[0]}", Rename, ifMatch: tag)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await dir.SendAsync("DELETE", $"Users/{ids[0]}", ifMatch: tag)).Status);
    }

    private async Task<IReadOnlyList<AuditEvent>> TracedAsync()
    {
        var events = new List<AuditEvent>();
        foreach (var file in Directory.EnumerateFiles(host.Data, "*.jsonl", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync() is { } line)
            {
                if (TraceLine.Read(System.Text.Encoding.UTF8.GetBytes(line)) is { } entry)
                {
                    events.Add(entry.Event);
                }
            }
        }

        return events;
    }
}
