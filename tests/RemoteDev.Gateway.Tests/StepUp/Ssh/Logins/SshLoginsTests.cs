using System.Net;
using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp.Ssh;
using RemoteDev.Gateway.StepUp.Ssh.Logins;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.StepUp.Ssh.Logins;

/// <summary>A machine gets a certificate once, at its pace, when a person approves with a fresh factor, in that person's name.</summary>
public sealed class SshLoginsTests : SshPersonTests
{
    private readonly SshPrivateKey _key = SshPrivateKey.GenerateEd25519();

    private SshLogins Logins => House.Get<SshLogins>();

    private DateTimeOffset Now => House.Clock.GetUtcNow();

    public override async Task DisposeAsync()
    {
        _key.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Gives_TheCertificateOnce_AfterTheApproval()
    {
        var begun = Begin();
        Assert.Equal(SshLoginOutcome.Pending, Poll(begun));
        await ApproveAsync(begun);
        House.Clock.Advance(SshLogins.Pace);

        var (outcome, grant) = Logins.Poll(begun.DeviceCode.Reveal());

        Assert.Equal((SshLoginOutcome.Granted, "ada"), (outcome, grant!.Login));
        var certificate = grant.Certificate.Certificate!;
        Assert.Equal((_key.PublicKey, Now.AddHours(1) - SshLogins.Pace), (certificate.Key, certificate.ValidBefore));
        Assert.Equal(Ada.Enrolled.SignIn.Mfa, PersonCertificate.FactorOf(certificate));
        Assert.True((await House.Get<SshSignIns>().OpenAsync(IdentifyHouse.At(Door.Ssh), grant.Certificate, CancellationToken.None)).Passed(out var signIn, out _));
        Assert.Equal("ada", signIn.Identified.Login);
        House.Clock.Advance(SshLogins.Pace);
        Assert.Equal(SshLoginOutcome.Expired, Poll(begun));
        Assert.Equal(0, Logins.Count);
        var traced = Assert.Single(House.Traced<CredentialIssued>(), e => e.Kind == "ssh-certificate");
        Assert.Equal(("ada", $"ada {_key.PublicKey.Fingerprint}", "198.51.100.9", grant.Until), (traced.Actor, traced.For, traced.AskedFrom, traced.Expires));
    }

    [Fact]
    public void Slows_WhoeverAsksTooSoon_MoreEachTime()
    {
        var begun = Begin();
        Assert.Equal(SshLoginOutcome.Pending, Poll(begun));
        House.Clock.Advance(SshLogins.Pace - TimeSpan.FromSeconds(1));
        Assert.Equal(SshLoginOutcome.SlowDown, Poll(begun));
        House.Clock.Advance(SshLogins.Pace);
        Assert.Equal(SshLoginOutcome.SlowDown, Poll(begun));
        House.Clock.Advance(SshLogins.Pace * 3);
        Assert.Equal(SshLoginOutcome.Pending, Poll(begun));
    }

    [Fact]
    public async Task Slows_AlsoWhenItIsApproved_AndLosesNothing()
    {
        var begun = Begin();
        Poll(begun);
        await ApproveAsync(begun);
        Assert.Equal(SshLoginOutcome.SlowDown, Poll(begun));
        House.Clock.Advance(SshLogins.Pace * 2);
        Assert.Equal(SshLoginOutcome.Granted, Poll(begun));
    }

    [Fact]
    public async Task Tells_TheMachineThatItWasDenied_AndIsDecidedThen()
    {
        var begun = Begin();
        Assert.True(Logins.Deny(begun.Request));
        Assert.False(Logins.Deny(begun.Request));
        Assert.False((await TryApproveAsync(begun)).Passed(out _, out _));
        Assert.Equal(SshLoginOutcome.Denied, Poll(begun));
        House.Clock.Advance(SshLogins.Pace);
        Assert.Equal(SshLoginOutcome.Expired, Poll(begun));
    }

    [Fact]
    public async Task Is_DecidedOnce_AlsoWhenManyApproveTogether()
    {
        var begun = Begin();
        var steps = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TryApproveAsync(begun)));
        Assert.Single(steps, step => step.Passed(out _, out _));
        Assert.False(Logins.Deny(begun.Request));
    }

    [Fact]
    public async Task Expires()
    {
        var begun = Begin();
        House.Clock.Advance(SshLogins.Lifetime);
        Assert.False(Find(begun).Passed(out _, out _));
        Assert.False((await Logins.ApproveAsync(begun.Request, Fresh(), Now.AddHours(1), [])).Passed(out _, out _));
        Assert.Equal(SshLoginOutcome.Expired, Poll(begun));
        Assert.Equal(0, Logins.Count);
    }

    [Fact]
    public async Task Refuses_AFactorThatIsNotFresh()
    {
        var begun = Begin();
        House.Clock.Advance(SshApprovals.Freshness);
        Assert.False((await TryApproveAsync(begun)).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.MfaNeeded, refusal.Code);
        Assert.Equal(SshLoginOutcome.Pending, Poll(begun));
    }

    [Fact]
    public async Task Refuses_AnApproverWhoWasSignedOutMeanwhile()
    {
        var (begun, by) = (Begin(), Ada.AtPortal);
        House.SignIns.End(Ada.Enrolled.SignIn, EndReason.SignedOut);
        Assert.False((await Logins.ApproveAsync(begun.Request, by, Now.AddHours(1), [])).Passed(out _, out _));
        Assert.Equal(SshLoginOutcome.Pending, Poll(begun));
    }

    [Fact]
    public async Task Gives_Nothing_ThatCannotBeTraced()
    {
        var begun = Begin();
        House.Get<Gateway.Trace.TraceRoom>().Dispose();
        Assert.False((await TryApproveAsync(begun)).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.TraceUnavailable, refusal.Code);
        Assert.Equal(SshLoginOutcome.Pending, Poll(begun));
    }

    [Fact]
    public void Finds_ACodeHoweverItIsTyped()
    {
        var begun = Begin();
        var code = begun.Request.UserCode;
        foreach (var typed in (string[])[code, UserCode.Show(code), code.ToLowerInvariant(), $" {code[..3]} {code[3..]} "])
        {
            Assert.True(Logins.Find(typed, IdentifyHouse.Home).Passed(out var found, out _));
            Assert.Same(begun.Request, found);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AEIO-UAEI")]
    [InlineData("BCDF-GHJ")]
    [InlineData("BCDF-GHJKL")]
    public void Finds_NothingForWhatIsNoCode(string? typed)
    {
        Begin();
        Assert.False(Logins.Find(typed, IdentifyHouse.Home).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.Unknown, refusal.Code);
    }

    [Fact]
    public void LocksOut_GuessingOfCodes_AndNoRightOnes()
    {
        var begun = Begin();
        for (var i = 0; i < 50; i++)
        {
            Assert.True(Find(begun).Passed(out _, out _));
        }

        for (var i = 0; i < 20; i++)
        {
            Assert.False(Logins.Find("BBBB-BBBB", IdentifyHouse.Home).Passed(out _, out _));
        }

        Assert.False(Find(begun).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.LockedOut, refusal.Code);
        Assert.True(Logins.Find(begun.Request.UserCode, IdentifyHouse.Elsewhere).Passed(out _, out _));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("BCDF-GHJK")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Tells_NothingToAnInventedDeviceCode(string? code)
    {
        var begun = Begin();
        Assert.Equal(SshLoginOutcome.Expired, Logins.Poll(code).Outcome);
        Assert.Equal(SshLoginOutcome.Expired, Logins.Poll(begun.Request.UserCode).Outcome);
    }

    [Fact]
    public void Lets_NobodyFillTheTable()
    {
        for (var i = 0; i < SshLogins.MaxPerAddress; i++)
        {
            Begin();
        }

        Assert.False(Logins.Begin(_key.PublicKey, "laptop", IdentifyHouse.Elsewhere).Passed(out _, out _));
        for (var i = 1; Logins.Count < SshLogins.Max; i++)
        {
            Assert.True(Logins.Begin(_key.PublicKey, "laptop", new IPAddress([10, 0, (byte)(i >> 8), (byte)i])).Passed(out _, out _));
        }

        Assert.False(Logins.Begin(_key.PublicKey, "laptop", IdentifyHouse.Home).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.NotReady, refusal.Code);
        House.Clock.Advance(SshLogins.Lifetime);
        Begin();
        Assert.Equal(1, Logins.Count);
    }

    private SshLoginBegun Begin()
    {
        Assert.True(Logins.Begin(_key.PublicKey, "laptop", IdentifyHouse.Elsewhere).Passed(out var begun, out var refusal), refusal?.Reason);
        return begun;
    }

    private Verified Fresh()
    {
        Ada.Enrolled.SignIn.Strengthen(new MfaProof("totp", Now));
        return Ada.AtPortal;
    }

    private Step<SshLoginRequest> Find(SshLoginBegun begun) => Logins.Find(begun.Request.UserCode, IdentifyHouse.Home);

    private SshLoginOutcome Poll(SshLoginBegun begun) => Logins.Poll(begun.DeviceCode.Reveal()).Outcome;

    private Task<Step<SshLoginRequest>> TryApproveAsync(SshLoginBegun begun) =>
        Logins.ApproveAsync(begun.Request, Ada.AtPortal, Now.AddHours(1), ["payments-dev"]);

    private async Task ApproveAsync(SshLoginBegun begun) => Assert.True((await TryApproveAsync(begun)).Passed(out _, out var refusal), refusal?.Reason);
}
