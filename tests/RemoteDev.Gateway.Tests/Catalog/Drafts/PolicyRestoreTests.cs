using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Trace.Events;
using static RemoteDev.Gateway.Tests.Catalog.Drafts.DraftSteps;

namespace RemoteDev.Gateway.Tests.Catalog.Drafts;

public sealed class PolicyRestoreTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task OnePerson_GoesBackAlone_WhenNobodyGainsByIt()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        await fixture.SaveAsync(More, SampleCatalog.Tests);
        AtNoon(fixture);

        Assert.IsType<EditOutcome.Applied>(await RestoreAsync(fixture, null, Sora));

        Assert.Equal((3, SampleCatalog.Cedar), (fixture.Room.Current.Policy!.Number, fixture.Room.Current.Policy.Text));
        var traced = Assert.IsType<PolicyRolledBack>(fixture.Trace.Entries()[^1].Event);
        Assert.Equal(("sora", 3, 2, 1, true, null, "too much"), (traced.Actor, traced.Version, traced.From, traced.To, traced.Emergency, traced.Approver, traced.Reason));
    }

    [Fact]
    public async Task Refuses_OnePersonAlone_WhenSomebodyGainsByIt()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        await fixture.SaveAsync(More, SampleCatalog.Tests);
        await fixture.SaveAsync(SampleCatalog.Cedar, SampleCatalog.Tests);
        AtNoon(fixture);

        var refused = Assert.IsType<EditOutcome.Refused>(await RestoreAsync(fixture, null, Sora));

        Assert.Contains("takes a second person", Assert.Single(refused.Faults).Message, StringComparison.Ordinal);
        Assert.Equal(3, fixture.Room.Current.Policy!.Number);
        Assert.IsType<EditOutcome.Applied>(await RestoreAsync(fixture, null, Actor.TheOperator));
    }

    [Theory]
    [InlineData("@id(\"later\") @mfa(\"8h\") permit (principal in RemoteDev::Role::\"developer\", action == RemoteDev::Action::\"upload\", resource) when { context.now > datetime(\"2027-06-01\") };")]
    [InlineData("@id(\"contractors\") @mfa(\"8h\") permit (principal in RemoteDev::Role::\"contractor\", action == RemoteDev::Action::\"upload\", resource);")]
    public async Task Refuses_OnePersonAlone_WhenSomebodyWouldGainLater(string latent)
    {
        using var fixture = await CatalogFixture.SampleAsync();
        await fixture.Room.EditAsync([new CatalogEdit.PutRole(new RoleEntry("contractor", "Contractor", Administrative: false))], Actor.TheOperator, null, None);
        Assert.IsType<EditOutcome.Applied>(await fixture.SaveAsync($"{SampleCatalog.Cedar}\n{latent}", SampleCatalog.Tests));
        Assert.IsType<EditOutcome.Applied>(await fixture.SaveAsync(SampleCatalog.Cedar, SampleCatalog.Tests));
        AtNoon(fixture);

        // In the coming week nobody gains, and who holds the role comes later.
        var refused = Assert.IsType<EditOutcome.Refused>(await RestoreAsync(fixture, null, Sora));

        Assert.Contains("somebody may later, because", Assert.Single(refused.Faults).Message, StringComparison.Ordinal);
        Assert.Equal(3, fixture.Room.Current.Policy!.Number);
    }

    [Fact]
    public async Task Refuses_OnePersonAlone_FurtherBackOrWithoutProof()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        await fixture.SaveAsync(SampleCatalog.Cedar + "\n", SampleCatalog.Tests);
        await fixture.SaveAsync(SampleCatalog.Cedar + "\n\n", SampleCatalog.Tests);
        var older = (await fixture.Store.PolicyAsync(2, None))!;

        Assert.IsType<EditOutcome.Refused>(await RestoreAsync(fixture, 1, Sora));
        Assert.IsType<EditOutcome.Refused>(await fixture.EditAsync(new CatalogEdit.RestorePolicy(older, "now", null)));
        Assert.IsType<EditOutcome.Applied>(await RestoreAsync(fixture, 1, Actor.TheOperator));
        Assert.IsType<EditOutcome.Refused>(await RestoreAsync(fixture, 99, Actor.TheOperator));
    }

    [Fact]
    public async Task Refuses_ToGoBackToWhatNoLongerPasses()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        const string Nothing = "cases:\n  - { name: none, person: sora, at: Tue 09:30 Africa/Lagos, action: browse, resource: environment payments-ide, expect: deny }";
        await fixture.SaveAsync("@id(\"none\") forbid (principal, action, resource);", Nothing);
        await fixture.EditAsync(new CatalogEdit.Remove(CatalogKind.Window, "lagos-office"));

        Assert.IsType<EditOutcome.Refused>(await RestoreAsync(fixture, 1, Actor.TheOperator));
        Assert.Equal(2, fixture.Room.Current.Policy!.Number);
    }

    private static async Task<EditOutcome> RestoreAsync(CatalogFixture fixture, long? to, Actor actor)
    {
        using var work = new PolicyWork(TimeProvider.System);
        return await new PolicyRestore(fixture.Room, fixture.Store, work, fixture.Trace.Clock).RestoreAsync(to, "too much", actor, None);
    }

    // A Monday noon in Lagos, when the sample's window is open.
    private static void AtNoon(CatalogFixture fixture) => fixture.Trace.Clock.Advance(new DateTimeOffset(2026, 11, 23, 11, 0, 0, TimeSpan.Zero) - fixture.Trace.Clock.GetUtcNow());
}
