using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Catalog.Provisioning;
using RemoteDev.Gateway.Tests.Trace;

namespace RemoteDev.Gateway.Tests.Catalog.Provisioning;

/// <summary>What is stored of people and what the rules say are the roles they have, whoever changed either, and wherever.</summary>
public sealed class ProvisionedRolesTests
{
    private static readonly Actor SignIn = Actor.OfProvider("acme-id", Actor.OpenId, null);
    private static readonly Actor Directory = Actor.OfProvider("acme-id", Actor.Scim, null);

    // Another rule can still give the role, so that it is not one that nobody can have any more; but it does not give it to Eve.
    [Fact]
    public async Task Takes_TheRoleOfARuleThatGoes_ThoughAnotherRuleCanGiveIt()
    {
        using var fixture = await RuledAsync(new RoleRule("department", "eng", "developer"), new RoleRule("groups", "devs", "developer"));
        var eve = await SignedInAsync(fixture, "eve", ("department", "eng"));
        var otis = await SignedInAsync(fixture, "otis", ("department", "eng"), ("groups", "devs"));
        Assert.Equal(["developer"], fixture.Room.Current.People[eve].Roles, StringComparer.Ordinal);

        await RulesAsync(fixture, new RoleRule("groups", "devs", "developer"));
        Assert.Null(await fixture.Roles(fixture.Room).OfRulesAsync(Directory, CancellationToken.None));

        Assert.Empty(fixture.Room.Current.People[eve].Roles);
        Assert.Equal(["developer"], fixture.Room.Current.People[otis].Roles, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Gives_WhatANewRuleGivesByWhatWasSaidBefore()
    {
        using var fixture = await RuledAsync(new RoleRule("department", "ops", "developer"));
        var eve = await SignedInAsync(fixture, "eve", ("department", "eng"));
        Assert.Empty(fixture.Room.Current.People[eve].Roles);

        await RulesAsync(fixture, new RoleRule("department", "eng", "developer"));
        Assert.Null(await fixture.Roles(fixture.Room).OfRulesAsync(Directory, CancellationToken.None));

        Assert.Equal(["developer"], fixture.Room.Current.People[eve].Roles, StringComparer.Ordinal);
    }

    // What the directory says of groups is the fresher, also where the sign-in said otherwise before the directory spoke.
    [Fact]
    public async Task Believes_TheDirectoryAboutGroups()
    {
        using var fixture = await RuledAsync(new RoleRule("groups", "devs", "developer"));
        var eve = await SignedInAsync(fixture, "eve", ("groups", "devs"));
        var now = DateTimeOffset.UtcNow;
        Assert.True(await fixture.Directories.SaveAsync(null, new DirectoryGroup("acme-id", "g1", "devs", null, [], now, now), CancellationToken.None));

        Assert.Null(await fixture.Roles(fixture.Room).OfRulesAsync(Directory, CancellationToken.None));

        Assert.Empty(fixture.Room.Current.People[eve].Roles);
    }

    [Fact]
    public async Task Leaves_WhatWasGivenByHand_AndWhomNobodyEverSpokeOf()
    {
        using var fixture = await RuledAsync(new RoleRule("groups", "devs", "developer"));
        var eve = await SignedInAsync(fixture, "eve");
        await OperatorAsync(fixture, new CatalogEdit.PutPerson(fixture.Room.Current.People[eve] with { Roles = ["security"] }));
        var silent = fixture.Room.Current.People[eve] with { Login = "silent", Email = "silent@acme.example", Roles = ["developer"], ProviderRoles = [] };
        await OperatorAsync(fixture, new CatalogEdit.PutPerson(silent));

        Assert.Null(await fixture.Roles(fixture.Room).OfRulesAsync(Directory, CancellationToken.None));

        Assert.Equal(["security"], fixture.Room.Current.People[eve].Roles, StringComparer.Ordinal);
        Assert.Equal(["developer"], fixture.Room.Current.People["silent"].Roles, StringComparer.Ordinal);
    }

    // Each of two gateways takes the person into its group and out of it again, at once; whatever each of them read of the other's before, in
    // the end the person has the role exactly when one of the groups has the person.
    [Fact]
    public async Task Agrees_WithTheGroups_WhenTwoGatewaysChangeThemAtOnce()
    {
        using var fixture = await RuledAsync(new RoleRule("groups", "one", "developer"), new RoleRule("groups", "two", "developer"));
        var eve = await SignedInAsync(fixture, "eve");
        var other = fixture.AnotherGateway();
        await other.ReloadAsync(CancellationToken.None);
        var now = DateTimeOffset.UtcNow;
        foreach (var name in (string[])["one", "two"])
        {
            Assert.True(await fixture.Directories.SaveAsync(null, new DirectoryGroup("acme-id", name, name, null, [], now, now), CancellationToken.None));
        }

        for (var round = 0; round < 12; round++)
        {
            await Task.WhenAll(
                Task.Run(() => SetAsync(fixture, fixture.Room, "one", eve, round % 2 == 0)),
                Task.Run(() => SetAsync(fixture, other, "two", eve, round % 3 == 0)));
            await fixture.Room.ReloadAsync(CancellationToken.None);
            await other.ReloadAsync(CancellationToken.None);
            var expected = round % 2 == 0 || round % 3 == 0;
            Assert.Equal(expected, fixture.Room.Current.People[eve].Roles.Contains("developer", StringComparer.Ordinal));
            Assert.Equal(expected, other.Current.People[eve].Roles.Contains("developer", StringComparer.Ordinal));
        }
    }

    // The other gateway stores its group while this one edits by what it read before: that is read again, and the role given.
    [Fact]
    public async Task Reads_TheGroupsAgain_AfterEveryEdit()
    {
        using var fixture = await RuledAsync(new RoleRule("groups", "one", "developer"), new RoleRule("groups", "two", "security"));
        var eve = await SignedInAsync(fixture, "eve");
        var now = DateTimeOffset.UtcNow;
        Assert.True(await fixture.Directories.SaveAsync(null, new DirectoryGroup("acme-id", "one", "one", null, [eve], now, now), CancellationToken.None));
        var stored = 0;
        fixture.Room.Changed += snapshot =>
        {
            if (snapshot.People[eve].Roles.Contains("developer", StringComparer.Ordinal) && Interlocked.Exchange(ref stored, 1) == 0)
            {
                Assert.True(fixture.Directories.SaveAsync(null, new DirectoryGroup("acme-id", "two", "two", null, [eve], now, now), CancellationToken.None).GetAwaiter().GetResult());
            }
        };

        Assert.Null(await fixture.Roles(fixture.Room).OfGroupsAsync(Directory, [eve], CancellationToken.None));

        Assert.Equal(["developer", "security"], fixture.Room.Current.People[eve].Roles.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Says_ThatRolesAreOwed_WhenTheyCannotBeGivenNow()
    {
        using var fixture = await RuledAsync(new RoleRule("groups", "one", "developer"));
        var eve = await SignedInAsync(fixture, "eve");
        var now = DateTimeOffset.UtcNow;
        Assert.True(await fixture.Directories.SaveAsync(null, new DirectoryGroup("acme-id", "one", "one", null, [eve], now, now), CancellationToken.None));
        using var elsewhere = new TraceFixture();
        var room = fixture.AnotherGateway(elsewhere.Started(new FaultyDisk { FailsCommit = true }));
        var roles = fixture.Roles(room);
        var owed = new List<string>();
        roles.Owed += owed.Add;

        var refused = await roles.OfGroupsAsync(Directory, [eve], CancellationToken.None);

        Assert.Equal(ProvisionFault.NotNow, refused?.Fault);
        Assert.Equal(["acme-id"], owed, StringComparer.Ordinal);
    }

    // A claim of many values is kept as far as rules ask for it.
    [Fact]
    public async Task Keeps_WhatRulesAskFor_OfAClaimThatIsTooLong()
    {
        using var fixture = await RuledAsync(new RoleRule("groups", "devs", "developer"));
        var many = Enumerable.Range(0, 2000).Select(i => ("groups", $"a group whose name is rather long, number {i:D6}")).Append(("groups", "devs")).ToArray();
        var eve = await SignedInAsync(fixture, "eve", many);

        Assert.Equal("{\"groups\":[\"devs\"]}", (await fixture.Words.OfAsync("acme-id", CancellationToken.None))[eve].Claims);
        Assert.Null(await fixture.Roles(fixture.Room).OfRulesAsync(Directory, CancellationToken.None));
        Assert.Equal(["developer"], fixture.Room.Current.People[eve].Roles, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Forgets_TheWordAboutWhoeverIsGone()
    {
        using var fixture = await RuledAsync(new RoleRule("groups", "devs", "developer"));
        var eve = await SignedInAsync(fixture, "eve", ("groups", "devs"));
        await OperatorAsync(fixture, new CatalogEdit.Remove(CatalogKind.Person, eve));

        await fixture.Words.SweepAsync(fixture.Room.Current, DateTimeOffset.MinValue, CancellationToken.None);
        Assert.NotNull(await fixture.Words.SaidAtAsync("acme-id", eve, CancellationToken.None));
        await fixture.Words.SweepAsync(fixture.Room.Current, DateTimeOffset.MaxValue, CancellationToken.None);

        Assert.Null(await fixture.Words.SaidAtAsync("acme-id", eve, CancellationToken.None));
    }

    private static async Task SetAsync(CatalogFixture fixture, CatalogRoom room, string name, string login, bool member)
    {
        for (var saved = false; !saved;)
        {
            var group = (await fixture.Directories.GroupsAsync("acme-id", CancellationToken.None)).Single(one => one.Id == name);
            saved = await fixture.Directories.SaveAsync(group, group with { Members = member ? [login] : [] }, CancellationToken.None);
        }

        while (await fixture.Roles(room).OfGroupsAsync(Directory, [login], CancellationToken.None) is { } refused)
        {
            Assert.Equal(ProvisionFault.NotNow, refused.Fault);
        }
    }

    private static async Task<CatalogFixture> RuledAsync(params RoleRule[] rules)
    {
        var fixture = await CatalogFixture.SampleAsync();
        await RulesAsync(fixture, rules);
        return fixture;
    }

    private static Task RulesAsync(CatalogFixture fixture, params RoleRule[] rules) =>
        OperatorAsync(fixture, new CatalogEdit.PutProvider(fixture.Room.Current.Providers["acme-id"] with { Rules = [.. rules] }));

    private static async Task OperatorAsync(CatalogFixture fixture, params CatalogEdit[] edits) =>
        Assert.IsType<EditOutcome.Applied>(await fixture.Room.EditAsync(edits, Actor.TheOperator, null, CancellationToken.None));

    private static async Task<string> SignedInAsync(CatalogFixture fixture, string name, params (string Claim, string Value)[] claims)
    {
        var person = new ProvidedPerson($"{name}@acme.example", name, ProviderClaims.Of(claims.Select(claim => KeyValuePair.Create(claim.Claim, claim.Value))));
        return Assert.IsType<ProvisionOutcome.Done>(await fixture.Provisioner(fixture.Room).SignInAsync(SignIn, person, CancellationToken.None)).Person.Login;
    }
}
