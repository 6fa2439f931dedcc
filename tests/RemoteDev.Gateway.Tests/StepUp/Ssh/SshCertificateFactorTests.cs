using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp.Ssh;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.StepUp.Ssh;

/// <summary>A certificate carries the factor that was shown for it, with its age, and stops carrying it when the authenticator changes.</summary>
public sealed class SshCertificateFactorTests : SshPersonTests
{
    private MfaProof Enrolled => Ada.Enrolled.SignIn.Mfa!;

    [Fact]
    public async Task Brings_TheFactorAndItsAge()
    {
        var certificate = Issue(Enrolled);
        House.Clock.Advance(TimeSpan.FromHours(2));
        var signIn = await OpenAsync(certificate);

        Assert.True(await House.Get<SshStepUp>().TryRecallAsync(signIn, CancellationToken.None));

        Assert.Equal(Enrolled, signIn.Identified.SignIn.Mfa);
        Assert.Contains(House.Traced<MfaVerified>(), e => e.SignIn == signIn.Identified.SignIn.Id && e.ShownAt == Enrolled.At);
    }

    [Fact]
    public async Task Brings_NothingToASignInWithTheKeyAlone()
    {
        Issue(Enrolled);
        Assert.False(await Ada.RecallAsync());
    }

    [Fact]
    public async Task Yields_ToAFresherFactorOfTheSameKeyAndAddress()
    {
        House.Clock.Advance(TimeSpan.FromHours(1));
        var proven = (await Ada.ProveAsync()).Identified.SignIn.Mfa!;
        var signIn = await OpenAsync(Issue(Enrolled));

        Assert.True(await House.Get<SshStepUp>().TryRecallAsync(signIn, CancellationToken.None));

        Assert.Equal(proven, signIn.Identified.SignIn.Mfa);
    }

    [Fact]
    public async Task Brings_Nothing_OnceTheAuthenticatorIsANewerOne()
    {
        var signIn = await OpenAsync(Issue(Enrolled));
        House.NextStep();
        await House.EnrolAsync("ada");

        Assert.False(await House.Get<SshStepUp>().TryRecallAsync(signIn, CancellationToken.None));
        Assert.Null(signIn.Identified.SignIn.Mfa);
    }

    [Fact]
    public async Task Brings_Nothing_OnceItsPersonEndedAllTheirSignIns_ButANewOneDoes()
    {
        var lost = Issue(Enrolled);
        House.Clock.Advance(TimeSpan.FromMinutes(1));
        House.SignIns.EndAllOf("ada", EndReason.SignedOut, except: Ada.Enrolled.SignIn);

        Assert.False(await House.Get<SshStepUp>().TryRecallAsync(await OpenAsync(lost), CancellationToken.None));
        House.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await House.Get<SshStepUp>().TryRecallAsync(await OpenAsync(lost), CancellationToken.None));
        Assert.True(await House.Get<SshStepUp>().TryRecallAsync(await OpenAsync(Issue(Enrolled)), CancellationToken.None));
    }

    [Fact]
    public async Task Brings_Nothing_OnceASuspensionWasLifted()
    {
        var earlier = Issue(Enrolled);
        House.Clock.Advance(TimeSpan.FromMinutes(1));
        await House.SuspendAsync("ada");
        await House.EditAsync(new CatalogEdit.SetSuspended("ada", Suspended: false, "Test."));

        Assert.False(await House.Get<SshStepUp>().TryRecallAsync(await OpenAsync(earlier), CancellationToken.None));
    }

    [Fact]
    public async Task IsNotRemembered_ForTheKeyWithoutIt()
    {
        var signIn = await OpenAsync(Issue(Enrolled));
        Assert.True(await House.Get<SshStepUp>().TryRecallAsync(signIn, CancellationToken.None));
        Assert.False(await Ada.RecallAsync());
    }

    private SshPublicKey Issue(MfaProof factor) =>
        House.Get<SshAuthorities>().IssueForPerson(Ada.Key.PublicKey, "ada", factor, House.Clock.GetUtcNow().AddHours(8));

    private async Task<SshSignIn> OpenAsync(SshPublicKey certificate)
    {
        var step = await House.Get<SshSignIns>().OpenAsync(IdentifyHouse.At(Door.Ssh), certificate, CancellationToken.None);
        Assert.True(step.Passed(out var signIn, out var refusal), refusal?.Reason);
        return signIn;
    }
}
