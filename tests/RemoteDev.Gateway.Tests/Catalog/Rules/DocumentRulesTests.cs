using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Documents;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Catalog.Rules;

public sealed class DocumentRulesTests
{
    private static readonly Actor Ada = new("ada", Actor.Portal, "s9", null);
    private static readonly DocumentEntry Nda = new("nda-2026", "nda", "2026-1", "Non-disclosure agreement", "What you see here stays here.\n\nAlways.", 365, Current: true);
    private static readonly DocumentEntry Check = new("check-2026", "background", "2026-1", "Background check", "We looked.", 365, Current: true);

    [Fact]
    public async Task Accepts_InThePortal_WhatWasShown_AndTracesItsDigest()
    {
        using var fixture = await WithAsync(Nda);

        Assert.IsType<EditOutcome.Applied>(await SignAsync(fixture, Ada, new("ada", Nda.Name, Nda.Sha256, null)));

        var paper = Assert.Single(fixture.Room.Current.People["ada"].Attestations, paper => paper.Kind == "nda");
        Assert.Equal((Nda.Name, "2026-1", Nda.Sha256, "ada"), (paper.Document, paper.Version, paper.Sha256, paper.By));
        Assert.Equal(fixture.Trace.Clock.GetUtcNow().AddDays(365), paper.ExpiresAt);
        Assert.Equal(["nda", "training"], fixture.Room.Current.People["ada"].Attestations.Select(one => one.Kind).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Contains(fixture.Trace.Entries(), entry => entry.Event is DocumentSigned { Actor: "ada", Login: "ada", Version: "2026-1" } signed && signed.Sha256 == Nda.Sha256);
        Assert.True(fixture.Room.Current.World.Facts.People.Single(person => person.Login == "ada").Attestations.ContainsKey("nda"));
    }

    [Fact]
    public async Task Refuses_WhatNobodyAcceptsForThemselves()
    {
        using var fixture = await WithAsync(Nda, Check, Nda with { Name = "nda-old", Version = "2025-1", Current = false });
        var old = fixture.Room.Current.Documents["nda-old"];
        var ada = fixture.Room.Current.People["ada"];

        await RefusedAsync(fixture, Ada, new CatalogEdit.SignDocument("ada", Nda.Name, TextDigest.Of("another text"), null));
        await RefusedAsync(fixture, Ada, new CatalogEdit.SignDocument("ada", old.Name, old.Sha256, null));
        await RefusedAsync(fixture, Ada, new CatalogEdit.SignDocument("ada", Check.Name, Check.Sha256, null));
        await RefusedAsync(fixture, Ada, new CatalogEdit.SignDocument("otto", Nda.Name, Nda.Sha256, null));
        await RefusedAsync(fixture, Ada, new CatalogEdit.SignDocument("ada", "nothing", Nda.Sha256, null));
        await RefusedAsync(fixture, Ada, new CatalogEdit.PutPerson(ada with { Roles = ["admin"] }));
        await RefusedAsync(fixture, Ada, new CatalogEdit.PutPerson(ada with { Attestations = [] }));
        await RefusedAsync(fixture, Ada, new CatalogEdit.PutPerson(ada with { Attestations = [new AttestationEntry("background", DateTimeOffset.MaxValue)] }));
        await RefusedAsync(fixture, Ada, new CatalogEdit.PutDocument(Nda with { Name = "mine", Current = false }));
        await RefusedAsync(fixture, Ada with { Via = "console" }, new CatalogEdit.SignDocument("ada", Nda.Name, Nda.Sha256, null));
        await fixture.EditAsync(new CatalogEdit.SetSuspended("ada", true, "gone"));
        await RefusedAsync(fixture, Ada, new CatalogEdit.SignDocument("ada", Nda.Name, Nda.Sha256, null));
    }

    [Fact]
    public async Task Records_WithANote_ButNeverInTheNameOfAnother()
    {
        using var fixture = await WithAsync(Nda, Check);
        var ada = fixture.Room.Current.People["ada"];

        await RefusedAsync(fixture, CatalogFixture.Ines, new CatalogEdit.SignDocument("ines", Nda.Name, Nda.Sha256, "mine"));
        await RefusedAsync(fixture, CatalogFixture.Ines, new CatalogEdit.PutPerson(ada with
        {
            Attestations = [new AttestationEntry("nda", DateTimeOffset.MaxValue) { Document = Nda.Name, Version = Nda.Version, Sha256 = Nda.Sha256, By = "ada" }],
        }));
        Assert.IsType<EditOutcome.Applied>(await SignAsync(fixture, CatalogFixture.Ines, new("ada", Check.Name, Check.Sha256, "Letter of 12 November, safe 3")));
        Assert.Contains(fixture.Trace.Entries(), entry => entry.Event is DocumentSigned { Actor: "ines", Login: "ada", Note: "Letter of 12 November, safe 3" });
    }

    [Fact]
    public async Task Keeps_ATextAsItIs_AndAsksForOneOfAKind()
    {
        using var fixture = await WithAsync(Nda);
        await SignAsync(fixture, Ada, new("ada", Nda.Name, Nda.Sha256, null));

        await RefusedAsync(fixture, CatalogFixture.Ines, new CatalogEdit.PutDocument(Nda with { Text = "You owe us everything." }));
        await RefusedAsync(fixture, CatalogFixture.Ines, new CatalogEdit.PutDocument(Nda with { ValidDays = 3000 }));
        await RefusedAsync(fixture, CatalogFixture.Ines, new CatalogEdit.PutDocument(Nda with { Name = "nda-2027", Version = "2027-1" }));
        await RefusedAsync(fixture, CatalogFixture.Ines, new CatalogEdit.Remove(CatalogKind.Document, Nda.Name));
        Assert.IsType<EditOutcome.Applied>(await fixture.EditAsync(
            new CatalogEdit.PutDocument(Nda with { Current = false }), new CatalogEdit.PutDocument(Nda with { Name = "nda-2027", Version = "2027-1" })));
    }

    [Theory]
    [InlineData("kind: promise, version: a, title: T, text: x, validDays: 1", "kind")]
    [InlineData("kind: nda, version: a, title: T, text: '', validDays: 1", "text")]
    [InlineData("kind: nda, version: a, title: T, text: x, validDays: 0", "validDays")]
    [InlineData("kind: nda, version: a, title: T, text: x, validDays: soon", "validDays")]
    [InlineData("kind: nda, version: a, title: T, text: \"a\\rb\", validDays: 1", "text")]
    public async Task Refuses_ADocumentThatIsNone(string fields, string field)
    {
        using var fixture = await CatalogFixture.SampleAsync();

        var refused = Assert.IsType<EditOutcome.Refused>(await fixture.ApplyAsync([new CatalogDocument("d.yaml", $"documents: [{{name: d, {fields}}}]")]));

        Assert.Contains(refused.Faults, fault => fault.Path == $"documents/d/{field}");
    }

    [Fact]
    public async Task Export_SaysWhoSignedWhat_AndChangesNothingAgain()
    {
        using var fixture = await WithAsync(Nda, Check);
        await SignAsync(fixture, Ada, new("ada", Nda.Name, Nda.Sha256, null));
        await SignAsync(fixture, CatalogFixture.Ines, new("ada", Check.Name, Check.Sha256, "seen"));
        var files = CatalogExport.Of(fixture.Room.Current);

        Assert.Empty(Assert.IsType<EditOutcome.Applied>(await fixture.ApplyAsync(files)).Changes);
        using var other = await CatalogFixture.EmptyAsync();
        Assert.IsType<EditOutcome.Applied>(await other.ApplyAsync(files));
        using var replica = other.AnotherGateway();
        await replica.ReloadAsync(CancellationToken.None);
        Assert.Equal(files[0].Text, CatalogExport.Of(replica.Current)[0].Text);
    }

    private static async Task<CatalogFixture> WithAsync(params DocumentEntry[] documents)
    {
        var fixture = await CatalogFixture.SampleAsync();
        Assert.IsType<EditOutcome.Applied>(await fixture.EditAsync([.. documents.Select(document => new CatalogEdit.PutDocument(document))]));
        return fixture;
    }

    private static Task<EditOutcome> SignAsync(CatalogFixture fixture, Actor actor, CatalogEdit.SignDocument sign) =>
        fixture.Room.EditAsync([sign], actor, null, CancellationToken.None);

    private static async Task RefusedAsync(CatalogFixture fixture, Actor actor, CatalogEdit edit)
    {
        var before = fixture.Room.Current;
        Assert.IsType<EditOutcome.Refused>(await fixture.Room.EditAsync([edit], actor, null, CancellationToken.None));
        Assert.Same(before, fixture.Room.Current);
    }
}
