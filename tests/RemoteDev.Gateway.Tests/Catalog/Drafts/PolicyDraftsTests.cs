using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;
using static RemoteDev.Gateway.Tests.Catalog.Drafts.DraftSteps;

namespace RemoteDev.Gateway.Tests.Catalog.Drafts;

public sealed class PolicyDraftsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Draft_WalksIntoForce_AndEveryStepIsTraced()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var drafts = fixture.Drafts;

        var approved = await drafts.ApprovedAsync();
        Assert.Equal(1, fixture.Room.Current.Policy!.Number);
        var active = (await drafts.ActivateAsync(approved.Number, null, Ines, None)).Done();

        Assert.Equal((DraftState.Active, 2L), (active.State, active.Version));
        var policy = fixture.Room.Current.Policy;
        Assert.Equal((2, More, "ines", "sora", 1L), (policy.Number, policy.Text, policy.Author, policy.Approver, policy.Draft));
        Assert.Equal("Let Acme bring files in", policy.Note);
        Assert.True(active.Comparison is { TestsPassed: 2 });
        AuditEvent[] traced = [.. fixture.Trace.Entries().Select(entry => entry.Event).SkipWhile(one => one is not PolicyDrafted)];
        Assert.Collection(
            traced,
            one => Assert.Equal(("ines", 1L, 1L), (one.Actor, ((PolicyDrafted)one).Draft, ((PolicyDrafted)one).Base)),
            one => Assert.Equal(("ines", 2), (one.Actor, ((PolicySubmitted)one).TestsPassed)),
            one => Assert.Equal(("sora", approved.Sha256, "read it"), (one.Actor, ((PolicyApproved)one).Sha256, ((PolicyApproved)one).Reason)),
            one => Assert.Equal(("ines", "ines", "sora", 2L), (one.Actor, ((PolicyActivated)one).Author, ((PolicyActivated)one).Approver, ((PolicyActivated)one).Version)));
    }

    [Fact]
    public async Task Refuses_ConsentToWhatOneWrote_Edited_OrSubmitted()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var drafts = fixture.Drafts;
        var draft = await drafts.BeginAsync();
        draft = (await drafts.EditAsync(draft.Number, draft.Revision, Words(More + "// a word\n"), Otto, None)).Done();
        draft = (await drafts.SubmitAsync(draft.Number, draft.Revision, Sora, None)).Done();

        foreach (var own in (Actor[])[Ines, Otto, Sora])
        {
            Assert.Contains("nobody approves their own", (await drafts.ApproveAsync(draft.Number, draft.Sha256, "", own, None)).Refused(), StringComparison.Ordinal);
        }

        Assert.Equal(DraftState.Submitted, (await drafts.FindAsync(draft.Number, None))!.State);
    }

    [Fact]
    public async Task Edit_VoidsTheApproval()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var drafts = fixture.Drafts;
        var approved = await drafts.ApprovedAsync();

        var edited = (await drafts.EditAsync(approved.Number, approved.Revision, Words(More + "// a word\n"), Ines, None)).Done();

        Assert.Equal((DraftState.Draft, null, null), (edited.State, edited.DecidedBy, edited.Comparison));
        Assert.Equal("Approved", Assert.IsType<PolicyDrafted>(fixture.Trace.Entries()[^1].Event).Voided);
        Assert.Contains("still being written", (await drafts.ActivateAsync(edited.Number, null, Ines, None)).Refused(), StringComparison.Ordinal);
        Assert.Equal(1, fixture.Room.Current.Policy!.Number);
    }

    [Fact]
    public async Task NewerVersionInForce_VoidsTheApproval()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var drafts = fixture.Drafts;
        var approved = await drafts.ApprovedAsync();
        Assert.IsType<EditOutcome.Applied>(await fixture.SaveAsync(SampleCatalog.Cedar + "\n", SampleCatalog.Tests));

        var refused = (await drafts.ActivateAsync(approved.Number, null, Ines, None)).Refused();

        Assert.Contains("began from version 1, and version 2 is in force now", refused, StringComparison.Ordinal);
        Assert.Equal(2, fixture.Room.Current.Policy!.Number);
    }

    [Fact]
    public async Task Refuses_ConsentToOtherWordsThanWereRead()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var drafts = fixture.Drafts;
        var read = await drafts.SubmittedAsync();
        var edited = (await drafts.EditAsync(read.Number, read.Revision, Words(More + "// a word\n"), Ines, None)).Done();
        _ = (await drafts.SubmitAsync(edited.Number, edited.Revision, Ines, None)).Done();

        Assert.Contains("is not what you looked at", (await drafts.ApproveAsync(read.Number, read.Sha256, "", Sora, None)).Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("permit (principal", "policy")]
    [InlineData("@id(\"a\") permit (principal in RemoteDev::Vendor::\"acne\", action, resource);", "policy")]
    [InlineData("@id(\"a\") forbid (principal, action, resource);", "policyTests")]
    [InlineData(SampleCatalog.Cedar, "says what version 1")]
    public async Task Refuses_ToSubmitWhatIsNotGreenOrChangesNothing_ButKeepsIt(string text, string said)
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var drafts = fixture.Drafts;
        var draft = await drafts.BeginAsync(Words(text));

        Assert.Contains(said, (await drafts.SubmitAsync(draft.Number, draft.Revision, Ines, None)).Refused(), StringComparison.Ordinal);
        Assert.Equal(draft.Revision, (await drafts.FindAsync(draft.Number, None))!.Revision);
    }

    [Fact]
    public async Task Refuses_AStepFromAnOldRevision()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var drafts = fixture.Drafts;
        var draft = await drafts.BeginAsync();
        var edited = (await drafts.EditAsync(draft.Number, draft.Revision, Words(note: "other words"), Otto, None)).Done();

        Assert.Equal(edited.Revision, Assert.IsType<DraftOutcome.Stale>(await drafts.EditAsync(draft.Number, draft.Revision, Words(), Ines, None)).Current.Revision);
        Assert.IsType<DraftOutcome.Stale>(await drafts.SubmitAsync(draft.Number, draft.Revision, Ines, None));
        Assert.IsType<DraftOutcome.Missing>(await drafts.EditAsync(99, 1, Words(), Ines, None));
    }

    [Fact]
    public async Task RejectedAndWithdrawnDrafts_GoNoFurther()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var drafts = fixture.Drafts;
        var rejected = (await drafts.RejectAsync((await drafts.SubmittedAsync()).Number, "too wide", Sora, None)).Done();
        Assert.Equal(("sora", "too wide"), (fixture.Trace.Entries()[^1].Event.Actor, ((PolicyRejected)fixture.Trace.Entries()[^1].Event).Reason));
        var withdrawn = (await drafts.WithdrawAsync((await drafts.ApprovedAsync()).Number, "not needed", Ines, None)).Done();
        Assert.IsType<PolicyWithdrawn>(fixture.Trace.Entries()[^1].Event);

        foreach (var ended in (PolicyDraft[])[rejected, withdrawn])
        {
            Assert.IsType<DraftOutcome.Refused>(await drafts.ActivateAsync(ended.Number, null, Ines, None));
            Assert.IsType<DraftOutcome.Refused>(await drafts.ApproveAsync(ended.Number, ended.Sha256, "", Sora, None));
            Assert.IsType<DraftOutcome.Refused>(await drafts.EditAsync(ended.Number, ended.Revision, Words(), Ines, None));
        }

        Assert.Empty(await drafts.ListAsync(openOnly: true, 0, 10, None));
        Assert.Equal([2, 1], (await drafts.ListAsync(openOnly: false, 0, 10, None)).Select(head => head.Number));
        Assert.Contains("reason", (await drafts.WithdrawAsync((await drafts.BeginAsync()).Number, "", Ines, None)).Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollback_IsADraftOfTheOldText_ThatWalksTheSameWay()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var drafts = fixture.Drafts;
        _ = (await drafts.ActivateAsync((await drafts.ApprovedAsync()).Number, null, Ines, None)).Done();

        var draft = (await drafts.RollBackAsync(1, "files came in that should not", Otto, None)).Done();
        Assert.Equal((DraftState.Draft, 1L, 2L, SampleCatalog.Cedar), (draft.State, draft.RollbackOf, draft.BaseNumber, draft.Text));
        draft = (await drafts.SubmitAsync(draft.Number, draft.Revision, Otto, None)).Done();
        _ = (await drafts.ApproveAsync(draft.Number, draft.Sha256, "", Sora, None)).Done();
        _ = (await drafts.ActivateAsync(draft.Number, null, Otto, None)).Done();

        Assert.Equal((3, SampleCatalog.Cedar), (fixture.Room.Current.Policy!.Number, fixture.Room.Current.Policy.Text));
        var traced = Assert.IsType<PolicyRolledBack>(fixture.Trace.Entries()[^1].Event);
        Assert.Equal((3, 2, 1, "otto", "sora", false), (traced.Version, traced.From, traced.To, traced.Author, traced.Approver, traced.Emergency));
        Assert.IsType<DraftOutcome.Missing>(await drafts.RollBackAsync(99, "no such", Otto, None));
    }

    [Fact]
    public async Task NothingHappens_WhenTheTraceCannotBeWritten()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var approved = await fixture.Drafts.ApprovedAsync();
        var blind = fixture.Trace.Room();
        var room = fixture.AnotherGateway(blind);
        await room.ReloadAsync(None);
        var drafts = fixture.DraftsOf(room, blind);

        Assert.Contains("trace", (await drafts.CreateAsync(Words(), Ines, None)).Refused(), StringComparison.Ordinal);
        Assert.Contains("trace", (await drafts.ActivateAsync(approved.Number, null, Ines, None)).Refused(), StringComparison.Ordinal);
        Assert.Single(await drafts.ListAsync(openOnly: false, 0, 10, None));
        Assert.Equal(1, room.Current.Policy!.Number);
    }

    [Fact]
    public async Task Refuses_ActivationOfADraftThatWasChangedUnderItsApproval()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var approved = await fixture.Drafts.ApprovedAsync();
        PolicyDraft[] forged =
        [
            approved with { Text = approved.Text + "\n" },
            approved with { DecidedBy = null },
            approved with { DecidedBy = "ines" },
            approved with { DecidedBy = "nobody" },
            approved with { State = DraftState.Submitted },
        ];
        foreach (var draft in forged)
        {
            Assert.IsType<EditOutcome.Refused>(await fixture.EditAsync(new CatalogEdit.ActivatePolicy(draft)));
        }

        // Nothing comes into force together with an approved policy.
        Assert.IsType<EditOutcome.Refused>(await fixture.EditAsync(
            new CatalogEdit.ActivatePolicy(approved), new CatalogEdit.PutProject(new ProjectEntry("website", "Website"))));
        Assert.IsType<EditOutcome.Applied>(await fixture.Room.EditAsync([new CatalogEdit.SetSuspended("sora", true, "left")], Actor.TheOperator, null, None));
        Assert.Contains("suspended", (await fixture.Drafts.ActivateAsync(approved.Number, null, Ines, None)).Refused(), StringComparison.Ordinal);
        Assert.Equal(1, fixture.Room.Current.Policy!.Number);
    }
}
