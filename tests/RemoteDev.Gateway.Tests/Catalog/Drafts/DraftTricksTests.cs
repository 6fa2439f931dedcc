using System.Diagnostics;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Rules;
using RemoteDev.Gateway.Trace.Events;
using static RemoteDev.Gateway.Tests.Catalog.Drafts.DraftSteps;

namespace RemoteDev.Gateway.Tests.Catalog.Drafts;

/// <summary>What somebody would try who wants a policy in force that nobody else wants.</summary>
public sealed class DraftTricksTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task WrittenByOne_SubmittedByAnother_IsNotApprovedByTheWriter()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var draft = await fixture.Drafts.BeginAsync();
        draft = (await fixture.Drafts.SubmitAsync(draft.Number, draft.Revision, Otto, None)).Done();

        Assert.Contains("nobody approves their own", (await fixture.Drafts.ApproveAsync(draft.Number, draft.Sha256, "", Ines, None)).Refused(), StringComparison.Ordinal);

        // Nor by the writer who hides behind somebody's rewriting.
        draft = (await fixture.Drafts.EditAsync(draft.Number, draft.Revision, Words(More + "\n"), Otto, None)).Done();
        draft = (await fixture.Drafts.SubmitAsync(draft.Number, draft.Revision, Otto, None)).Done();
        Assert.Contains("nobody approves their own", (await fixture.Drafts.ApproveAsync(draft.Number, draft.Sha256, "", Ines, None)).Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SameWordsOverAnotherVersion_AreNotWhatWasLookedAt()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var read = await fixture.Drafts.SubmittedAsync();

        // What came between would be taken back by the same text, and no approver saw that.
        Assert.IsType<EditOutcome.Applied>(await fixture.SaveAsync(SampleCatalog.Cedar + "\n// tighter\n", SampleCatalog.Tests));
        var moved = (await fixture.Drafts.EditAsync(read.Number, read.Revision, Words(on: 2), Ines, None)).Done();
        moved = (await fixture.Drafts.SubmitAsync(moved.Number, moved.Revision, Ines, None)).Done();

        Assert.Equal(read.Text, moved.Text);
        Assert.Contains("is not what you looked at", (await fixture.Drafts.ApproveAsync(read.Number, read.Sha256, "", Sora, None)).Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SameWordsForAnotherReason_AreNotWhatWasLookedAt()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var read = await fixture.Drafts.SubmittedAsync();
        var told = (await fixture.Drafts.EditAsync(read.Number, read.Revision, Words(note: "Nothing to see"), Ines, None)).Done();
        _ = (await fixture.Drafts.SubmitAsync(told.Number, told.Revision, Ines, None)).Done();

        Assert.Contains("is not what you looked at", (await fixture.Drafts.ApproveAsync(read.Number, read.Sha256, "", Sora, None)).Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConsentOfAnotherDraft_OpensNone()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var harmless = await fixture.Drafts.SubmittedAsync(Words(SampleCatalog.Cedar + "// a word\n"));
        var wide = await fixture.Drafts.SubmittedAsync();

        Assert.IsType<DraftOutcome.Refused>(await fixture.Drafts.ApproveAsync(wide.Number, harmless.Sha256, "", Sora, None));
        Assert.IsType<DraftOutcome.Refused>(await fixture.Drafts.ApproveAsync(wide.Number, wide.Sha256.ToUpperInvariant(), "", Sora, None));
    }

    [Theory]
    [InlineData("Ines")]
    [InlineData("INES")]
    [InlineData(" ines")]
    [InlineData("\uFF49nes")]
    [InlineData("in\u0435s")]
    public async Task OtherSpellingOfALogin_IsNobodyWhoCouldApprove(string login)
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var approved = await fixture.Drafts.ApprovedAsync();

        // Doors know only canonical logins; even if one let a spelling through, it is nobody of the catalogue when it counts.
        Assert.IsType<EditOutcome.Refused>(await fixture.EditAsync(new CatalogEdit.ActivatePolicy(approved with { DecidedBy = login })));
        Assert.Equal(1, fixture.Room.Current.Policy!.Number);
    }

    [Fact]
    public async Task TwoConsentsAtOnce_AndAReplay_AreOneConsent()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var draft = await fixture.Drafts.SubmittedAsync();
        var (here, there) = (fixture.Drafts, fixture.DraftsOf(fixture.AnotherGateway()));
        await fixture.Room.ReloadAsync(None);

        var outcomes = await Task.WhenAll(
            here.ApproveAsync(draft.Number, draft.Sha256, "", Sora, None), here.ApproveAsync(draft.Number, draft.Sha256, "", Sora, None));

        Assert.Single(outcomes.OfType<DraftOutcome.Done>());
        Assert.IsType<DraftOutcome.Refused>(await here.ApproveAsync(draft.Number, draft.Sha256, "", Sora, None));
        _ = (await here.ActivateAsync(draft.Number, null, Ines, None)).Done();
        Assert.IsType<DraftOutcome.Refused>(await here.ActivateAsync(draft.Number, null, Ines, None));
        Assert.IsNotType<DraftOutcome.Done>(await there.ActivateAsync(draft.Number, null, Ines, None));
        Assert.Equal(2, fixture.Room.Current.Policy!.Number);
    }

    [Theory]
    [InlineData("suspended")]
    [InlineData("removed")]
    [InlineData("role taken")]
    public async Task Approver_WhoMayNoMore_HasApprovedNothing(string what)
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var approved = await fixture.Drafts.ApprovedAsync();
        await OperatorAsync(fixture, Away(fixture, "sora", what));

        Assert.Contains("have it approved again", (await fixture.Drafts.ActivateAsync(approved.Number, null, Ines, None)).Refused(), StringComparison.Ordinal);
        Assert.Equal(1, fixture.Room.Current.Policy!.Number);
    }

    [Theory]
    [InlineData("suspended")]
    [InlineData("removed")]
    [InlineData("role taken")]
    public async Task WhatSomebodyScheduled_WhoMayNoMore_StaysOut_UntilAnotherPutsItIn(string what)
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var activation = fixture.ActivationOf(fixture.Room);
        var approved = await fixture.Drafts.ApprovedAsync();
        _ = (await fixture.Drafts.ActivateAsync(approved.Number, fixture.Trace.Clock.GetUtcNow().AddHours(2), Ines, None)).Done();
        await OperatorAsync(fixture, Away(fixture, "ines", what));

        fixture.Trace.Clock.Advance(TimeSpan.FromHours(3));
        await activation.LookAsync(None);

        Assert.Equal(1, fixture.Room.Current.Policy!.Number);
        Assert.Contains("was scheduled by ines", Assert.Single(activation.Failed).Failure, StringComparison.Ordinal);
        Assert.IsType<PolicyActivationFailed>(fixture.Trace.Entries()[^1].Event);
        Assert.NotNull(new PolicyReadiness(fixture.Room, activation).Warning);

        _ = (await fixture.DraftsOf(fixture.Room, activation: activation).ActivateAsync(approved.Number, null, Otto, None)).Done();
        Assert.Equal(2, fixture.Room.Current.Policy!.Number);
        Assert.Null(new PolicyReadiness(fixture.Room, activation).Warning);
    }

    [Fact]
    public async Task Refuses_TextThatADatabaseWouldCut()
    {
        using var fixture = await CatalogFixture.SampleAsync();

        Assert.Contains("NUL", (await fixture.Drafts.CreateAsync(Words(More + "// \0 tail\n"), Ines, None)).Refused(), StringComparison.Ordinal);
        Assert.Contains("note", (await fixture.Drafts.CreateAsync(Words(note: "a\nDraft 9 approved"), Ines, None)).Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_ToSubmitWhatCouldFailForARequest()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        const string Fails = "\n@id(\"fails\") forbid (principal, action == RemoteDev::Action::\"upload\", resource) when { context.port < 9 };";
        var draft = await fixture.Drafts.BeginAsync(Words(SampleCatalog.Cedar + Fails));

        Assert.Contains("port", (await fixture.Drafts.SubmitAsync(draft.Number, draft.Revision, Ines, None)).Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GivesUp_LongTests_WhenTold()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        using var soon = new CancellationTokenSource();
        await soon.CancelAsync();

        Assert.Throws<OperationCanceledException>(() => PolicyTrial.Run(fixture.Room.Current, SampleCatalog.Cedar, SampleCatalog.Tests, default, soon.Token));
    }

    private static CatalogEdit Away(CatalogFixture fixture, string login, string what) => what switch
    {
        "suspended" => new CatalogEdit.SetSuspended(login, true, "left"),
        "removed" => new CatalogEdit.Remove(CatalogKind.Person, login),
        "role taken" => new CatalogEdit.PutPerson(fixture.Room.Current.People[login] with { Roles = ["developer"] }),
        _ => throw new UnreachableException(what),
    };

    private static async Task OperatorAsync(CatalogFixture fixture, CatalogEdit edit)
    {
        var outcome = await fixture.Room.EditAsync([edit], Actor.TheOperator, null, None);
        Assert.True(outcome is EditOutcome.Applied, outcome is EditOutcome.Refused refused ? string.Join('\n', refused.Faults) : outcome.ToString());
    }
}
