using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Tests.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Catalog;

public sealed class UnreadablePolicyTests
{
    [Fact]
    public async Task LastVersionThatLoads_IsServed_WhenNewerOnesDoNot()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        await StoreAsync(fixture, 2, "permit (principal, action, resource");
        await StoreAsync(fixture, 3, "permit (principal, action, resource) when { context.gone };");

        await fixture.Room.ReloadAsync(CancellationToken.None);

        var now = fixture.Room.Current;
        Assert.Equal((1, 3), (now.Policy!.Number, now.LastPolicy));
        Assert.Equal(3, now.Bundle.Policies.Count);
        Assert.Equal([3, 2], now.Unreadable.Select(policy => policy.Number));
        Assert.Contains("Version 3 of the policy does not load, so version 1 is in force again", now.PolicyWarning, StringComparison.Ordinal);
        Assert.Contains(now.LoadFaults, fault => fault is { Path: "policy", Line: 1 });
        await TraceFixture.FlushAsync(fixture.TraceRoom);
        var traced = fixture.Trace.Entries().Select(entry => entry.Event).OfType<PolicyUnreadable>().ToArray();
        Assert.Equal([(3, 1), (2, 1)], traced.Select(one => (one.Version, one.Served)));
    }

    [Fact]
    public async Task TextThatRotted_IsNotServed_ThoughItLoads()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        Assert.IsType<EditOutcome.Applied>(await fixture.SaveAsync(SampleCatalog.Cedar + "\n", SampleCatalog.Tests));
        await using (var context = fixture.Open())
        {
            await context.Database.ExecuteSqlRawAsync("UPDATE catalog_policies SET text = replace(text, 'acme', 'acmf') WHERE number = 2");
        }

        await fixture.Room.ReloadAsync(CancellationToken.None);

        Assert.Equal(1, fixture.Room.Current.Policy!.Number);
        Assert.Contains("SHA-256", Assert.Single(Assert.Single(fixture.Room.Current.Unreadable).Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingIsPermitted_WhenNoVersionLoads()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        await using (var context = fixture.Open())
        {
            await context.Database.ExecuteSqlRawAsync("UPDATE catalog_policies SET text = 'permit'");
        }

        await fixture.Room.ReloadAsync(CancellationToken.None);

        var now = fixture.Room.Current;
        Assert.Null(now.Policy);
        Assert.Empty(now.Bundle.Policies);
        Assert.Contains("nothing is permitted", now.PolicyWarning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RepairedPolicy_TakesTheNextNumber_AndEndsTheWarning()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        await StoreAsync(fixture, 2, "permit (principal, action, resource");
        await fixture.Room.ReloadAsync(CancellationToken.None);

        // An edit of something else does not silence it.
        await fixture.EditAsync(new CatalogEdit.SetSuspended("ada", true, "laptop lost"));
        Assert.NotNull(fixture.Room.Current.PolicyWarning);

        Assert.IsType<EditOutcome.Applied>(await fixture.SaveAsync(SampleCatalog.Cedar + "\n", SampleCatalog.Tests));
        Assert.Equal(3, fixture.Room.Current.Policy!.Number);
        Assert.Null(fixture.Room.Current.PolicyWarning);

        await fixture.Room.ReloadAsync(CancellationToken.None);
        Assert.Null(fixture.Room.Current.PolicyWarning);
    }

    [Fact]
    public async Task InvalidPolicy_NeverReplacesAValidOne()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var before = fixture.Room.Current;

        Assert.IsType<EditOutcome.Refused>(await fixture.SaveAsync("permit (principal, action, resource", SampleCatalog.Tests));

        Assert.Same(before, fixture.Room.Current);
        Assert.Equal([1], (await fixture.Store.PoliciesAsync(0, 10, CancellationToken.None)).Select(version => version.Number));
    }

    private static async Task StoreAsync(CatalogFixture fixture, long number, string text)
    {
        await using var context = fixture.Open();
        context.Policies.Add(new PolicyEntry(number, text, "", TextDigest.Of(text), "ines", fixture.Trace.Clock.GetUtcNow()));
        await context.SaveChangesAsync();
    }
}
