using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Gateway.Identify.Sessions;
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
        House.Clock.Sleep(TimeSpan.FromHours(2));
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
        House.Clock.Sleep(TimeSpan.FromHours(1));
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
    public async Task Brings_Nothing_OnceASuspensionWasLifted_ThatWasTheFirstEditAfterARestart()
    {
        var earlier = Issue(Enrolled);
        await House.CloseAsync();
        await using var restarted = await IdentifyHouse.OpenAsync(House.Folder, clock: House.Clock);
        restarted.Get<SshFactors>();
        House.Clock.Advance(TimeSpan.FromMinutes(1));
        await restarted.SuspendAsync("ada");
        await restarted.EditAsync(new CatalogEdit.SetSuspended("ada", Suspended: false, "Test."));

        Assert.False(await restarted.Get<SshStepUp>().TryRecallAsync(await OpenAsync(earlier, restarted), CancellationToken.None));
    }

    [Fact]
    public async Task IsNotRemembered_ForTheKeyWithoutIt()
    {
        var signIn = await OpenAsync(Issue(Enrolled));
        Assert.True(await House.Get<SshStepUp>().TryRecallAsync(signIn, CancellationToken.None));
        Assert.False(await Ada.RecallAsync());
    }

    [Fact]
    public async Task Brings_Nothing_AfterARestart_OnceItsPersonEndedAllTheirSignIns()
    {
        var lost = Issue(Enrolled);
        House.Clock.Advance(TimeSpan.FromMinutes(1));
        House.SignIns.EndAllOf("ada", EndReason.SignedOut, except: Ada.Enrolled.SignIn);
        House.Clock.Advance(TimeSpan.FromMinutes(1));
        var later = Issue(Enrolled);
        await House.CloseAsync();

        await using var restarted = await IdentifyHouse.OpenAsync(House.Folder, clock: House.Clock);
        var before = await OpenAsync(lost, restarted);
        Assert.False(await restarted.Get<SshStepUp>().TryRecallAsync(before, CancellationToken.None));
        Assert.Null(before.Identified.SignIn.Mfa);
        Assert.True(await restarted.Get<SshStepUp>().TryRecallAsync(await OpenAsync(later, restarted), CancellationToken.None));
    }

    [Fact]
    public async Task Brings_Nothing_AtAnotherGateway_OnceItsPersonEndedAllTheirSignIns()
    {
        var lost = Issue(Enrolled);
        await using var other = await House.OpenBesideAsync();
        Assert.True(await other.Get<SshStepUp>().TryRecallAsync(await OpenAsync(lost, other), CancellationToken.None));
        House.Clock.Advance(TimeSpan.FromMinutes(1));

        // The other is told nothing but what the database says.
        House.SignIns.EndAllOf("ada", EndReason.SignedOut, except: Ada.Enrolled.SignIn);
        Assert.True(await House.Get<SignInEndings>().SettledAsync(TimeSpan.FromSeconds(20), CancellationToken.None));
        Assert.False(await other.Get<SshStepUp>().TryRecallAsync(await OpenAsync(lost, other), CancellationToken.None));
        House.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await other.Get<SshStepUp>().TryRecallAsync(await OpenAsync(Issue(Enrolled), other), CancellationToken.None));
    }

    [Fact]
    public async Task IsNotRemembered_AtAnotherGateway_OnceItsPersonEndedAllTheirSignIns()
    {
        await using var other = await House.OpenBesideAsync();
        var proven = await Ada.ProveAsync();
        other.Get<SshFactors>().Remember(proven.Identified.SignIn, Ada.Fingerprint, IdentifyHouse.Home);
        Assert.True(await other.Get<SshStepUp>().TryRecallAsync(await OpenAsync(Ada.Key.PublicKey, other), CancellationToken.None));
        House.Clock.Advance(TimeSpan.FromMinutes(1));
        House.SignIns.EndAllOf("ada", EndReason.SignedOut, except: proven.Identified.SignIn);
        Assert.True(await House.Get<SignInEndings>().SettledAsync(TimeSpan.FromSeconds(20), CancellationToken.None));

        Assert.False(await other.Get<SshStepUp>().TryRecallAsync(await OpenAsync(Ada.Key.PublicKey, other), CancellationToken.None));

        // What is shown after it is remembered again, however old the factor is.
        House.Clock.Advance(TimeSpan.FromMinutes(1));
        other.Get<SshFactors>().Remember(proven.Identified.SignIn, Ada.Fingerprint, IdentifyHouse.Home);
        Assert.True(await other.Get<SshStepUp>().TryRecallAsync(await OpenAsync(Ada.Key.PublicKey, other), CancellationToken.None));
    }

    private SshPublicKey Issue(MfaProof factor) =>
        House.Get<SshAuthorities>().IssueForPerson(Ada.Key.PublicKey, "ada", factor, House.Clock.GetUtcNow().AddHours(8));

    private async Task<SshSignIn> OpenAsync(SshPublicKey certificate, IdentifyHouse? at = null)
    {
        var step = await (at ?? House).Get<SshSignIns>().OpenAsync(IdentifyHouse.At(Door.Ssh), certificate, CancellationToken.None);
        Assert.True(step.Passed(out var signIn, out var refusal), refusal?.Reason);
        return signIn;
    }
}
