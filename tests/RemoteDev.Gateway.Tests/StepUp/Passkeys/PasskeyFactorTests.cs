using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.StepUp.Passkeys;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.StepUp.Passkeys;

public sealed class PasskeyFactorTests : IAsyncLifetime, IDisposable
{
    private readonly SoftwareAuthenticator _key = new();
    private IdentifyHouse _house = null!;
    private EnrolledPerson _ada = null!;

    public async Task InitializeAsync()
    {
        _house = await IdentifyHouse.OpenAsync();
        _ada = await _house.EnrolAsync("ada");
        await _house.AddPasskeyAsync(_ada, _key);
    }

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task Confirms_APassword()
    {
        var (half, signIn) = await _house.PasswordAsync("ada");
        var asked = await _house.AskPasskeyAsync(half);
        var proven = Assert.IsType<FactorOutcome.Proven>(await _house.ConfirmAsync(half, asked.Cookie, _key.Get(asked.Options)));
        Assert.Equal(new MfaProof("passkey", _house.Clock.GetUtcNow()), signIn.Mfa);
        Assert.Null(_house.SignIns.Find(half.Hash));
        Assert.Same(signIn, _house.SignIns.Find(proven.Cookie.Hash));
        Assert.Equal("passkey", _house.Traced<MfaVerified>()[^1].Method);
    }

    [Fact]
    public async Task SignsIn_Alone_WithBothFactors()
    {
        var asked = await _house.AskPasskeyAsync();
        var proven = Assert.IsType<FactorOutcome.Proven>(await _house.SignInByPasskeyAsync(asked.Cookie, _key.Get(asked.Options), _ada.Cookie.Hash));
        var signIn = _house.SignIns.Find(proven.Cookie.Hash)!;
        Assert.Equal("ada", signIn.Login);
        Assert.Equal("passkey", signIn.Mfa?.Method);
        Assert.True(_ada.SignIn.HasEnded);
        Assert.Equal("passkey", _house.Traced<SignInSucceeded>()[^1].Method);
        Assert.Equal(signIn.Id, _house.Traced<MfaVerified>()[^1].SignIn);
    }

    [Fact]
    public async Task Refreshes_AFactorThatPolicyFindsStale()
    {
        _house.Clock.Sleep(TimeSpan.FromMinutes(40));
        var asked = await _house.AskPasskeyAsync(_ada.Cookie);
        Assert.IsType<FactorOutcome.Proven>(await _house.ConfirmAsync(_ada.Cookie, asked.Cookie, _key.Get(asked.Options)));
        Assert.Equal(_house.Clock.GetUtcNow(), _ada.SignIn.Mfa?.At);
    }

    [Fact]
    public async Task Asks_ForVerificationOfThePerson_AtThePortalsHostOnly()
    {
        var asked = await _house.AskPasskeyAsync();
        Assert.Contains("\"userVerification\":\"required\"", asked.Options, StringComparison.Ordinal);
        Assert.Contains("\"rpId\":\"remotedev.localhost\"", asked.Options, StringComparison.Ordinal);

        // Who has which passkeys is nobody's business who has not signed in.
        Assert.DoesNotContain("\"id\":", asked.Options, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remembers_UseAndCopies()
    {
        var passkey = Assert.Single(await _house.Get<PasskeyStore>().OfAsync("ada", CancellationToken.None));
        Assert.Null(passkey.UsedAt);
        Assert.False(passkey.BackedUp);
        _house.Clock.Sleep(TimeSpan.FromHours(1));
        var asked = await _house.AskPasskeyAsync();
        Assert.IsType<FactorOutcome.Proven>(await _house.SignInByPasskeyAsync(asked.Cookie, _key.Get(asked.Options)));
        passkey = Assert.Single(await _house.Get<PasskeyStore>().OfAsync("ada", CancellationToken.None));
        Assert.Equal(_house.Clock.GetUtcNow(), passkey.UsedAt);
        Assert.Equal(1, passkey.SignCount);
    }

    [Fact]
    public async Task Takes_KeysThatDoNotCount()
    {
        using var synced = new SoftwareAuthenticator { Counts = false, Synced = true };
        var passkey = await _house.AddPasskeyAsync(_ada, synced, "Phone");
        Assert.True(passkey.BackedUp);
        for (var i = 0; i < 2; i++)
        {
            var asked = await _house.AskPasskeyAsync();
            Assert.IsType<FactorOutcome.Proven>(await _house.SignInByPasskeyAsync(asked.Cookie, synced.Get(asked.Options)));
        }
    }

    [Fact]
    public async Task Refuses_TheSuspended()
    {
        var asked = await _house.AskPasskeyAsync();
        await _house.SuspendAsync("ada");
        var refused = Assert.IsType<FactorOutcome.Refused>(await _house.SignInByPasskeyAsync(asked.Cookie, _key.Get(asked.Options)));
        Assert.Equal(RefusalCode.Suspended, refused.Why.Code);
        var traced = _house.Traced<SignInRefused>()[^1];
        Assert.Equal(("ada", RefusalCode.Suspended), (traced.Login, traced.Code));
    }

    [Fact]
    public async Task Refuses_WhoSignsInByTheirOrganisation_ToGoAroundIt()
    {
        await _house.EditAsync(
            new CatalogEdit.PutProvider(new ProviderEntry("acme-id", "Acme", ["example.com"], ["acme"], [], [], CreatesPeople: false, [])),
            new CatalogEdit.PutPerson(_house.Catalog.Current.People["ada"] with { Provider = "acme-id" }));
        var asked = await _house.AskPasskeyAsync();
        var refused = Assert.IsType<FactorOutcome.Refused>(await _house.SignInByPasskeyAsync(asked.Cookie, _key.Get(asked.Options)));
        Assert.Same(IdentifyRefusals.SignsInByProvider, refused.Why);
        Assert.Equal("ada", _house.Traced<SignInRefused>()[^1].Login);

        // Once the organisation has let them in, it is a second factor like any.
        var (half, signIn) = _house.SignIns.Open("ada", IdentifyHouse.Home, null);
        asked = await _house.AskPasskeyAsync(half);
        Assert.IsType<FactorOutcome.Proven>(await _house.ConfirmAsync(half, asked.Cookie, _key.Get(asked.Options)));
        Assert.Equal("passkey", signIn.Mfa?.Method);
    }

    [Fact]
    public async Task Opens_Nothing_WhenTheTraceCannotBeWritten()
    {
        var asked = await _house.AskPasskeyAsync();
        _house.Get<Gateway.Trace.TraceRoom>().Dispose();
        var refused = Assert.IsType<FactorOutcome.Refused>(await _house.SignInByPasskeyAsync(asked.Cookie, _key.Get(asked.Options)));
        Assert.Equal(RefusalCode.TraceUnavailable, refused.Why.Code);
        Assert.Same(_ada.SignIn, Assert.Single(_house.SignIns.All()));
    }
}
