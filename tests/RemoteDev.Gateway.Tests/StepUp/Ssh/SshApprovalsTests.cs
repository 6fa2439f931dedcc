using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp.Ssh;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.StepUp.Ssh;

/// <summary>A link opens one sign-in, once, for its own person with a fresh factor, and for nobody else.</summary>
public sealed class SshApprovalsTests : SshPersonTests
{
    private SshApprovals Approvals => House.Get<SshApprovals>();

    [Fact]
    public async Task Opens_WhatItsPersonApproves_WithTheFactorTheyShowed()
    {
        var (signIn, code) = Ada.Ask(await Ada.ConnectAsync(IdentifyHouse.Elsewhere));
        var shown = Approvals.Find(code, "ada")!;
        Assert.Equal((Ada.Fingerprint, IdentifyHouse.Elsewhere, "payments-dev"), (shown.Fingerprint, System.Net.IPAddress.Parse(shown.Source), shown.What));

        await ApproveAsync(code);
        Assert.Null(signIn.Identified.SignIn.Mfa);
        Assert.IsType<AuthStep.Success>(await Ada.AnswerAsync(signIn, ""));

        Assert.Equal(Ada.Enrolled.SignIn.Mfa, signIn.Identified.SignIn.Mfa);
        var traced = Assert.Single(House.Traced<MfaVerified>(), e => e.SignIn == signIn.Identified.SignIn.Id);
        Assert.Equal((Ada.Enrolled.SignIn.Id, "ada", Ada.Enrolled.SignIn.Mfa!.At), (traced.ApprovedIn, traced.Actor, traced.ShownAt));
        Assert.True(await Ada.RecallAsync(IdentifyHouse.Elsewhere));
    }

    [Fact]
    public async Task Refuses_AnotherPerson()
    {
        using var ben = await SshPerson.EnrolAsync(House, "ben");
        var (signIn, code) = Ada.Ask(await Ada.ConnectAsync());

        Assert.Null(Approvals.Find(code, "ben"));
        Assert.False((await Approvals.ApproveAsync(code, ben.AtPortal)).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.Unknown, refusal.Code);
        Assert.False((await Approvals.DenyAsync(code, ben.AtPortal)).Passed(out _, out _));
        Assert.IsType<AuthStep.Prompt>(await Ada.AnswerAsync(signIn, ""));
        Assert.False(signIn.Identified.SignIn.HasEnded);
    }

    [Fact]
    public async Task Refuses_AFactorThatIsNotFresh()
    {
        House.Clock.Advance(SshApprovals.Freshness);
        var (signIn, code) = Ada.Ask(await Ada.ConnectAsync());

        Assert.False((await Approvals.ApproveAsync(code, Ada.AtPortal)).Passed(out _, out var refusal));

        Assert.Equal(RefusalCode.MfaNeeded, refusal.Code);
        Assert.IsType<AuthStep.Prompt>(await Ada.AnswerAsync(signIn, ""));
        Assert.NotNull(Approvals.Find(code, "ada"));
    }

    [Fact]
    public async Task Works_Once()
    {
        var (signIn, code) = Ada.Ask(await Ada.ConnectAsync());
        await ApproveAsync(code);

        Assert.Null(Approvals.Find(code, "ada"));
        await NothingWaitsAsync(code);
        Assert.True(Approvals.TryTake(signIn.Identified.SignIn));
        Assert.False(Approvals.TryTake(signIn.Identified.SignIn));
        await NothingWaitsAsync(code);
    }

    [Fact]
    public async Task Works_OnceAlsoWhenManyApproveTogether()
    {
        var (_, code) = Ada.Ask(await Ada.ConnectAsync());
        var steps = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Approvals.ApproveAsync(code, Ada.AtPortal)));
        Assert.Single(steps, step => step.Passed(out _, out _));
    }

    [Fact]
    public async Task Expires_BeforeAndAfterTheDecision()
    {
        var (waiting, code) = Ada.Ask(await Ada.ConnectAsync());
        var (approved, other) = Ada.Ask(await Ada.ConnectAsync());
        House.Clock.Advance(SshApprovals.Freshness - TotpTime - TimeSpan.FromSeconds(1));
        await ApproveAsync(other);
        House.Clock.Advance(SshApprovals.Lifetime);

        await NothingWaitsAsync(code);
        Assert.False(Approvals.TryTake(waiting.Identified.SignIn));
        Assert.False(Approvals.TryTake(approved.Identified.SignIn));
        Assert.Null(approved.Identified.SignIn.Mfa);
    }

    [Fact]
    public async Task Refuses_TheSignInThatEnded_BeforeAndAfterTheDecision()
    {
        var (before, code) = Ada.Ask(await Ada.ConnectAsync());
        var (after, other) = Ada.Ask(await Ada.ConnectAsync());
        await ApproveAsync(other);
        House.Get<SshSignIns>().End(before.Identified.SignIn, EndReason.Closed);
        House.Get<SshSignIns>().End(after.Identified.SignIn, EndReason.Closed);

        await NothingWaitsAsync(code);
        Assert.False(Approvals.TryTake(after.Identified.SignIn));
        Assert.Null(after.Identified.SignIn.Mfa);
        Assert.Equal(0, Approvals.Count);
    }

    [Fact]
    public async Task Refuses_AnApproverWhoWasSignedOutMeanwhile()
    {
        var (_, code) = Ada.Ask(await Ada.ConnectAsync());
        var verified = Ada.AtPortal;
        House.SignIns.End(Ada.Enrolled.SignIn, EndReason.SignedOut);
        Assert.False((await Approvals.ApproveAsync(code, verified)).Passed(out _, out _));
    }

    [Fact]
    public async Task Opens_ThatSignInOnly()
    {
        var (approved, code) = Ada.Ask(await Ada.ConnectAsync());
        var (other, _) = Ada.Ask(await Ada.ConnectAsync());
        await ApproveAsync(code);

        Assert.IsType<AuthStep.Prompt>(await Ada.AnswerAsync(other, ""));
        Assert.IsType<AuthStep.Success>(await Ada.AnswerAsync(approved, ""));
    }

    [Fact]
    public async Task Ends_WhatItsPersonDenies()
    {
        var (signIn, code) = Ada.Ask(await Ada.ConnectAsync());

        Assert.True((await Approvals.DenyAsync(code, Ada.AtPortal)).Passed(out _, out _));

        Assert.True(signIn.Identified.SignIn.HasEnded);
        Assert.IsType<AuthStep.Failure>(await Ada.AnswerAsync(signIn, ""));
        Assert.IsType<AuthStep.Failure>(await Ada.AnswerAsync(signIn, House.CodeNow(Ada.Enrolled.Key)));
        var refused = Assert.Single(House.Traced<MfaRefused>(), e => e.Method == "approval");
        Assert.Equal((signIn.Identified.SignIn.Id, RefusalCode.Denied), (refused.SignIn, refused.Code));
        await NothingWaitsAsync(code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("../../../../../../etc/x")]
    public async Task Refuses_AnInventedCode(string? code)
    {
        Ada.Ask(await Ada.ConnectAsync());
        await NothingWaitsAsync(code);
    }

    [Fact]
    public async Task Shows_TheSameLinkAgain_AfterAWrongCode_UntilItExpires()
    {
        var (signIn, code) = Ada.Ask(await Ada.ConnectAsync());
        Assert.Equal(code, SshPerson.CodeIn(Assert.IsType<AuthStep.Prompt>(await Ada.AnswerAsync(signIn, "not a code"))));
        House.Clock.Advance(SshApprovals.Lifetime);
        var later = SshPerson.CodeIn(Assert.IsType<AuthStep.Prompt>(await Ada.AnswerAsync(signIn, "")));
        Assert.False(string.Equals(code, later, StringComparison.Ordinal));
        await NothingWaitsAsync(code);
    }

    [Fact]
    public async Task Lets_NobodyFillTheTable()
    {
        using var ben = await SshPerson.EnrolAsync(House, "ben");
        var connected = new List<SshSignIn>();
        for (var i = 0; i < SshApprovals.MaxPerPerson; i++)
        {
            connected.Add(Ada.Ask(await Ada.ConnectAsync()).SignIn);
        }

        var over = await Ada.ConnectAsync();
        var prompt = Assert.IsType<AuthStep.Prompt>(House.Get<SshStepUp>().Ask(over, "payments-dev"));
        Assert.Null(SshPerson.CodeIn(prompt));
        Assert.IsType<AuthStep.Success>(await Ada.AnswerAsync(over, House.CodeNow(Ada.Enrolled.Key)));
        ben.Ask(await ben.ConnectAsync());

        House.Get<SshSignIns>().End(connected[0].Identified.SignIn, EndReason.Closed);
        Ada.Ask(await Ada.ConnectAsync());
        Assert.Equal(SshApprovals.MaxPerPerson + 1, Approvals.Count);
    }

    // The factor of enrolment is one step older than the tests' now.
    private static TimeSpan TotpTime => TimeSpan.FromSeconds(30);

    private async Task ApproveAsync(string code) =>
        Assert.True((await Approvals.ApproveAsync(code, Ada.AtPortal)).Passed(out _, out var refusal), refusal?.Reason);

    private async Task NothingWaitsAsync(string? code)
    {
        Assert.Null(Approvals.Find(code, "ada"));
        Assert.False((await Approvals.ApproveAsync(code, Ada.AtPortal)).Passed(out _, out var refusal));
        Assert.Contains(refusal.Code, (RefusalCode[])[RefusalCode.Unknown, RefusalCode.MfaNeeded]);
    }
}
