using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Catalog.Provisioning;
using RemoteDev.Gateway.Tests.Console;
using RemoteDev.Gateway.Trace;

namespace RemoteDev.Gateway.Tests.Doors.Scim;

/// <summary>Only a request that says so restores anybody.</summary>
public sealed class ScimSuspensionTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    // The directory told another gateway that the person left, and this one has not read it yet.
    [Theory]
    [InlineData("patch", "PATCH", """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"displayName","value":"Eve Bello"}]}""")]
    [InlineData("put", "PUT", """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"eve@put.example","displayName":"Eve Bello"}""")]
    public async Task Restores_NobodyWhoWasJustSuspended(string provider, string method, string body)
    {
        using var dir = await ScimHouse.OpenAsync(host, provider);
        var id = await dir.AddAsync($"eve@{provider}.example");
        var trace = host.Get<TraceRoom>();
        using var other = new CatalogRoom(host.Get<CatalogStore>(), trace, TimeProvider.System, NullLogger<CatalogRoom>.Instance);
        await other.ReloadAsync(CancellationToken.None);
        var (directories, words) = (host.Get<DirectoryStore>(), host.Get<ProviderWords>());
        var there = new Provisioner(other, directories, words, new ProvisionedRoles(other, directories, words, trace));
        Assert.IsType<ProvisionOutcome.Done>(await there.SuspendAsync(Actor.OfProvider(provider, Actor.Scim, null), id, "left", CancellationToken.None));
        Assert.False(host.Catalog.Current.People[id].Suspended);

        var (status, shown, _) = await dir.SendAsync(method, $"Users/{id}", body);

        Assert.Equal((HttpStatusCode.OK, false, "Eve Bello"), (status, (bool)shown!["active"]!, (string)shown["displayName"]!));
        Assert.True(host.Catalog.Current.People[id].Suspended);
    }
}
