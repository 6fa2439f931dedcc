using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Documents;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Tests.Catalog.Rules;

/// <summary>A service account has an owner who is here, networks, no administrative role, and no quiet end to a suspension.</summary>
public sealed class ServiceRulesTests : IAsyncLifetime
{
    private CatalogFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await CatalogFixture.EmptyAsync();

    public Task DisposeAsync()
    {
        _fixture.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task KeepsAndExports_WhatWasPut()
    {
        await FillAsync();
        await AppliedAsync(new CatalogEdit.PutService(Ci));
        var again = _fixture.AnotherGateway();
        await again.ReloadAsync(CancellationToken.None);
        var kept = again.Current.Services["ci"];
        Assert.Equal(EntryFields.Of(Ci).ToArray(), EntryFields.Of(kept).ToArray());
        Assert.Equal("ada", Assert.Single(again.Current.World.Facts.ServiceAccounts).Owner);

        // What is exported says it all: applied again it changes nothing.
        var yaml = CatalogExport.Of(again.Current)[0];
        Assert.Contains("services:", yaml.Text, StringComparison.Ordinal);
        Assert.Contains("10.9.0.0/16", yaml.Text, StringComparison.Ordinal);
        var reading = DocumentReader.Read([yaml]);
        Assert.Empty(reading.Faults);
        Assert.Empty(Assert.IsType<EditOutcome.Applied>(await _fixture.EditAsync([.. reading.Edits])).Changes);
    }

    [Theory]
    [InlineData("owner", "names a person 'nobody'")]
    [InlineData("suspended-owner", "cannot answer for it")]
    [InlineData("vendor", "names a vendor 'nobody'")]
    [InlineData("role", "names a role 'nobody'")]
    [InlineData("administrative", "only people hold")]
    [InlineData("no-sources", "accepted only from networks")]
    [InlineData("source", "sources[0]")]
    [InlineData("name", "is not a name")]
    [InlineData("description", "is missing")]
    public async Task Refuses(string what, string fault)
    {
        await FillAsync();
        var entry = what switch
        {
            "owner" => Ci with { Owner = "nobody" },
            "suspended-owner" => Ci with { Owner = "gone" },
            "vendor" => Ci with { Vendor = "nobody" },
            "role" => Ci with { Roles = ["nobody"] },
            "administrative" => Ci with { Roles = ["admin"] },
            "no-sources" => Ci with { Sources = [] },
            "source" => Ci with { Sources = ["10.9.0.0/40"] },
            "name" => Ci with { Name = "service:ci" },
            _ => Ci with { Description = "" },
        };
        var refused = Assert.IsType<EditOutcome.Refused>(await _fixture.EditAsync(new CatalogEdit.PutService(entry)));
        Assert.Contains(refused.Faults, one => one.ToString().Contains(fault, StringComparison.Ordinal));
        Assert.Empty(_fixture.Room.Current.Services);
    }

    [Fact]
    public async Task KeepsItsOwner_WhileItHasOne()
    {
        await FillAsync();
        await AppliedAsync(new CatalogEdit.PutService(Ci));
        Assert.IsType<EditOutcome.Refused>(await _fixture.EditAsync(new CatalogEdit.Remove(CatalogKind.Person, "ada")));

        // Whoever answers for it may be suspended all the same, and it stays theirs.
        await AppliedAsync(new CatalogEdit.SetSuspended("ada", Suspended: true, "Left."));
        await AppliedAsync(new CatalogEdit.PutService(Ci with { Description = "Builds" }));
        await AppliedAsync(new CatalogEdit.Remove(CatalogKind.Service, "ci"));
        await AppliedAsync(new CatalogEdit.Remove(CatalogKind.Person, "ada"));
    }

    [Fact]
    public async Task LiftsASuspension_OnlyWhereItIsSaid()
    {
        await FillAsync();
        await AppliedAsync(new CatalogEdit.PutService(Ci));
        await AppliedAsync(new CatalogEdit.SetServiceSuspended("ci", Suspended: true, "Leaked."));
        await AppliedAsync(new CatalogEdit.PutService(Ci with { Description = "Builds" }));
        Assert.True(_fixture.Room.Current.Services["ci"].Suspended);
        await AppliedAsync(new CatalogEdit.SetServiceSuspended("ci", Suspended: false, "Renewed."));
        Assert.False(_fixture.Room.Current.Services["ci"].Suspended);
        await AppliedAsync(new CatalogEdit.PutService(Ci with { Suspended = true }));
        Assert.True(_fixture.Room.Current.Services["ci"].Suspended);
        Assert.IsType<EditOutcome.Refused>(await _fixture.EditAsync(new CatalogEdit.SetServiceSuspended("nobody", Suspended: true, "No.")));
    }

    [Theory]
    [InlineData("service")]
    [InlineData("service:ci")]
    public async Task Refuses_APersonWhoWouldReadAsOne(string login)
    {
        await FillAsync();
        Assert.IsType<EditOutcome.Refused>(await _fixture.EditAsync(new CatalogEdit.PutPerson(Person(login))));
    }

    private static ServiceEntry Ci => new("ci", "Builds of Payments", "ada", "acme", ["deployer"], ["10.9.0.0/16"], Suspended: false);

    private static PersonEntry Person(string login) => new(login, login, $"{login.Replace(':', '-')}@example.com", null, [], Suspended: false, "Etc/UTC", []);

    private Task FillAsync() => AppliedAsync(
        new CatalogEdit.PutVendor(new VendorEntry("acme", "Acme", null)),
        new CatalogEdit.PutRole(new RoleEntry("deployer", "Deployer", Administrative: false)),
        new CatalogEdit.PutRole(new RoleEntry("admin", "Administrator", Administrative: true)),
        new CatalogEdit.PutPerson(Person("ada")),
        new CatalogEdit.PutPerson(Person("gone") with { Suspended = true }));

    private async Task AppliedAsync(params CatalogEdit[] edits) =>
        Assert.IsType<EditOutcome.Applied>(await _fixture.EditAsync(edits));
}
