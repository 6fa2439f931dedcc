using Microsoft.Extensions.Logging.Abstractions;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Tests.Catalog.Database;
using RemoteDev.Gateway.Trace.Events;
using static RemoteDev.Gateway.Tests.Catalog.Drafts.DraftSteps;

namespace RemoteDev.Gateway.Tests.Catalog.Drafts;

public sealed class DraftScheduleTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task ScheduledPolicy_ComesIntoForceAtItsInstant_NotBefore()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var activation = fixture.ActivationOf(fixture.Room);
        var draft = await ScheduledAsync(fixture, TimeSpan.FromHours(2));
        var planned = Assert.IsType<PolicyScheduled>(fixture.Trace.Entries()[^1].Event);
        Assert.Equal(("sora", draft.ActivateAt), (planned.Approver, planned.At));

        fixture.Trace.Clock.Advance(TimeSpan.FromMinutes(119));
        await activation.LookAsync(None);
        Assert.Equal(1, fixture.Room.Current.Policy!.Number);

        fixture.Trace.Clock.Advance(TimeSpan.FromMinutes(1));
        await activation.LookAsync(None);
        Assert.Equal(2, fixture.Room.Current.Policy!.Number);
        var traced = Assert.IsType<PolicyActivated>(fixture.Trace.Entries()[^1].Event);
        Assert.Equal((draft.ActivateAt, "ines"), (traced.ScheduledFor, traced.Actor));
    }

    [Fact]
    public async Task ScheduleThatNoLongerPasses_IsNotActivated_AndIsShown()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var activation = fixture.ActivationOf(fixture.Room);
        var drafts = fixture.DraftsOf(fixture.Room, activation: activation);
        var draft = await ScheduledAsync(fixture, TimeSpan.FromHours(2));
        Assert.IsType<EditOutcome.Applied>(await fixture.EditAsync(new CatalogEdit.Remove(CatalogKind.Person, "ada")));

        fixture.Trace.Clock.Advance(TimeSpan.FromHours(3));
        await activation.LookAsync(None);
        await activation.LookAsync(None);

        Assert.Equal(1, fixture.Room.Current.Policy!.Number);
        var failed = Assert.Single(drafts.FailedSchedules);
        Assert.Equal(draft.Number, failed.Number);
        Assert.Contains("Ada works in Lagos office hours", failed.Failure, StringComparison.Ordinal);
        var traced = Assert.Single(fixture.Trace.Entries().Select(entry => entry.Event).OfType<PolicyActivationFailed>());
        Assert.Equal(("ines", "sora", draft.ActivateAt), (traced.Author, traced.Approver, traced.ScheduledFor));

        _ = (await drafts.WithdrawAsync(draft.Number, "ada is gone", Ines, None)).Done();
        Assert.Empty(drafts.FailedSchedules);
    }

    [Fact]
    public async Task WithdrawnSchedule_IsNotActivated()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var draft = await ScheduledAsync(fixture, TimeSpan.FromHours(2));
        _ = (await fixture.Drafts.WithdrawAsync(draft.Number, "another plan", Otto, None)).Done();

        fixture.Trace.Clock.Advance(TimeSpan.FromHours(3));
        await fixture.ActivationOf(fixture.Room).LookAsync(None);

        Assert.Equal(1, fixture.Room.Current.Policy!.Number);
    }

    [Fact]
    public async Task Refuses_AnInstantThatNobodyCanOversee()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var approved = await fixture.Drafts.ApprovedAsync();

        var refused = (await fixture.Drafts.ActivateAsync(approved.Number, fixture.Trace.Clock.GetUtcNow().AddYears(2), Ines, None)).Refused();

        Assert.Contains("more than a year ahead", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DueSchedule_StaysDue_WhileTheTraceCannotBeWritten()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var draft = await ScheduledAsync(fixture, TimeSpan.FromHours(2));
        var blind = fixture.Trace.Room();
        var room = fixture.AnotherGateway(blind);
        await room.ReloadAsync(None);
        fixture.Trace.Clock.Advance(TimeSpan.FromHours(3));

        await fixture.ActivationOf(room, blind).LookAsync(None);
        Assert.Equal(DraftState.Scheduled, (await fixture.Drafts.FindAsync(draft.Number, None))!.State);

        await fixture.ActivationOf(fixture.Room).LookAsync(None);
        Assert.Equal(2, fixture.Room.Current.Policy!.Number);
    }

    [Fact]
    public async Task ExactlyOneGateway_Activates_OnSqlite()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        await OneOfTwoActivatesAsync(fixture);
    }

    [PostgresFact]
    public async Task ExactlyOneGateway_Activates_OnPostgres()
    {
        using var fixture = await CatalogFixture.SampleAsync(new GatewayDatabase(DatabaseProvider.Postgres, await postgres.CreateDatabaseAsync()));
        await OneOfTwoActivatesAsync(fixture);
    }

    private static async Task OneOfTwoActivatesAsync(CatalogFixture fixture)
    {
        var other = fixture.AnotherGateway();
        await other.ReloadAsync(None);
        using var refresh = new CatalogRefresh(other, fixture.Store, fixture.Database, fixture.Trace.Clock, NullLogger<CatalogRefresh>.Instance);
        var draft = await ScheduledAsync(fixture, TimeSpan.FromHours(1));
        fixture.Trace.Clock.Advance(TimeSpan.FromHours(1));

        await Task.WhenAll(
            Task.Run(() => fixture.ActivationOf(fixture.Room).LookAsync(None)), Task.Run(() => fixture.ActivationOf(other).LookAsync(None)));
        await refresh.LookAsync(None);
        await fixture.Room.ReloadAsync(None);

        Assert.Single(fixture.Trace.Entries().Select(entry => entry.Event).OfType<PolicyActivated>());
        Assert.DoesNotContain(fixture.Trace.Entries(), entry => entry.Event is PolicyActivationFailed);
        Assert.Equal(2, (await fixture.Store.PoliciesAsync(0, 10, None)).Count);
        Assert.Equal((2, 2), (fixture.Room.Current.Policy!.Number, other.Current.Policy!.Number));
        Assert.Equal(DraftState.Active, (await fixture.Drafts.FindAsync(draft.Number, None))!.State);
    }

    private static async Task<PolicyDraft> ScheduledAsync(CatalogFixture fixture, TimeSpan ahead)
    {
        var approved = await fixture.Drafts.ApprovedAsync();
        return (await fixture.Drafts.ActivateAsync(approved.Number, fixture.Trace.Clock.GetUtcNow() + ahead, Ines, None)).Done();
    }
}
