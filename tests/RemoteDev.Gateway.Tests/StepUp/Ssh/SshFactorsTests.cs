using System.Net;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp.Ssh;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.StepUp.Ssh;

/// <summary>A factor is remembered for one person, one key and one address, with its age, until anything about them is in doubt.</summary>
public sealed class SshFactorsTests : SshPersonTests
{
    [Fact]
    public async Task Recalls_TheFactorWithItsAge()
    {
        var first = await Ada.ProveAsync();
        var at = House.Clock.GetUtcNow();
        House.Get<SshSignIns>().End(first.Identified.SignIn, EndReason.Closed);
        House.Clock.Sleep(TimeSpan.FromHours(3));
        var second = await Ada.ConnectAsync();

        Assert.True(await House.Get<SshStepUp>().TryRecallAsync(second, CancellationToken.None));

        Assert.Equal(new MfaProof("totp", at), second.Identified.SignIn.Mfa);
        Assert.Contains(House.Traced<MfaVerified>(), e => e.SignIn == second.Identified.SignIn.Id && e.ShownAt == at);
    }

    [Fact]
    public async Task Knows_Nothing_BeforeAFactorWasShown()
    {
        Assert.False(await Ada.RecallAsync());
        var unproven = await Ada.ConnectAsync();
        House.Get<SshFactors>().Remember(unproven.Identified.SignIn, unproven.Fingerprint, IdentifyHouse.Home);
        Assert.False(await Ada.RecallAsync());
    }

    [Fact]
    public async Task Forgets_AfterTwelveHours()
    {
        await Ada.ProveAsync();
        House.Clock.Sleep(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        Assert.True(await Ada.RecallAsync());
        House.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await Ada.RecallAsync());
    }

    [Fact]
    public async Task Keeps_TheFirstAge_HoweverOftenItIsRecalled()
    {
        await Ada.ProveAsync();
        for (var i = 0; i < 11; i++)
        {
            House.Clock.Sleep(TimeSpan.FromHours(1));
            Assert.True(await Ada.RecallAsync());
        }

        House.Clock.Sleep(TimeSpan.FromHours(1));
        Assert.False(await Ada.RecallAsync());
    }

    [Fact]
    public async Task Refuses_AnotherAddress()
    {
        await Ada.ProveAsync();
        Assert.False(await Ada.RecallAsync(IdentifyHouse.Elsewhere));
    }

    [Fact]
    public async Task Takes_AnAddressInEitherWriting()
    {
        await Ada.ProveAsync();
        Assert.True(await Ada.RecallAsync(IdentifyHouse.Home.MapToIPv6()));
    }

    [Fact]
    public async Task Refuses_AnotherKeyOfTheSamePerson()
    {
        await Ada.ProveAsync();
        using var other = SshPrivateKey.GenerateEd25519();
        Assert.True((await House.Get<SshKeyDesk>().AddAsync(Ada.AtPortal, "desk", other.PublicKey.ToLine(), CancellationToken.None)).Passed(out _, out _));

        Assert.False(await House.Get<SshStepUp>().TryRecallAsync(await Ada.ConnectAsync(key: other), CancellationToken.None));
    }

    [Fact]
    public async Task Forgets_AKeyThatWasRemoved_AlsoWhenItComesBack_ToItsOwnerOrAnother()
    {
        await Ada.ProveAsync();
        Assert.True(await Ada.RemoveKeyAsync());
        await Ada.AddKeyAsync();
        Assert.False(await Ada.RecallAsync());
    }

    [Fact]
    public async Task Forgets_TheSuspended_AlsoWhenNobodyWasSignedInAndItIsLifted()
    {
        var signIn = await Ada.ProveAsync();
        House.Get<SshSignIns>().End(signIn.Identified.SignIn, EndReason.Closed);
        House.SignIns.End(Ada.Enrolled.SignIn, EndReason.SignedOut);
        Assert.Empty(House.SignIns.All());

        await House.SuspendAsync("ada");
        await House.EditAsync(new CatalogEdit.SetSuspended("ada", Suspended: false, "Test."));

        Assert.False(await Ada.RecallAsync());
    }

    [Fact]
    public async Task Forgets_WhenThePersonEnrolsAnew_HoweverManyAreSignedIn()
    {
        var signIn = await Ada.ProveAsync();
        House.Get<SshSignIns>().End(signIn.Identified.SignIn, EndReason.Closed);
        House.SignIns.End(Ada.Enrolled.SignIn, EndReason.SignedOut);
        House.NextStep();

        await House.EnrolAsync("ada");

        Assert.False(await Ada.RecallAsync());
    }

    [Fact]
    public async Task Refuses_AFactorOlderThanTheAuthenticator_AsAnotherReplicaMayHaveStoredIt()
    {
        var signIn = await Ada.ProveAsync();
        House.NextStep();
        await House.EnrolAsync("ada");

        // What this replica would still remember had it heard nothing of the enrolment.
        var late = await Ada.ConnectAsync();
        var behind = new SignIn("x", "ada", IdentifyHouse.Home, House.Clock.GetUtcNow(), House.Clock.GetUtcNow().AddHours(1));
        behind.Strengthen(signIn.Identified.SignIn.Mfa!);
        House.Get<SshFactors>().Remember(behind, Ada.Fingerprint, IdentifyHouse.Home);

        Assert.False(await House.Get<SshStepUp>().TryRecallAsync(late, CancellationToken.None));
    }

    [Theory]
    [InlineData(EndReason.EndedByAdmin)]
    [InlineData(EndReason.Suspended)]
    [InlineData(EndReason.PersonChanged)]
    public async Task Forgets_WithASignInThatWasTaken(object reason)
    {
        var signIn = await Ada.ProveAsync();
        House.SignIns.End(signIn.Identified.SignIn, (EndReason)reason);
        Assert.False(await Ada.RecallAsync());
    }

    [Fact]
    public async Task Forgets_WhenThePersonEndsAllOtherSignIns()
    {
        await Ada.ProveAsync();
        House.SignIns.EndAllOf("ada", EndReason.SignedOut, except: Ada.Enrolled.SignIn);
        Assert.False(await Ada.RecallAsync());
    }

    [Fact]
    public async Task Remembers_NothingOfASignInThatHasEnded()
    {
        var signIn = await Ada.ProveAsync();
        House.SignIns.EndAllOf("ada", EndReason.PersonChanged);

        House.Get<SshFactors>().Remember(signIn.Identified.SignIn, signIn.Fingerprint, IdentifyHouse.Home);

        Assert.False(await Ada.RecallAsync());
    }

    [Fact]
    public async Task Keeps_NoMoreThanItsBound()
    {
        var signIn = await Ada.ProveAsync();
        var factors = House.Get<SshFactors>();
        for (var i = 0; i < 20_000; i++)
        {
            factors.Remember(signIn.Identified.SignIn, $"SHA256:{i}", IPAddress.Loopback);
        }

        Assert.Equal(10_000, factors.Count);
        House.Clock.Sleep(TimeSpan.FromHours(12));
        await Ada.ProveAsync();
        Assert.Equal(1, factors.Count);
    }
}
