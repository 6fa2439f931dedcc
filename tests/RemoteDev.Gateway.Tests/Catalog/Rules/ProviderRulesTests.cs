using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Documents;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Tests.Catalog.Rules;

public sealed class ProviderRulesTests
{
    private static readonly Actor Acme = Actor.OfProvider("acme-id", Actor.Scim, null);

    [Theory]
    [InlineData("domains: []", "domains")]
    [InlineData("domains: [Acme.example]", "domains[0]")]
    [InlineData("domains: [\"*.acme.example\"]", "domains[0]")]
    [InlineData("domains: [\"@acme.example\"]", "domains[0]")]
    [InlineData("domains: [acme]", "domains[0]")]
    [InlineData("domains: [acme.example.]", "domains[0]")]
    [InlineData("domains: [аcme.example]", "domains[0]")]
    [InlineData("domains: [acme.example, acme.example]", "domains[1]")]
    [InlineData("domains: [acme.example], vendors: [globex]", "vendors[0]")]
    [InlineData("domains: [acme.example], rules: [{claim: groups, value: x, role: king}]", "rules[0]/role")]
    [InlineData("domains: [acme.example], rules: [{claim: my groups, value: x, role: developer}]", "rules[0]/claim")]
    [InlineData("domains: [acme.example], rules: [{claim: groups, value: ' x', role: developer}]", "rules[0]/value")]
    [InlineData("domains: [acme.example], rules: [{claim: g, value: x, role: developer}, {claim: g, value: x, role: developer}]", "rules[1]")]
    [InlineData("domains: [acme.example], mfaMethods: [\"mfa pwd\"]", "mfaMethods[0]")]
    [InlineData("domains: [acme.example], mfaContexts: [\"\"]", "mfaContexts[0]")]
    [InlineData("domains: [acme.example], secret: hunter2", "secret")]
    public async Task Refuses_AProviderThatIsNotPlain(string fields, string field)
    {
        using var fixture = await CatalogFixture.SampleAsync();

        var refused = Assert.IsType<EditOutcome.Refused>(await fixture.ApplyAsync([new CatalogDocument("p.yaml", $"providers: [{{name: other, {fields}}}]")]));

        Assert.Contains(refused.Faults, fault => fault.Path == $"providers/other/{field}");
    }

    [Fact]
    public async Task Refuses_PeopleForWhomTheProviderDoesNotSpeak()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var (ada, ines) = (fixture.Room.Current.People["ada"], fixture.Room.Current.People["ines"]);

        await RefusedAsync(fixture, "people/ada/provider", new CatalogEdit.PutPerson(ada with { Provider = "globex-id" }));
        await RefusedAsync(fixture, "people/ada/email", new CatalogEdit.PutPerson(ada with { Provider = "acme-id", Email = "ada@client.example" }));
        await RefusedAsync(fixture, "people/ada/vendor", new CatalogEdit.PutPerson(ada with { Provider = "acme-id", Vendor = null }));
        await RefusedAsync(fixture, "people/otto/vendor", new CatalogEdit.PutPerson(fixture.Room.Current.People["otto"] with { Provider = "acme-id", Email = "o@acme.example" }));
        await RefusedAsync(fixture, "people/eve/providerRoles", new CatalogEdit.PutPerson(ada with { Login = "eve", ProviderRoles = ["developer"] }));
        await RefusedAsync(fixture, "people/eve/providerRoles", new CatalogEdit.PutPerson(ada with { Login = "eve", Provider = "acme-id", Roles = ["security"], ProviderRoles = ["security"] }));
        await RefusedAsync(fixture, "people/eve/email", Adopt(ada), new CatalogEdit.PutPerson(ada with { Login = "eve", Email = "ADA@acme.example", Provider = "acme-id" }));
        await RefusedAsync(fixture, "people/ines", new CatalogEdit.PutPerson(ines with { Email = "ines@acme.example", Vendor = "acme", Provider = "acme-id" }));
    }

    [Fact]
    public async Task Refuses_ToRemoveWhatIsNamed()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        Assert.IsType<EditOutcome.Applied>(await fixture.EditAsync(Adopt(fixture.Room.Current.People["ada"])));

        await RefusedAsync(fixture, "providers/acme-id", new CatalogEdit.Remove(CatalogKind.Provider, "acme-id"));
        await RefusedAsync(fixture, "people/ada/email", new CatalogEdit.PutProvider(fixture.Room.Current.Providers["acme-id"] with { Domains = ["acme.test"] }));
    }

    [Fact]
    public async Task Refuses_ToGiveByARule_WhatOneCouldNotGiveByHand()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var acme = fixture.Room.Current.Providers["acme-id"];

        await RefusedAsync(fixture, "providers/acme-id", new CatalogEdit.PutProvider(acme with { Rules = [new RoleRule("groups", "Everybody", "security")] }));
        await RefusedAsync(fixture, "providers/mine", new CatalogEdit.PutProvider(acme with { Name = "mine", Rules = [new RoleRule("sub", "ines", "security")] }));

        // Nor wider for whom somebody else's rule speaks, nor takes it away.
        await fixture.Room.EditAsync(
            [new CatalogEdit.PutProvider(acme with { Rules = [new RoleRule("groups", "Auditors", "security")] })], Actor.TheOperator, null, CancellationToken.None);
        var now = fixture.Room.Current.Providers["acme-id"];
        await RefusedAsync(fixture, "providers/acme-id", new CatalogEdit.PutProvider(now with { Domains = [.. now.Domains, "mallory.example"] }));
        await RefusedAsync(fixture, "providers/acme-id", new CatalogEdit.PutProvider(now with { Rules = [] }));
        await RefusedAsync(fixture, "providers/acme-id", new CatalogEdit.Remove(CatalogKind.Provider, "acme-id"));
        Assert.IsType<EditOutcome.Applied>(await fixture.EditAsync(new CatalogEdit.PutProvider(acme with { Name = "other", Rules = [new RoleRule("groups", "Admins", "admin")] })));
    }

    [Fact]
    public async Task Refuses_AProvider_EverythingButItsOwnPeople()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var (acme, ada) = (fixture.Room.Current.Providers["acme-id"], fixture.Room.Current.People["ada"]);

        await RefusedAsync(fixture, Acme, "people/ada", Adopt(ada));
        await RefusedAsync(fixture, Acme, "people/ines", new CatalogEdit.SetSuspended("ines", true, "no"));
        await RefusedAsync(fixture, Acme, "roles/developer", new CatalogEdit.PutRole(new RoleEntry("developer", "King", true)));
        await RefusedAsync(fixture, Acme, "providers/acme-id", new CatalogEdit.PutProvider(acme with { Rules = [new RoleRule("groups", "x", "admin")] }));
        await RefusedAsync(fixture, Acme, "policy", new CatalogEdit.SavePolicy("permit (principal, action, resource);", "cases: []"));
        await RefusedAsync(fixture, Acme, "people/eve/provider", new CatalogEdit.PutPerson(ada with { Login = "eve", Roles = [] }));
        await RefusedAsync(fixture, Acme, "people/eve", new CatalogEdit.PutPerson(ada with { Login = "eve", Provider = "acme-id" }));
        await RefusedAsync(fixture, Actor.OfProvider("nobody", Actor.Scim, null), "providers/nobody", new CatalogEdit.SetSuspended("ada", true, "no"));

        Assert.IsType<EditOutcome.Applied>(await fixture.EditAsync(Adopt(ada)));
        var own = fixture.Room.Current.People["ada"];
        await RefusedAsync(fixture, Acme, "people/ada", new CatalogEdit.Remove(CatalogKind.Person, "ada"));
        await RefusedAsync(fixture, Acme, "people/ada", new CatalogEdit.PutPerson(own with { Provider = null }));
        await RefusedAsync(fixture, Acme, "people/ada/roles", new CatalogEdit.PutPerson(own with { Roles = ["developer", "admin"] }));
        await RefusedAsync(fixture, Acme, "people/ada/providerRoles", new CatalogEdit.SetProviderRoles("ada", ["admin"]));
        await RefusedAsync(fixture, Acme, "people/ada", new CatalogEdit.PutPerson(own with { Vendor = "acme" }));
        await RefusedAsync(fixture, Acme, "people/ada", new CatalogEdit.PutPerson(own with { Attestations = [new AttestationEntry("nda", DateTimeOffset.MaxValue)] }));
    }

    [Fact]
    public async Task Refuses_ToChangeByWhoseWordOneSignsIn()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var client = new ProviderEntry("client-id", "The client", ["client.example"], [], [], [], false, []);
        Assert.IsType<EditOutcome.Applied>(await fixture.EditAsync(new CatalogEdit.PutProvider(client)));
        var ines = fixture.Room.Current.People["ines"];

        await RefusedAsync(fixture, "people/ines", new CatalogEdit.PutPerson(ines with { Provider = "client-id" }));
        await fixture.Room.EditAsync([new CatalogEdit.PutPerson(ines with { Provider = "client-id" })], Actor.TheOperator, null, CancellationToken.None);
        await RefusedAsync(fixture, "people/ines", new CatalogEdit.PutPerson(ines with { Provider = "client-id", Email = "ceo@client.example" }));
    }

    [Fact]
    public async Task Export_SaysWhatCameByRulesAndWhoSuspended_AndChangesNothingAgain()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        Assert.IsType<EditOutcome.Applied>(await fixture.EditAsync(Adopt(fixture.Room.Current.People["ada"] with { Roles = [] })));
        Assert.IsType<EditOutcome.Applied>(await fixture.Room.EditAsync(
            [new CatalogEdit.SetProviderRoles("ada", ["developer"]), new CatalogEdit.SetSuspended("ada", true, "left")], Acme, null, CancellationToken.None));
        var files = CatalogExport.Of(fixture.Room.Current);

        Assert.Empty(Assert.IsType<EditOutcome.Applied>(await fixture.ApplyAsync(files)).Changes);
        using var other = await CatalogFixture.EmptyAsync();
        Assert.IsType<EditOutcome.Applied>(await other.ApplyAsync(files));
        var ada = other.Room.Current.People["ada"];
        Assert.Equal(("acme-id", true, "provider:acme-id"), (ada.Provider, ada.Suspended, ada.SuspendedBy));
        Assert.Equal(["developer"], ada.ProviderRoles, StringComparer.Ordinal);
        Assert.Equal(files[0].Text, CatalogExport.Of(other.Room.Current)[0].Text);

        // And the same as a second gateway reads it from the database.
        using var replica = other.AnotherGateway();
        await replica.ReloadAsync(CancellationToken.None);
        Assert.Equal(files[0].Text, CatalogExport.Of(replica.Current)[0].Text);
    }

    private static CatalogEdit.PutPerson Adopt(PersonEntry person) => new(person with { Provider = "acme-id" });

    private static Task RefusedAsync(CatalogFixture fixture, string path, params CatalogEdit[] edits) => RefusedAsync(fixture, CatalogFixture.Ines, path, edits);

    private static async Task RefusedAsync(CatalogFixture fixture, Actor actor, string path, params CatalogEdit[] edits)
    {
        var before = fixture.Room.Current;
        var refused = Assert.IsType<EditOutcome.Refused>(await fixture.Room.EditAsync(edits, actor, null, CancellationToken.None));
        Assert.Contains(refused.Faults, fault => fault.Path == path);
        Assert.Same(before, fixture.Room.Current);
    }
}
