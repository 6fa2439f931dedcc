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
public sealed class SshFactorsTests : IAsyncLifetime
{
    private IdentifyHouse _house = null!;
    private SshPerson _ada = null!;

    public async Task InitializeAsync()
    {
        _house = await IdentifyHouse.OpenAsync();
        _ada = await SshPerson.EnrolAsync(_house, "ada");
    }

    public async Task DisposeAsync()
    {
        _ada.Dispose();
        await _house.DisposeAsync();
    }

    [Fact]
    public async Task Recalls_TheFactorWithItsAge()
    {
        var first = await _ada.ProveAsync();
        var at = _house.Clock.GetUtcNow();
        _house.Get<SshSignIns>().End(first.Identified.SignIn, EndReason.Closed);
        _house.Clock.Advance(TimeSpan.FromHours(3));
        var second = await _ada.ConnectAsync();

        Assert.True(await _house.Get<SshStepUp>().TryRecallAsync(second, CancellationToken.None));

        Assert.Equal(new MfaProof("totp", at), second.Identified.SignIn.Mfa);
        Assert.Contains(_house.Traced<MfaVerified>(), e => e.SignIn == second.Identified.SignIn.Id && e.ShownAt == at);
    }

    [Fact]
    public async Task Knows_Nothing_BeforeAFactorWasShown()
    {
        Assert.False(await _ada.RecallAsync());
        var unproven = await _ada.ConnectAsync();
        _house.Get<SshFactors>().Remember(unproven.Identified.SignIn, unproven.Fingerprint, IdentifyHouse.Home);
        Assert.False(await _ada.RecallAsync());
    }

    [Fact]
    public async Task Forgets_AfterTwelveHours()
    {
        await _ada.ProveAsync();
        _house.Clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        Assert.True(await _ada.RecallAsync());
        _house.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await _ada.RecallAsync());
    }

    [Fact]
    public async Task Keeps_TheFirstAge_HoweverOftenItIsRecalled()
    {
        await _ada.ProveAsync();
        for (var i = 0; i < 11; i++)
        {
            _house.Clock.Advance(TimeSpan.FromHours(1));
            Assert.True(await _ada.RecallAsync());
        }

        _house.Clock.Advance(TimeSpan.FromHours(1));
        Assert.False(await _ada.RecallAsync());
    }

    [Fact]
    public async Task Refuses_AnotherAddress()
    {
        await _ada.ProveAsync();
        Assert.False(await _ada.RecallAsync(IdentifyHouse.Elsewhere));
    }

    [Fact]
    public async Task Takes_AnAddressInEitherWriting()
    {
        await _ada.ProveAsync();
        Assert.True(await _ada.RecallAsync(IdentifyHouse.Home.MapToIPv6()));
    }

    [Fact]
    public async Task Refuses_AnotherKeyOfTheSamePerson()
    {
        await _ada.ProveAsync();
        using var other = SshPrivateKey.GenerateEd25519();
        Assert.True((await _house.Get<SshKeyDesk>().AddAsync(_ada.AtPortal, "desk", other.PublicKey.ToLine(), CancellationToken.None)).Passed(out _, out _));

        Assert.False(await _house.Get<SshStepUp>().TryRecallAsync(await _ada.ConnectAsync(key: other), CancellationToken.None));
    }

    [Fact]
    public async Task Forgets_AKeyThatWasRemoved_AlsoWhenItComesBack_ToItsOwnerOrAnother()
    {
        await _ada.ProveAsync();
        Assert.True(await _ada.RemoveKeyAsync());
        await _ada.AddKeyAsync();
        Assert.False(await _ada.RecallAsync());
    }

    [Fact]
    public async Task Forgets_TheSuspended_AlsoWhenNobodyWasSignedInAndItIsLifted()
    {
        var signIn = await _ada.ProveAsync();
        _house.Get<SshSignIns>().End(signIn.Identified.SignIn, EndReason.Closed);
        _house.SignIns.End(_ada.Enrolled.SignIn, EndReason.SignedOut);
        Assert.Empty(_house.SignIns.All());

        await _house.SuspendAsync("ada");
        await _house.EditAsync(new CatalogEdit.SetSuspended("ada", Suspended: false, "Test."));

        Assert.False(await _ada.RecallAsync());
    }

    [Fact]
    public async Task Forgets_WhenThePersonEnrolsAnew_HoweverManyAreSignedIn()
    {
        var signIn = await _ada.ProveAsync();
        _house.Get<SshSignIns>().End(signIn.Identified.SignIn, EndReason.Closed);
        _house.SignIns.End(_ada.Enrolled.SignIn, EndReason.SignedOut);
        _house.NextStep();

        await _house.EnrolAsync("ada");

        Assert.False(await _ada.RecallAsync());
    }

    [Fact]
    public async Task Refuses_AFactorOlderThanTheAuthenticator_AsAnotherReplicaMayHaveStoredIt()
    {
        var signIn = await _ada.ProveAsync();
        _house.NextStep();
        await _house.EnrolAsync("ada");

        // What this replica would still remember had it heard nothing of the enrolment.
        var late = await _ada.ConnectAsync();
        var behind = new SignIn("x", "ada", IdentifyHouse.Home, _house.Clock.GetUtcNow(), _house.Clock.GetUtcNow().AddHours(1));
        behind.Strengthen(signIn.Identified.SignIn.Mfa!);
        _house.Get<SshFactors>().Remember(behind, _ada.Fingerprint, IdentifyHouse.Home);

        Assert.False(await _house.Get<SshStepUp>().TryRecallAsync(late, CancellationToken.None));
    }

    [Theory]
    [InlineData(EndReason.EndedByAdmin)]
    [InlineData(EndReason.Suspended)]
    [InlineData(EndReason.PersonChanged)]
    public async Task Forgets_WithASignInThatWasTaken(object reason)
    {
        var signIn = await _ada.ProveAsync();
        _house.SignIns.End(signIn.Identified.SignIn, (EndReason)reason);
        Assert.False(await _ada.RecallAsync());
    }

    [Fact]
    public async Task Forgets_WhenThePersonEndsAllOtherSignIns()
    {
        await _ada.ProveAsync();
        _house.SignIns.EndAllOf("ada", EndReason.SignedOut, except: _ada.Enrolled.SignIn);
        Assert.False(await _ada.RecallAsync());
    }

    [Fact]
    public async Task Remembers_NothingOfASignInThatHasEnded()
    {
        var signIn = await _ada.ProveAsync();
        _house.SignIns.EndAllOf("ada", EndReason.PersonChanged);

        _house.Get<SshFactors>().Remember(signIn.Identified.SignIn, signIn.Fingerprint, IdentifyHouse.Home);

        Assert.False(await _ada.RecallAsync());
    }

    [Fact]
    public async Task Keeps_NoMoreThanItsBound()
    {
        var signIn = await _ada.ProveAsync();
        var factors = _house.Get<SshFactors>();
        for (var i = 0; i < 20_000; i++)
        {
            factors.Remember(signIn.Identified.SignIn, $"SHA256:{i}", IPAddress.Loopback);
        }

        Assert.Equal(10_000, factors.Count);
        _house.Clock.Advance(TimeSpan.FromHours(12));
        await _ada.ProveAsync();
        Assert.Equal(1, factors.Count);
    }
}
