using RemoteDev.Gateway.Catalog.Documents;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Catalog.Applying;

public sealed class CatalogApplyTests
{
    [Fact]
    public async Task Apply_Again_ChangesNothing()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var before = fixture.Room.Current;

        var applied = Assert.IsType<EditOutcome.Applied>(await fixture.ApplyAsync(SampleCatalog.Files));

        Assert.Empty(applied.Changes);
        Assert.Same(before, fixture.Room.Current);
    }

    [Fact]
    public async Task DryRun_SaysWhatApplyWouldDo_AndDoesNothing()
    {
        using var fixture = await CatalogFixture.EmptyAsync();

        var dry = Assert.IsType<EditOutcome.Applied>(await fixture.ApplyAsync(SampleCatalog.Files, dryRun: true));
        Assert.Equal(0, fixture.Room.Current.Version);
        var real = Assert.IsType<EditOutcome.Applied>(await fixture.ApplyAsync(SampleCatalog.Files));

        Assert.Equal(dry.Changes.Select(change => (change.Kind, change.Path)), real.Changes.Select(change => (change.Kind, change.Path)));
        Assert.Equal("policy", real.Changes[^1].Path);
    }

    [Fact]
    public async Task Export_AppliedToAnEmptyGateway_MakesTheSameCatalogue()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        await fixture.EditAsync(new CatalogEdit.SetSuspended("ada", true, "laptop lost"));
        await fixture.EditAsync(new CatalogEdit.PutVendor(new("awkward", "null: \"#&*! 'yes' ${X} — ünï", null)));
        var files = CatalogExport.Of(fixture.Room.Current);

        Assert.Empty(Assert.IsType<EditOutcome.Applied>(await fixture.ApplyAsync(files, prune: true)).Changes);

        using var empty = await CatalogFixture.EmptyAsync();
        Assert.IsType<EditOutcome.Applied>(await empty.ApplyAsync(files));
        Assert.Empty(CatalogDiff.Between(fixture.Room.Current, empty.Room.Current));
    }

    [Fact]
    public async Task Apply_RemovesNothing_UnlessToldToPrune()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        CatalogDocument[] fewer = [new("c.yaml", SampleCatalog.Yaml.Replace("  - { login: otto, displayName: Otto Berg, email: otto@client.example, roles: [admin], timeZone: Europe/Berlin }\n", "", StringComparison.Ordinal))];

        Assert.Empty(Assert.IsType<EditOutcome.Applied>(await fixture.ApplyAsync(fewer)).Changes);
        var pruned = Assert.IsType<EditOutcome.Applied>(await fixture.ApplyAsync(fewer, prune: true));

        var change = Assert.Single(pruned.Changes);
        Assert.Equal((ChangeKind.Removed, "people/otto"), (change.Kind, change.Path));
        Assert.NotNull(fixture.Room.Current.Policy);
    }

    [Fact]
    public async Task OldFileAppliedAgain_DoesNotLiftASuspension()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        await fixture.EditAsync(new CatalogEdit.SetSuspended("ada", true, "laptop lost"));

        await fixture.ApplyAsync(SampleCatalog.Files);

        Assert.True(fixture.Room.Current.People["ada"].Suspended);
    }

    [Fact]
    public async Task Refuses_WithFaultsOfWritingAndOfContentTogether_EachOnceAndAtItsPlace()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        const string Yaml = """
            people:
              - login: eve
                email: eve@acme.example
                vendor: acmee
                timezone: Africa/Lagos
            environments:
              - name: lab
                project: payments
                kind: web
                classification: open
            """;

        var refused = Assert.IsType<EditOutcome.Refused>(await fixture.ApplyAsync([new("new.yaml", Yaml)]));

        Assert.Equal(
            [
                "new.yaml:5:5 people/eve/timezone 'timezone' is not a field here; did you mean timeZone?",
                "new.yaml:7:5 environments/lab/upstream is missing",
                "new.yaml:4:13 people/eve/vendor names a vendor 'acmee' that is not in the catalogue; did you mean acme?",
            ],
            refused.Faults.Select(fault => $"{fault.File}:{fault.Line}:{fault.Column} {fault.Path} {fault.Message}"),
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task Refuses_APolicyFault_UnderTheNameOfItsFile()
    {
        using var fixture = await CatalogFixture.SampleAsync();

        var refused = Assert.IsType<EditOutcome.Refused>(
            await fixture.ApplyAsync([new("rules/payments.cedar", "permit (principal"), new("rules/payments.tests.yaml", SampleCatalog.Tests)]));

        Assert.All(refused.Faults, fault => Assert.Equal("rules/payments.cedar", fault.File));
    }

    [Fact]
    public async Task Operator_IsTracedWithTheFiles_WhoeverElseIsNot()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        await TraceFlushAsync(fixture);
        var traced = Assert.Single(fixture.Trace.Entries(), entry => entry.Event is OperatorApplied);
        Assert.Equal(["catalogue.yaml", "policy.cedar", "policy.tests.yaml"], ((OperatorApplied)traced.Event).Files);

        await fixture.ApplyAsync([new("more.yaml", "vendors: [{name: globex}]")], actor: CatalogFixture.Ines);
        await TraceFlushAsync(fixture);

        Assert.Single(fixture.Trace.Entries(), entry => entry.Event is OperatorApplied);
        Assert.Contains(fixture.Trace.Entries(), entry => entry.Event is CatalogEdited { Actor: "ines" });
    }

    [Fact]
    public async Task Guards_HoldForFilesToo()
    {
        using var fixture = await CatalogFixture.SampleAsync();

        var refused = Assert.IsType<EditOutcome.Refused>(
            await fixture.ApplyAsync([new("c.yaml", "people: [{login: ada, email: ada@acme.example, roles: [security]}]")], actor: CatalogFixture.Ines));

        var fault = Assert.Single(refused.Faults);
        Assert.Equal(("people/ada", "c.yaml", 1, 10), (fault.Path, fault.File, fault.Line, fault.Column));
    }

    private static Task<bool> TraceFlushAsync(CatalogFixture fixture) => Gateway.Tests.Trace.TraceFixture.FlushAsync(fixture.TraceRoom);
}
