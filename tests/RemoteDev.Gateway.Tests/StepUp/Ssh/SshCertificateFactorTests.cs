using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp.Ssh;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.StepUp.Ssh;

/// <summary>A certificate carries the factor that was shown for it, with its age, and stops carrying it when the authenticator changes.</summary>
public sealed class SshCertificateFactorTests : IAsyncLifetime
{
    private IdentifyHouse _house = null!;
    private SshPerson _ada = null!;

    private MfaProof Enrolled => _ada.Enrolled.SignIn.Mfa!;

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
    public async Task Brings_TheFactorAndItsAge()
    {
        var certificate = Issue(Enrolled);
        _house.Clock.Advance(TimeSpan.FromHours(2));
        var signIn = await OpenAsync(certificate);

        Assert.True(await _house.Get<SshStepUp>().TryRecallAsync(signIn, CancellationToken.None));

        Assert.Equal(Enrolled, signIn.Identified.SignIn.Mfa);
        Assert.Contains(_house.Traced<MfaVerified>(), e => e.SignIn == signIn.Identified.SignIn.Id && e.ShownAt == Enrolled.At);
    }

    [Fact]
    public async Task Brings_NothingToASignInWithTheKeyAlone()
    {
        Issue(Enrolled);
        Assert.False(await _ada.RecallAsync());
    }

    [Fact]
    public async Task Yields_ToAFresherFactorOfTheSameKeyAndAddress()
    {
        _house.Clock.Advance(TimeSpan.FromHours(1));
        var proven = (await _ada.ProveAsync()).Identified.SignIn.Mfa!;
        var signIn = await OpenAsync(Issue(Enrolled));

        Assert.True(await _house.Get<SshStepUp>().TryRecallAsync(signIn, CancellationToken.None));

        Assert.Equal(proven, signIn.Identified.SignIn.Mfa);
    }

    [Fact]
    public async Task Brings_Nothing_OnceTheAuthenticatorIsANewerOne()
    {
        var signIn = await OpenAsync(Issue(Enrolled));
        _house.NextStep();
        await _house.EnrolAsync("ada");

        Assert.False(await _house.Get<SshStepUp>().TryRecallAsync(signIn, CancellationToken.None));
        Assert.Null(signIn.Identified.SignIn.Mfa);
    }

    [Fact]
    public async Task IsNotRemembered_ForTheKeyWithoutIt()
    {
        var signIn = await OpenAsync(Issue(Enrolled));
        Assert.True(await _house.Get<SshStepUp>().TryRecallAsync(signIn, CancellationToken.None));
        Assert.False(await _ada.RecallAsync());
    }

    private SshPublicKey Issue(MfaProof factor) =>
        _house.Get<SshAuthorities>().IssueForPerson(_ada.Key.PublicKey, "ada", factor, _house.Clock.GetUtcNow().AddHours(8));

    private async Task<SshSignIn> OpenAsync(SshPublicKey certificate)
    {
        var step = await _house.Get<SshSignIns>().OpenAsync(IdentifyHouse.At(Door.Ssh), certificate, CancellationToken.None);
        Assert.True(step.Passed(out var signIn, out var refusal), refusal?.Reason);
        return signIn;
    }
}
