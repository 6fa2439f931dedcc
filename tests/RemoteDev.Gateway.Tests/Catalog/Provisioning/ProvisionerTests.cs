using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Catalog.Provisioning;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Catalog.Provisioning;

public sealed class ProvisionerTests
{
    private static readonly System.Net.IPAddress Far = System.Net.IPAddress.Parse("198.51.100.4");
    private static readonly Actor SignIn = Actor.OfProvider("acme-id", Actor.OpenId, Far);
    private static readonly Actor Directory = Actor.OfProvider("acme-id", Actor.Scim, Far) with { Credential = "entra-2026" };

    [Fact]
    public async Task Adds_APersonAtTheFirstSignIn_AndTracesTheProvider()
    {
        using var fixture = await CatalogFixture.SampleAsync();

        var done = await SignedInAsync(fixture, Eve("Client developers"));

        Assert.True(done is { Created: true, Changed: true, Person.Login: "eve-okoro" });
        Assert.Equal(("acme-lagos", "acme-id", false), (done.Person.Vendor, done.Person.Provider, done.Person.Suspended));
        Assert.Equal(["developer"], done.Person.Roles, StringComparer.Ordinal);
        Assert.Equal(["developer"], done.Person.ProviderRoles, StringComparer.Ordinal);
        var traced = Assert.IsType<CatalogEdited>(fixture.Trace.Entries()[^1].Event);
        Assert.Equal(("provider:acme-id", "openid", "198.51.100.4"), (traced.Actor, traced.Via, traced.Source));
        Assert.False((await SignedInAsync(fixture, Eve("Client developers"))).Changed);
    }

    [Fact]
    public async Task Gives_ExactlyTheRolesOfTheRules_AndLeavesThoseGivenByHand()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        await RuleForAsync(fixture, "Auditors", "security");
        var eve = (await SignedInAsync(fixture, Eve("Client developers"))).Person;
        await OperatorAsync(fixture, new CatalogEdit.PutPerson(eve with { Roles = ["developer", "admin"] }));

        Assert.Equal(["admin", "security"], (await SignedInAsync(fixture, Eve("Auditors"))).Person.Roles, StringComparer.Ordinal);
        // What a rule gives beside the hand stays the hand's, and does not go with the claim.
        await OperatorAsync(fixture, new CatalogEdit.PutPerson(fixture.Room.Current.People["eve-okoro"] with { Roles = ["admin", "developer"] }));
        Assert.Empty((await SignedInAsync(fixture, Eve("Client developers"))).Person.ProviderRoles);
        Assert.Equal(["admin", "developer"], (await SignedInAsync(fixture, Eve())).Person.Roles, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Takes_ARoleAtOnce_WhenItsLastRuleGoes()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        await SignedInAsync(fixture, Eve("Client developers"));

        await OperatorAsync(fixture, new CatalogEdit.PutProvider(fixture.Room.Current.Providers["acme-id"] with { Rules = [] }));

        Assert.Empty(fixture.Room.Current.People["eve-okoro"].Roles);
        Assert.Equal(["developer"], fixture.Room.Current.People["ada"].Roles, StringComparer.Ordinal);
    }

    // Regression 13: the part after the last @ is compared exactly (CVE-2026-40574).
    [Theory]
    [InlineData("eve@evil.example", nameof(ProvisionFault.DomainNotAllowed))]
    [InlineData("eve@sub.acme.example", nameof(ProvisionFault.DomainNotAllowed))]
    [InlineData("eve@acme.example@evil.example", nameof(ProvisionFault.DomainNotAllowed))]
    [InlineData("eve@evil.example\u0000@acme.example", nameof(ProvisionFault.Forbidden))]
    [InlineData("@acme.example", nameof(ProvisionFault.DomainNotAllowed))]
    public async Task Refuses_AddressesItMayNotVouchFor(string email, string fault)
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var version = fixture.Room.Current.Version;

        Assert.Equal(fault, (await RefusedAsync(fixture, new ProvidedPerson(email, "Eve", ProviderClaims.None))).Fault.ToString());
        Assert.Equal(version, fixture.Room.Current.Version);
    }

    [Fact]
    public async Task Refuses_Strangers_WhereItMayNotAddPeople_AndAProviderNobodyAdded()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        await OperatorAsync(fixture, new CatalogEdit.PutProvider(fixture.Room.Current.Providers["acme-id"] with { CreatesPeople = false }));

        Assert.Equal(ProvisionFault.NobodyOfThatName, (await RefusedAsync(fixture, Eve("Client developers"))).Fault);
        var gone = Assert.IsType<ProvisionOutcome.Refused>(
            await On(fixture).SignInAsync(Actor.OfProvider("nobody", Actor.OpenId, null), Eve(), CancellationToken.None));
        Assert.Equal(ProvisionFault.NoSuchProvider, gone.Fault);
    }

    [Fact]
    public async Task Finds_NeverAnAccountOfAnother()
    {
        using var fixture = await CatalogFixture.SampleAsync();

        // Ada has a local account at this very address: the provider's Ada becomes somebody else, and gets nothing of hers.
        var done = await SignedInAsync(fixture, new ProvidedPerson("ada@acme.example", "Ada", Claims()) { PreferredName = "ada" });
        Assert.Equal("ada-2", done.Person.Login);
        Assert.Empty(done.Person.Roles);

        foreach (var login in (string[])["ada", "ines", "nobody"])
        {
            Assert.Equal(ProvisionFault.NobodyOfThatName, (await RefusedAsync(fixture, Eve() with { Login = login })).Fault);
            var suspended = Assert.IsType<ProvisionOutcome.Refused>(await On(fixture).SuspendAsync(Directory, login, "gone", CancellationToken.None));
            Assert.Equal(ProvisionFault.NobodyOfThatName, suspended.Fault);
        }
    }

    [Fact]
    public async Task Suspends_AndLiftsOnlyWhatTheDirectoryItselfSuspended()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        await SignedInAsync(fixture, Eve());

        Assert.True(Done(await On(fixture).SuspendAsync(Directory, "eve-okoro", "left", CancellationToken.None)).Person is { Suspended: true, SuspendedBy: "provider:acme-id" });
        Assert.Equal("entra-2026", Assert.IsType<CatalogEdited>(fixture.Trace.Entries()[^1].Event).Credential);
        Assert.Equal(ProvisionFault.Suspended, (await RefusedAsync(fixture, Eve())).Fault);
        Assert.Equal(ProvisionFault.Forbidden, Assert.IsType<ProvisionOutcome.Refused>(await On(fixture).ReactivateAsync(SignIn, "eve-okoro", "back", CancellationToken.None)).Fault);
        Assert.True(Done(await On(fixture).ReactivateAsync(Directory, "eve-okoro", "back", CancellationToken.None)).Person is { Suspended: false, SuspendedBy: null });

        Assert.IsType<EditOutcome.Applied>(await fixture.EditAsync(new CatalogEdit.SetSuspended("eve-okoro", true, "laptop lost")));
        Assert.False(Done(await On(fixture).SuspendAsync(Directory, "eve-okoro", "left", CancellationToken.None)).Changed);
        Assert.Equal(ProvisionFault.Forbidden, Assert.IsType<ProvisionOutcome.Refused>(await On(fixture).ReactivateAsync(Directory, "eve-okoro", "back", CancellationToken.None)).Fault);
        Assert.Equal("ines", fixture.Room.Current.People["eve-okoro"].SuspendedBy);
    }

    [Fact]
    public async Task TakesOver_ASuspensionOfTheDirectory_WhenAnAdministratorSuspendsToo()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        await SignedInAsync(fixture, Eve());
        await On(fixture).SuspendAsync(Directory, "eve-okoro", "left", CancellationToken.None);

        Assert.IsType<EditOutcome.Applied>(await fixture.EditAsync(new CatalogEdit.SetSuspended("eve-okoro", true, "under investigation")));

        Assert.IsType<ProvisionOutcome.Refused>(await On(fixture).ReactivateAsync(Directory, "eve-okoro", "back", CancellationToken.None));
    }

    [Fact]
    public async Task Keeps_TheLastAdministrator_WhenAClaimFailsToCome_AndSuspendsThemWhenTheyLeave()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        await RuleForAsync(fixture, "Admins", "admin");
        await SignedInAsync(fixture, Eve("Admins"));
        await OperatorAsync(fixture, new CatalogEdit.SetSuspended("ines", true, "away"), new CatalogEdit.SetSuspended("otto", true, "away"));

        Assert.Equal(["admin"], (await SignedInAsync(fixture, Eve())).Person.Roles, StringComparer.Ordinal);
        Assert.Contains(fixture.Trace.Entries(), entry => entry.Event is LastHolderMet { Login: "eve-okoro", Role: "admin", Kept: true, Actor: "provider:acme-id" });

        Assert.True(Done(await On(fixture).SuspendAsync(Directory, "eve-okoro", "left", CancellationToken.None)).Person.Suspended);
        Assert.Contains(fixture.Trace.Entries(), entry => entry.Event is LastHolderMet { Login: "eve-okoro", Role: "admin", Kept: false });
    }

    [Fact]
    public async Task Refuses_TwoPeopleAtOneAddress()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        await SignedInAsync(fixture, Eve());
        var bo = (await SignedInAsync(fixture, new ProvidedPerson("bo@acme.example", "Bo", null))).Person;

        Assert.Equal(ProvisionFault.Taken, (await RefusedAsync(fixture, new ProvidedPerson("EVE.okoro@ACME.example", "Bo", null) { Login = bo.Login })).Fault);
        var again = await On(fixture).CreateAsync(Directory, Eve(), suspended: false, "", CancellationToken.None);
        Assert.Equal(ProvisionFault.Taken, Assert.IsType<ProvisionOutcome.Refused>(again).Fault);
    }

    [Fact]
    public async Task Changes_NameAndAddress_OfAPersonKnownByOtherMeans()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        await SignedInAsync(fixture, Eve("Client developers"));

        var married = await SignedInAsync(fixture, new ProvidedPerson("eve.bello@acme.example", "Eve\tBello\u202E ", null) { Login = "eve-okoro" });

        Assert.Equal(("eve-okoro", "eve.bello@acme.example"), (married.Person.Login, married.Person.Email));
        Assert.Equal(["developer"], married.Person.Roles, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Acts_UponWhatAnotherGatewayMadeOfTheCatalogue()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var other = fixture.AnotherGateway();
        await other.ReloadAsync(CancellationToken.None);
        await OperatorAsync(fixture, new CatalogEdit.SetSuspended("otto", true, "away"));
        var there = fixture.Provisioner(other);
        Assert.True(Done(await there.SignInAsync(SignIn, Eve(), CancellationToken.None)).Person is { Login: "eve-okoro" });
        Assert.True(other.Current.People["otto"].Suspended);

        // This gateway has not heard of Eve yet.
        Assert.False(fixture.Room.Current.People.ContainsKey("eve-okoro"));
        await fixture.Room.ReloadAsync(CancellationToken.None);
        await OperatorAsync(fixture, new CatalogEdit.SetSuspended("otto", false, "back"));
        var now = DateTimeOffset.UtcNow;
        Assert.True(await fixture.Directories.SaveAsync(null, new DirectoryGroup("acme-id", "g1", "Client developers", null, ["eve-okoro"], now, now), CancellationToken.None));
        Assert.Null(await fixture.Roles(other).OfGroupsAsync(Directory, ["eve-okoro"], CancellationToken.None));
        Assert.Equal(["developer"], other.Current.People["eve-okoro"].Roles, StringComparer.Ordinal);
        Assert.False(other.Current.People["otto"].Suspended);
    }

    private static Provisioner On(CatalogFixture fixture) => fixture.Provisioner(fixture.Room);

    private static ProvidedPerson Eve(params string[] groups) => new("eve.okoro@acme.example", "Eve Okoro", Claims(groups));

    private static ProviderClaims Claims(params string[] groups) => ProviderClaims.Of(groups.Select(group => KeyValuePair.Create("groups", group)));

    private static async Task<ProvisionOutcome.Done> SignedInAsync(CatalogFixture fixture, ProvidedPerson person) =>
        Done(await On(fixture).SignInAsync(SignIn, person, CancellationToken.None));

    private static async Task<ProvisionOutcome.Refused> RefusedAsync(CatalogFixture fixture, ProvidedPerson person) =>
        Assert.IsType<ProvisionOutcome.Refused>(await On(fixture).SignInAsync(SignIn, person, CancellationToken.None));

    private static ProvisionOutcome.Done Done(ProvisionOutcome outcome) =>
        outcome as ProvisionOutcome.Done ?? throw new InvalidOperationException(((ProvisionOutcome.Refused)outcome).Message);

    private static async Task OperatorAsync(CatalogFixture fixture, params CatalogEdit[] edits) =>
        Assert.IsType<EditOutcome.Applied>(await fixture.Room.EditAsync(edits, Actor.TheOperator, null, CancellationToken.None));

    private static Task RuleForAsync(CatalogFixture fixture, string group, string role)
    {
        var acme = fixture.Room.Current.Providers["acme-id"];
        return OperatorAsync(fixture, new CatalogEdit.PutProvider(acme with { Rules = acme.Rules.Add(new RoleRule("groups", group, role)) }));
    }
}
