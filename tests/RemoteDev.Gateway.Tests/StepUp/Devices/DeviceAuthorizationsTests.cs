using System.Net;
using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.StepUp.Ssh;
using RemoteDev.Gateway.StepUp.Devices;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Tests.StepUp.Ssh;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.StepUp.Devices;

/// <summary>A machine gets what it asked for once, at its pace, when a person approves with a fresh factor, in that person's name.</summary>
public sealed class DeviceAuthorizationsTests : SshPersonTests
{
    private readonly SshPrivateKey _key = SshPrivateKey.GenerateEd25519();

    private DeviceAuthorizations Devices => House.Get<DeviceAuthorizations>();

    private DateTimeOffset Now => House.Clock.GetUtcNow();

    // What is made in the very moment of the enrolment ends with whatever was before it.
    private async Task<DeviceBegun> LaterAsync()
    {
        House.Clock.Advance(TimeSpan.FromSeconds(1));
        return await BeginAsync();
    }

    public override async Task DisposeAsync()
    {
        _key.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Gives_TheCertificateOnce_AfterTheApproval()
    {
        var begun = await LaterAsync();
        Assert.Equal(DeviceOutcome.Pending, await PollAsync(begun));
        await ApproveAsync(begun);
        House.Clock.Advance(DeviceAuthorizations.Pace);

        var (outcome, request) = await Devices.PollAsync(begun.DeviceCode.Reveal(), default);

        var grant = request!.Grant!;
        Assert.Equal((DeviceOutcome.Granted, "ada", "payments-dev"), (outcome, grant.Login, Assert.Single(grant.Environments)));
        Assert.True(SshPublicKey.TryParseLine(grant.Certificate!, out var certified, out _, out _));
        var certificate = certified.Certificate!;
        Assert.Equal((_key.PublicKey, Now.AddHours(1) - DeviceAuthorizations.Pace), (certificate.Key, certificate.ValidBefore));
        Assert.Equal(Ada.Enrolled.SignIn.Mfa, PersonCertificate.FactorOf(certificate));
        Assert.True((await House.Get<SshSignIns>().OpenAsync(IdentifyHouse.At(Door.Ssh), certified, CancellationToken.None)).Passed(out var signIn, out _));
        Assert.Equal("ada", signIn.Identified.Login);
        House.Clock.Advance(DeviceAuthorizations.Pace);
        Assert.Equal(DeviceOutcome.Expired, await PollAsync(begun));
        var traced = Assert.Single(House.Traced<CredentialIssued>(), e => e.Kind == "ssh-certificate");
        Assert.Equal(("ada", $"ada {_key.PublicKey.Fingerprint}", "198.51.100.9", grant.Until), (traced.Actor, traced.For, traced.AskedFrom, traced.Expires));
    }

    [Fact]
    public async Task Slows_WhoeverAsksTooSoon_MoreEachTime()
    {
        var begun = await LaterAsync();
        Assert.Equal(DeviceOutcome.Pending, await PollAsync(begun));
        House.Clock.Advance(DeviceAuthorizations.Pace - TimeSpan.FromSeconds(1));
        Assert.Equal(DeviceOutcome.SlowDown, await PollAsync(begun));
        House.Clock.Advance(DeviceAuthorizations.Pace);
        Assert.Equal(DeviceOutcome.SlowDown, await PollAsync(begun));
        House.Clock.Advance(DeviceAuthorizations.Pace * 3);
        Assert.Equal(DeviceOutcome.Pending, await PollAsync(begun));
    }

    [Fact]
    public async Task Slows_AlsoWhenItIsApproved_AndLosesNothing()
    {
        var begun = await LaterAsync();
        await PollAsync(begun);
        await ApproveAsync(begun);
        Assert.Equal(DeviceOutcome.SlowDown, await PollAsync(begun));
        House.Clock.Advance(DeviceAuthorizations.Pace * 2);
        Assert.Equal(DeviceOutcome.Granted, await PollAsync(begun));
    }

    [Fact]
    public async Task Tells_TheMachineThatItWasDenied_AndIsDecidedThen()
    {
        var begun = await LaterAsync();
        Assert.True(await Devices.DenyAsync(begun.Request));
        Assert.False(await Devices.DenyAsync(begun.Request));
        Assert.False((await TryApproveAsync(begun)).Passed(out _, out _));
        Assert.Equal(DeviceOutcome.Denied, await PollAsync(begun));
        House.Clock.Advance(DeviceAuthorizations.Pace);
        Assert.Equal(DeviceOutcome.Expired, await PollAsync(begun));
    }

    [Fact]
    public async Task Is_DecidedOnce_AlsoWhenManyApproveTogether()
    {
        var begun = await LaterAsync();
        var steps = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TryApproveAsync(begun)));
        Assert.Single(steps, step => step.Passed(out _, out _));
        Assert.False(await Devices.DenyAsync(begun.Request));
    }

    [Fact]
    public async Task Expires()
    {
        var begun = await LaterAsync();
        House.Clock.Advance(DeviceAuthorizations.Lifetime);
        Assert.False((await FindAsync(begun)).Passed(out _, out _));
        Assert.False((await Devices.ApproveAsync(begun.Request, Fresh(), Now.AddHours(1), [])).Passed(out _, out _));
        Assert.Equal(DeviceOutcome.Expired, await PollAsync(begun));
    }

    [Fact]
    public async Task Refuses_AFactorThatIsNotFresh()
    {
        var begun = await LaterAsync();
        House.Clock.Advance(SshApprovals.Freshness);
        Assert.False((await TryApproveAsync(begun)).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.MfaNeeded, refusal.Code);
        Assert.Equal(DeviceOutcome.Pending, await PollAsync(begun));
    }

    [Fact]
    public async Task Refuses_AnApproverWhoWasSignedOutMeanwhile()
    {
        var (begun, by) = (await BeginAsync(), Ada.AtPortal);
        House.SignIns.End(Ada.Enrolled.SignIn, EndReason.SignedOut);
        Assert.False((await Devices.ApproveAsync(begun.Request, by, Now.AddHours(1), [])).Passed(out _, out _));
        Assert.Equal(DeviceOutcome.Pending, await PollAsync(begun));
    }

    [Fact]
    public async Task Gives_Nothing_ThatCannotBeTraced()
    {
        var begun = await LaterAsync();
        House.Get<Gateway.Trace.TraceRoom>().Dispose();
        Assert.False((await TryApproveAsync(begun)).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.TraceUnavailable, refusal.Code);
        Assert.Equal(DeviceOutcome.Pending, await PollAsync(begun));
    }

    [Fact]
    public async Task Finds_ACodeHoweverItIsTyped()
    {
        var begun = await LaterAsync();
        var code = begun.Request.UserCode;
        foreach (var typed in (string[])[code, UserCode.Show(code), code.ToLowerInvariant(), $" {code[..3]} {code[3..]} "])
        {
            Assert.True((await Devices.FindAsync(typed, IdentifyHouse.Home, default)).Passed(out var found, out _));
            Assert.Equal((begun.Request.UserCode, "ssh git", "laptop"), (found.UserCode, found.Scope.ToString(), found.Machine));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AEIO-UAEI")]
    [InlineData("BCDF-GHJ")]
    [InlineData("BCDF-GHJKL")]
    public async Task Finds_NothingForWhatIsNoCode(string? typed)
    {
        await BeginAsync();
        Assert.False((await Devices.FindAsync(typed, IdentifyHouse.Home, default)).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.Unknown, refusal.Code);
    }

    [Fact]
    public async Task LocksOut_GuessingOfCodes_AndNoRightOnes()
    {
        var begun = await LaterAsync();
        for (var i = 0; i < 50; i++)
        {
            Assert.True((await FindAsync(begun)).Passed(out _, out _));
        }

        for (var i = 0; i < 20; i++)
        {
            Assert.False((await Devices.FindAsync("BBBB-BBBB", IdentifyHouse.Home, default)).Passed(out _, out _));
        }

        Assert.False((await FindAsync(begun)).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.LockedOut, refusal.Code);
        Assert.True((await Devices.FindAsync(begun.Request.UserCode, IdentifyHouse.Elsewhere, default)).Passed(out _, out _));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("BCDF-GHJK")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Tells_NothingToAnInventedDeviceCode(string? code)
    {
        var begun = await LaterAsync();
        Assert.Equal(DeviceOutcome.Expired, (await Devices.PollAsync(code, default)).Outcome);
        Assert.Equal(DeviceOutcome.Expired, (await Devices.PollAsync(begun.Request.UserCode, default)).Outcome);
    }

    [Fact]
    public async Task Lets_NobodyFillTheTable()
    {
        var places = Enumerable.Range(0, SharedKind.DeviceAuthorization.Max).Select(i => new IPAddress([10, (byte)(i / 25_600), (byte)(i / 100 % 256), (byte)(i % 100)]));
        foreach (var place in places)
        {
            Assert.True((await TryBeginAsync(place)).Passed(out _, out var refusal), refusal?.Reason);
        }

        Assert.False((await TryBeginAsync(IdentifyHouse.Home)).Passed(out _, out var crowded));
        Assert.Same(DeviceAuthorizations.Crowded, crowded);
        House.Clock.Advance(DeviceAuthorizations.Lifetime);
        await BeginAsync();
    }

    [Theory]
    [InlineData("203.0.113.5", "203.0.113.5", 10)]
    [InlineData("203.0.113.5", "::ffff:203.0.113.5", 10)]
    [InlineData("2001:db8:7:1::5", "2001:db8:7:1:ffff::9", 10)]
    [InlineData("203.0.113.0", null, 100)]
    [InlineData("2001:db8:7::5", null, 100)]
    public async Task Lets_NoNetworkKeepTheOthersOut(string first, string? another, int most)
    {
        var addresses = Enumerable.Range(0, most).Select(i => another is null ? Beside(IPAddress.Parse(first), i) : IPAddress.Parse(i % 2 == 0 ? first : another)).ToList();
        foreach (var address in addresses)
        {
            Assert.True((await TryBeginAsync(address)).Passed(out _, out var refusal), refusal?.Reason);
        }

        Assert.False((await TryBeginAsync(another is null ? Beside(addresses[0], most + 1) : addresses[1])).Passed(out _, out var crowded));
        Assert.Same(DeviceAuthorizations.CrowdedThere, crowded);
        foreach (var elsewhere in (string[])["203.0.114.5", "192.0.2.7", "2001:db8:8::5"])
        {
            Assert.True((await TryBeginAsync(IPAddress.Parse(elsewhere))).Passed(out _, out var refusal), refusal?.Reason);
        }

        House.Clock.Advance(DeviceAuthorizations.Lifetime);
        Assert.True((await TryBeginAsync(addresses[0])).Passed(out _, out _));
    }

    [Fact]
    public async Task Gives_ATokenForGit_ThatCarriesTheFactorAndEndsWithTheCertificate()
    {
        var begun = await LaterAsync();
        await ApproveAsync(begun);
        var (_, request) = await Devices.PollAsync(begun.DeviceCode.Reveal(), default);
        var signIn = await KnownAsync(request!.Grant!.Token!);
        Assert.Equal((request.Grant.Until, Ada.Enrolled.SignIn.Mfa), (signIn.ExpiresAt, signIn.Mfa));
        Assert.DoesNotContain(request.Grant.Token!, $"{request} {request.Grant}", StringComparison.Ordinal);
        Assert.Equal("198.51.100.9", Assert.Single(House.Traced<CredentialIssued>(), e => e.Kind == "access-token").AskedFrom);

        // A second login of the same machine takes its place.
        var again = await BeginAsync();
        await ApproveAsync(again);
        Assert.Equal("remotedev login on laptop", Assert.Single(await House.Get<AccessTokenDesk>().OfAsync("ada", default)).Name);
        Assert.True(signIn.HasEnded);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Gives_OnlyWhatWasAskedFor(bool ssh, bool git)
    {
        House.Clock.Advance(TimeSpan.FromSeconds(1));
        var step = await Devices.BeginAsync(new DeviceScope(ssh, git), ssh ? _key.PublicKey : null, "laptop", IdentifyHouse.Elsewhere, default);
        Assert.True(step.Passed(out var begun, out _));
        await ApproveAsync(begun);
        var (_, request) = await Devices.PollAsync(begun.DeviceCode.Reveal(), default);
        Assert.Equal((ssh, git), (request!.Grant!.Certificate is not null, request.Grant.Token is not null));
        Assert.Equal(git ? 1 : 0, (await House.Get<AccessTokenDesk>().OfAsync("ada", default)).Count);
    }

    [Fact]
    public async Task Gives_Once_AlsoWhenManyAskTogether()
    {
        var begun = await LaterAsync();
        await ApproveAsync(begun);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Devices.PollAsync(begun.DeviceCode.Reveal(), default).AsTask()));
        Assert.Single(answers, answer => answer.Outcome == DeviceOutcome.Granted);
    }

    // Another address of the same /24, or another site of the same /48.
    private static IPAddress Beside(IPAddress address, int i)
    {
        var bytes = address.GetAddressBytes();
        bytes[bytes.Length == 4 ? 3 : 7] = (byte)i;
        return new IPAddress(bytes);
    }

    private async Task<SignIn> KnownAsync(string token)
    {
        Assert.True((await House.Get<AccessTokens>().FindAsync("ada", token, IdentifyHouse.Elsewhere, default)).Passed(out var signIn, out var refusal), refusal?.Reason);
        return signIn;
    }

    private ValueTask<Step<DeviceBegun>> TryBeginAsync(IPAddress source) => Devices.BeginAsync(new DeviceScope(true, true), _key.PublicKey, "laptop", source, default);

    private async Task<DeviceBegun> BeginAsync()
    {
        Assert.True((await TryBeginAsync(IdentifyHouse.Elsewhere)).Passed(out var begun, out var refusal), refusal?.Reason);
        return begun;
    }

    private Verified Fresh()
    {
        Ada.Enrolled.SignIn.Strengthen(new MfaProof("totp", Now));
        return Ada.AtPortal;
    }

    private ValueTask<Step<DeviceRequest>> FindAsync(DeviceBegun begun) => Devices.FindAsync(begun.Request.UserCode, IdentifyHouse.Home, default);

    private async Task<DeviceOutcome> PollAsync(DeviceBegun begun) => (await Devices.PollAsync(begun.DeviceCode.Reveal(), default)).Outcome;

    private Task<Step<DeviceRequest>> TryApproveAsync(DeviceBegun begun) =>
        Devices.ApproveAsync(begun.Request, Ada.AtPortal, Now.AddHours(1), ["payments-dev"]);

    private async Task ApproveAsync(DeviceBegun begun) => Assert.True((await TryApproveAsync(begun)).Passed(out _, out var refusal), refusal?.Reason);
}
