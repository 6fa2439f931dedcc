using System.Collections.Immutable;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Tests.Catalog.Rules;

/// <summary>Regression 23: nobody administers someone above themselves, nobody approves their own edit (CVE-2026-55077).</summary>
public sealed class GuardRulesTests
{
    private static readonly Actor Otto = new("otto", "api", null, null);

    [Fact]
    public async Task Refuses_ToEditAHolderOfARoleOneDoesNotHold()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var sora = fixture.Room.Current.People["sora"];

        await RefusedAsync(fixture, "people/sora", new CatalogEdit.PutPerson(sora with { Email = "mallory@acme.example" }));
        await RefusedAsync(fixture, "people/sora", new CatalogEdit.SetSuspended("sora", true, "in my way"));
        await RefusedAsync(fixture, "people/sora", new CatalogEdit.PutPerson(sora with { Roles = ["developer"] }));
        await RefusedAsync(fixture, "people/sora", new CatalogEdit.Remove(CatalogKind.Person, "sora"));
    }

    [Fact]
    public async Task Refuses_ToGiveARoleOneDoesNotHold()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var people = fixture.Room.Current.People;

        await RefusedAsync(fixture, "people/ada", new CatalogEdit.PutPerson(people["ada"] with { Roles = ["security"] }));
        await RefusedAsync(fixture, "people/eve", new CatalogEdit.PutPerson(people["ada"] with { Login = "eve", Roles = ["security"] }));
    }

    [Fact]
    public async Task Refuses_ToHelpOrEndOneself()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var ines = fixture.Room.Current.People["ines"];

        await RefusedAsync(fixture, "people/ines", new CatalogEdit.SetSuspended("ines", true, "tired"));
        await RefusedAsync(fixture, "people/ines", new CatalogEdit.Remove(CatalogKind.Person, "ines"));
        await RefusedAsync(fixture, "people/ines", new CatalogEdit.PutPerson(ines with { Roles = ines.Roles.Add("developer") }));
        await RefusedAsync(fixture, "people/ines", new CatalogEdit.PutPerson(ines with { Vendor = "acme" }));
        await RefusedAsync(fixture, "people/ines", new CatalogEdit.PutPerson(ines with { Attestations = [new AttestationEntry("nda", DateTimeOffset.MaxValue)] }));
    }

    [Fact]
    public async Task Refuses_ToMakeARoleOrdinary_InOrderToReachItsHolders()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var sora = fixture.Room.Current.People["sora"];

        await RefusedAsync(
            fixture,
            "roles/security",
            new CatalogEdit.PutRole(new RoleEntry("security", "Security reviewer", Administrative: false)),
            new CatalogEdit.PutPerson(sora with { Roles = ImmutableArray<string>.Empty }));
    }

    [Fact]
    public async Task Refuses_ToLeaveAnAdministrativeRoleWithoutHolder()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        Assert.IsType<EditOutcome.Applied>(await fixture.EditAsync(new CatalogEdit.SetSuspended("otto", true, "on leave")));

        // Otto's right to edit ended with his suspension, and Ines is the last.
        var refused = Assert.IsType<EditOutcome.Refused>(
            await fixture.Room.EditAsync([new CatalogEdit.SetSuspended("ines", true, "revenge")], Otto, null, CancellationToken.None));

        Assert.Contains(refused.Faults, fault => fault.Path == "people/ines");
        Assert.Contains(refused.Faults, fault => fault.Path == "roles/admin" && fault.Message.Contains("without anybody", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Permits_AnAdministratorToEditAnEqualAndOthersBelow()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var people = fixture.Room.Current.People;

        Assert.IsType<EditOutcome.Applied>(await fixture.EditAsync(
            new CatalogEdit.PutPerson(people["otto"] with { DisplayName = "Otto B." }),
            new CatalogEdit.PutPerson(people["ada"] with { Roles = ["developer", "admin"] }),
            new CatalogEdit.PutPerson(people["ines"] with { DisplayName = "Ines D." })));
    }

    [Fact]
    public async Task Operator_IsExempt_AndTracedAsOperator()
    {
        using var fixture = await CatalogFixture.SampleAsync();

        Assert.IsType<EditOutcome.Applied>(
            await fixture.Room.EditAsync([new CatalogEdit.SetSuspended("sora", true, "left the company")], Actor.TheOperator, null, CancellationToken.None));

        Assert.Equal("operator", fixture.Trace.Entries()[^1].Event.Actor);
    }

    [Theory]
    [InlineData("operator", "api")]
    [InlineData("ines", "operator-socket")]
    public async Task Refuses_TheExemption_ToWhoeverOnlyLooksLikeTheOperator(string login, string via)
    {
        using var fixture = await CatalogFixture.SampleAsync();

        Assert.IsType<EditOutcome.Refused>(
            await fixture.Room.EditAsync([new CatalogEdit.SetSuspended("sora", true, "x")], new Actor(login, via, null, null), null, CancellationToken.None));
    }

    private static async Task RefusedAsync(CatalogFixture fixture, string path, params CatalogEdit[] edits)
    {
        var before = fixture.Room.Current;
        var refused = Assert.IsType<EditOutcome.Refused>(await fixture.EditAsync(edits));
        Assert.Contains(refused.Faults, fault => fault.Path == path);
        Assert.Same(before, fixture.Room.Current);
    }
}
