using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.Identify.SshKeys;

/// <summary>A certificate speaks for one person when the gateway's own authority for people gave it, and else for nobody.</summary>
public sealed class SshCertificateTests : IAsyncLifetime
{
    private readonly SshPrivateKey _key = SshPrivateKey.GenerateEd25519();
    private IdentifyHouse _house = null!;
    private SshPrivateKey _people = null!;
    private MfaProof _factor = null!;

    private SshSignIns SignIns => _house.Get<SshSignIns>();

    private SshAuthorities Authorities => _house.Get<SshAuthorities>();

    private DateTimeOffset Now => _house.Clock.GetUtcNow();

    public async Task InitializeAsync()
    {
        _house = await IdentifyHouse.OpenAsync();
        _factor = (await _house.EnrolAsync("ada")).SignIn.Mfa!;
        _people = (await _house.Get<AuthorityStore>().ReadOrMakeAsync(AuthorityPurpose.People, CancellationToken.None))!;
        Assert.Equal(Authorities.PersonAuthority, _people.PublicKey);
    }

    public async Task DisposeAsync()
    {
        _key.Dispose();
        _people.Dispose();
        await _house.DisposeAsync();
    }

    [Fact]
    public async Task Opens_ForWhomItSays()
    {
        var certificate = Authorities.IssueForPerson(_key.PublicKey, "ada", _factor, Now.AddHours(1));

        Assert.True(await SignIns.IsKnownAsync(certificate, CancellationToken.None));
        Assert.True((await OpenAsync(certificate)).Passed(out var signIn, out _));

        Assert.Equal(("ada", _key.PublicKey.Fingerprint), (signIn.Identified.Login, signIn.Fingerprint));
        Assert.NotNull(signIn.Certificate);
        Assert.Null(signIn.Identified.SignIn.Mfa);
        Assert.Contains(_house.Traced<SignInSucceeded>(), e => e is { Actor: "ada", Method: "ssh-certificate" });
    }

    [Fact]
    public async Task Opens_Nothing_WithItsKeyAlone() => await NobodyAsync(_key.PublicKey);

    [Fact]
    public async Task Opens_Nothing_OfAnotherAuthority()
    {
        using var other = SshPrivateKey.GenerateEd25519();
        await NobodyAsync(Issue(Request(), other));
    }

    [Fact]
    public async Task Opens_Nothing_OfTheOtherAuthoritiesOfTheGateway()
    {
        using var target = Authorities.IssueForTarget("ada", "s1", "ada", TimeSpan.FromHours(1));
        Assert.True(SshPublicKey.TryParse(target.PublicBlob.Span, out var certificate, out _));
        Assert.NotNull(certificate.Certificate);
        await NobodyAsync(certificate);

        Assert.True(SshPublicKey.TryParse(Authorities.HostCertificate(["ada"]).PublicBlob.Span, out var host, out _));
        await NobodyAsync(host);
    }

    [Fact]
    public async Task Opens_Nothing_ThatIsForAHost() => await NobodyAsync(Issue(Request() with { Kind = SshCertificateKind.Host }));

    [Fact]
    public async Task Opens_Nothing_ForSeveralPrincipals()
    {
        await NobodyAsync(Issue(Request() with { Principals = ["ada", "ben"] }));
        await NobodyAsync(Issue(Request() with { Principals = ["ada", "ada"] }));
    }

    [Fact]
    public async Task Opens_Nothing_BeforeAndAfterItsTime()
    {
        var certificate = Issue(Request() with { ValidAfter = Now.AddMinutes(1), ValidBefore = Now.AddMinutes(2) });
        await NobodyAsync(certificate);
        _house.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await OpenAsync(certificate)).Passed(out _, out _));
        _house.Clock.Advance(TimeSpan.FromMinutes(1));
        await NobodyAsync(certificate);
    }

    [Theory]
    [InlineData("no-such-option@example.com")]
    [InlineData(SshCertificateOption.ForceCommand)]
    [InlineData(SshCertificateOption.SourceAddress)]
    public async Task Opens_Nothing_WithADemandThatIsNotMet(string option) =>
        await NobodyAsync(Issue(Request() with { CriticalOptions = [SshCertificateOption.WithText(option, "203.0.113.1/32")] }));

    [Theory]
    [InlineData("nobody")]
    [InlineData("Ada")]
    [InlineData("*")]
    public async Task Opens_Nothing_ForWhoIsNotInTheCatalogue(string principal)
    {
        Assert.False((await OpenAsync(Issue(Request() with { Principals = [principal] }))).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.Suspended, refusal.Code);
    }

    [Fact]
    public async Task Opens_Nothing_ForTheSuspended_AndEndsWhatItOpened()
    {
        var certificate = Issue(Request());
        Assert.True((await OpenAsync(certificate)).Passed(out var signIn, out _));

        await _house.SuspendAsync("ada");

        Assert.True(signIn.Identified.SignIn.HasEnded);
        Assert.False((await OpenAsync(certificate)).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.Suspended, refusal.Code);
        await _house.EditAsync(new CatalogEdit.SetSuspended("ada", Suspended: false, "Test."));
        Assert.True((await OpenAsync(certificate)).Passed(out _, out _));
    }

    [Fact]
    public async Task Opens_Nothing_AfterItsPersonEnrolledAnew()
    {
        var certificate = Issue(Request());
        _house.NextStep();

        await _house.EnrolAsync("ada");

        Assert.False((await OpenAsync(certificate)).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.BadCredential, refusal.Code);
    }

    [Fact]
    public async Task Opens_Nothing_WithoutSayingWhichFactorWasShown() =>
        Assert.False((await OpenAsync(Issue(Request() with { Extensions = [] }))).Passed(out _, out _));

    [Fact]
    public async Task Opens_Nothing_ForWhoNeverEnrolled() =>
        Assert.False((await OpenAsync(Issue(Request() with { Principals = ["ben"] }))).Passed(out _, out _));

    [Fact]
    public async Task Opens_Nothing_ThatWasChanged()
    {
        var blob = Issue(Request()).Blob.ToArray();
        var at = blob.AsSpan().LastIndexOf("ada"u8);
        Assert.True(at > 0);
        blob[at] = (byte)'b';
        Assert.True(SshPublicKey.TryParse(blob, out var changed, out _));
        await NobodyAsync(changed);
    }

    [Fact]
    public async Task Ends_WithItsKey()
    {
        Assert.True((await OpenAsync(Issue(Request()))).Passed(out var signIn, out _));
        SignIns.EndAllWith(_key.PublicKey.Fingerprint, EndReason.EndedByAdmin);
        Assert.True(signIn.Identified.SignIn.HasEnded);
    }

    private CertificateRequest Request() => new()
    {
        Key = _key.PublicKey,
        Kind = SshCertificateKind.User,
        KeyId = "ada",
        Principals = ["ada"],
        ValidAfter = Now.AddMinutes(-1),
        ValidBefore = Now.AddHours(1),
        Extensions = PersonCertificate.Factor(_factor),
    };

    private SshPublicKey Issue(CertificateRequest request, SshPrivateKey? authority = null) => SshCertificates.Issue(request, authority ?? _people);

    private async Task NobodyAsync(SshPublicKey key)
    {
        Assert.False(await SignIns.IsKnownAsync(key, CancellationToken.None));
        Assert.False((await OpenAsync(key)).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.BadCredential, refusal.Code);
    }

    private ValueTask<Step<SshSignIn>> OpenAsync(SshPublicKey key) =>
        SignIns.OpenAsync(IdentifyHouse.At(Door.Ssh), key, CancellationToken.None);
}
