using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;

namespace RemoteDev.Gateway.Tests.Catalog;

public sealed class CatalogRefreshTests
{
    [Fact]
    public async Task Edit_OfAnotherGateway_IsSeenAtTheNextLook()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var other = fixture.AnotherGateway();
        await other.ReloadAsync(CancellationToken.None);
        using var refresh = Refresh(fixture, other);
        await fixture.EditAsync(new CatalogEdit.SetSuspended("ada", true, "laptop lost"));

        await refresh.LookAsync(CancellationToken.None);

        Assert.True(other.Current.People["ada"].Suspended);
        Assert.Equal(fixture.Room.Current.Version, other.Current.Version);
    }

    [Fact]
    public async Task NothingIsPermitted_OnceTheDatabaseHasNotAnsweredForLongerThanTheGrace()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var room = fixture.Room;
        using var refresh = Refresh(fixture, room);
        await using var context = fixture.Open();
        await context.Database.ExecuteSqlRawAsync("ALTER TABLE catalog_state RENAME TO gone");

        await refresh.LookAsync(CancellationToken.None);
        Assert.NotEmpty(room.Current.Bundle.Policies);

        fixture.Trace.Clock.Advance(TimeSpan.FromSeconds(31));
        await refresh.LookAsync(CancellationToken.None);
        Assert.Empty(room.Current.Bundle.Policies);
        Assert.Null(room.Current.Policy);

        await context.Database.ExecuteSqlRawAsync("ALTER TABLE gone RENAME TO catalog_state");
        await refresh.LookAsync(CancellationToken.None);
        Assert.NotEmpty(room.Current.Bundle.Policies);
        Assert.Empty(room.Current.LoadFaults);
    }

    [Fact]
    public async Task Withdrawal_NeverBringsBack_WhoWasThereBeforeAnEdit()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var room = fixture.Room;
        var edited = false;
        var withdrawing = Task.Run(() =>
        {
            while (!Volatile.Read(ref edited))
            {
                room.Withdraw();
            }
        });
        try
        {
            for (var i = 0; i < 20; i++)
            {
                var applied = Assert.IsType<EditOutcome.Applied>(await fixture.EditAsync(new CatalogEdit.SetSuspended("ada", i % 2 == 0, "laptop lost")));
                Assert.Equal((applied.Version, i % 2 == 0), (room.Current.Version, room.Current.People["ada"].Suspended));
            }
        }
        finally
        {
            Volatile.Write(ref edited, true);
            await withdrawing;
        }
    }

    [Fact]
    public async Task Edit_IsHeardByEverybody_WhateverAListenerThrows()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        List<long> heard = [];
        fixture.Room.Changed += _ => throw new InvalidOperationException("As the test wants.");
        fixture.Room.Changed += snapshot => heard.Add(snapshot.Version);

        var applied = Assert.IsType<EditOutcome.Applied>(await fixture.EditAsync(new CatalogEdit.SetSuspended("ada", true, "laptop lost")));

        Assert.Equal([applied.Version], heard);
    }

    private static CatalogRefresh Refresh(CatalogFixture fixture, CatalogRoom room) =>
        new(room, fixture.Store, fixture.Database, fixture.Trace.Clock, NullLogger<CatalogRefresh>.Instance);
}
