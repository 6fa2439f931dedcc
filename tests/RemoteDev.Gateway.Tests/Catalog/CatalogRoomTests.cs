using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Catalog;

public sealed class CatalogRoomTests
{
    private static readonly CatalogEdit NewVendor = new CatalogEdit.PutVendor(new VendorEntry("globex", "Globex", null));

    [Fact]
    public async Task Edit_IsVisible_Traced_AndStillThereAfterAReload()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var version = fixture.Room.Current.Version;
        CatalogSnapshot? raised = null;
        fixture.Room.Changed += snapshot => raised = snapshot;

        var applied = Assert.IsType<EditOutcome.Applied>(await fixture.EditAsync(NewVendor));

        Assert.Equal(version + 1, applied.Version);
        Assert.Equal(new FieldChange("displayName", null, "Globex"), Assert.Single(Assert.Single(applied.Changes).Fields));
        Assert.Same(raised, fixture.Room.Current);
        var traced = Assert.IsType<CatalogEdited>(fixture.Trace.Entries()[^1].Event);
        Assert.Equal(("ines", "console", "s1", "192.0.2.7", version + 1), (traced.Actor, traced.Via, traced.Session, traced.Source, traced.Version));
        Assert.Equal(("vendor", "globex", "added"), (traced.Edits[0].Kind, traced.Edits[0].Name, traced.Edits[0].Verb));

        var other = fixture.AnotherGateway();
        await other.ReloadAsync(CancellationToken.None);
        Assert.Equal(version + 1, other.Current.Version);
        Assert.Empty(CatalogDiff.Between(fixture.Room.Current, other.Current));
        Assert.Empty(other.Current.LoadFaults);
    }

    [Fact]
    public async Task EveryKind_SurvivesAReload()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var other = fixture.AnotherGateway();

        await other.ReloadAsync(CancellationToken.None);

        Assert.Empty(CatalogDiff.Between(fixture.Room.Current, other.Current));
        Assert.Equal(4, other.Current.People.Count);
        Assert.Equal(["offshore-work", "admins-edit", "security-approves"], other.Current.Bundle.Policies.Select(policy => policy.Id), StringComparer.Ordinal);
        Assert.Equal("Africa/Lagos", other.Current.Windows["lagos-office"].Definition.Zone.Id);
    }

    [Fact]
    public async Task Refuses_AllOfAnEdit_ForOneFaultInIt_AndNamesEveryFault()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var before = fixture.Room.Current;

        var refused = Assert.IsType<EditOutcome.Refused>(await fixture.EditAsync(
            NewVendor,
            new CatalogEdit.PutVendor(new VendorEntry("No Name", "", "acme-logos")),
            new CatalogEdit.Remove(CatalogKind.Project, "payments")));

        Assert.Same(before, fixture.Room.Current);
        Assert.Contains(refused.Faults, fault => fault.Path == "vendors/No Name/name");
        Assert.Contains(refused.Faults, fault => fault.Path == "vendors/No Name/displayName");
        Assert.Contains(refused.Faults, fault => fault.Message.Contains("did you mean acme-lagos?", StringComparison.Ordinal));
        Assert.Contains(refused.Faults, fault => fault.Message == "cannot be removed while environments/payments-ide/project names it");
        Assert.Contains(refused.Faults, fault => fault.Message == "cannot be removed while repositories/payments/app/project names it");
    }

    [Fact]
    public async Task Refuses_AnEditOfAVersionThatIsGone()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var seen = fixture.Room.Current.Version;
        await fixture.EditAsync(NewVendor);

        var outcome = await fixture.Room.EditAsync([new CatalogEdit.Remove(CatalogKind.Vendor, "globex")], CatalogFixture.Ines, seen, CancellationToken.None);

        Assert.Equal(new EditOutcome.Stale(seen + 1), outcome);
        Assert.True(fixture.Room.Current.Vendors.ContainsKey("globex"));
    }

    [Fact]
    public async Task Refuses_AnEdit_WhenAnotherGatewayEditedFirst()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var other = fixture.AnotherGateway();
        await other.ReloadAsync(CancellationToken.None);
        await other.EditAsync([NewVendor], CatalogFixture.Ines, null, CancellationToken.None);

        var outcome = await fixture.EditAsync(new CatalogEdit.PutVendor(new VendorEntry("initech", "Initech", null)));

        Assert.Equal(new EditOutcome.Stale(other.Current.Version), outcome);
        await using var context = fixture.Open();
        Assert.Null(await context.Vendors.FindAsync("initech"));
    }

    [Fact]
    public async Task ChangesNothing_WhenTheTraceRefuses()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var broken = fixture.AnotherGateway(fixture.Trace.Room(directory: Path.Combine(fixture.Trace.Directory, "never-started")));
        await broken.ReloadAsync(CancellationToken.None);
        var before = broken.Current;

        var refused = Assert.IsType<EditOutcome.Refused>(await broken.EditAsync([NewVendor], CatalogFixture.Ines, null, CancellationToken.None));

        Assert.Equal("trace", Assert.Single(refused.Faults).Path);
        Assert.Same(before, broken.Current);
        await using var context = fixture.Open();
        Assert.Null(await context.Vendors.FindAsync("globex"));
        Assert.Equal(before.Version, await fixture.Store.VersionAsync(CancellationToken.None));
    }

    [Fact]
    public async Task ChangesNothing_WhenTheDatabaseRefuses()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        await using (var context = fixture.Open())
        {
            await context.Database.ExecuteSqlRawAsync("CREATE TRIGGER full BEFORE INSERT ON catalog_vendors BEGIN SELECT RAISE(ABORT, 'disk is full'); END");
        }

        var before = fixture.Room.Current;

        var refused = Assert.IsType<EditOutcome.Refused>(await fixture.EditAsync(NewVendor));

        Assert.Equal("database", Assert.Single(refused.Faults).Path);
        Assert.Same(before, fixture.Room.Current);
        Assert.Equal(before.Version, await fixture.Store.VersionAsync(CancellationToken.None));
    }

    [Fact]
    public async Task EditThatChangesNothing_MakesNoVersion_AndNoTrace()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var (before, traced) = (fixture.Room.Current, fixture.Trace.Entries().Length);

        var applied = Assert.IsType<EditOutcome.Applied>(await fixture.EditAsync(new CatalogEdit.PutPerson(before.People["ada"])));

        Assert.Empty(applied.Changes);
        Assert.Same(before, fixture.Room.Current);
        Assert.Equal(traced, fixture.Trace.Entries().Length);
    }

    [Fact]
    public async Task PuttingAPerson_NeverLiftsASuspension()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var ada = fixture.Room.Current.People["ada"];
        await fixture.EditAsync(new CatalogEdit.SetSuspended("ada", true, "laptop lost"));
        var traced = Assert.IsType<CatalogEdited>(fixture.Trace.Entries()[^1].Event);
        Assert.Equal(("suspended", "suspended: true, suspendedBy: ines, reason: laptop lost"), (traced.Edits[0].Verb, traced.Edits[0].After));

        Assert.IsType<EditOutcome.Applied>(await fixture.EditAsync(new CatalogEdit.PutPerson(ada with { DisplayName = "Ada O.", Suspended = false })));

        Assert.True(fixture.Room.Current.People["ada"].Suspended);
        Assert.Equal("Ada O.", fixture.Room.Current.People["ada"].DisplayName);
    }

    [Fact]
    public async Task StoredWindowThatNoLongerLoads_IsNeverOpen_AndSaysSo()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        await using (var context = fixture.Open())
        {
            context.Windows.Entry(context.Windows.Single()).Property(window => window.Zone).CurrentValue = "Africa/Atlantis";
            await context.SaveChangesAsync();
        }

        await fixture.Room.ReloadAsync(CancellationToken.None);

        Assert.Empty(fixture.Room.Current.Windows);
        Assert.Contains(fixture.Room.Current.LoadFaults, fault => fault.Path == "windows/lagos-office/zone");
    }
}
