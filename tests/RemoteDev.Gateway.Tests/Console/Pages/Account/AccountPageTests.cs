using System.Net;
using System.Text.RegularExpressions;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.StepUp.Recovery;
using RemoteDev.Gateway.Tests.Console.Pages.SignIn;
using RemoteDev.Gateway.Tests.Identify;

namespace RemoteDev.Gateway.Tests.Console.Pages.Account;

public sealed class AccountPageTests : IAsyncLifetime, IDisposable
{
    private IdentifyHouse _house = null!;
    private PortalBrowser _browser = null!;
    private EnrolledPerson _ada = null!;

    public async Task InitializeAsync()
    {
        _house = await PortalHouse.OpenAsync();
        _ada = await _house.EnrolAsync("ada");
        _browser = new PortalBrowser(_house.Origin);
        _browser.Cookies[IdentifyRoom.CookieName] = _ada.Cookie.Reveal();
    }

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task Opens_ToNobodyWithoutASecondFactor()
    {
        var (half, _) = await _house.PasswordAsync("ada");
        _browser.Cookies[IdentifyRoom.CookieName] = half.Reveal();
        Assert.StartsWith("/signin/verify", (await _browser.GetAsync("/account")).Location, StringComparison.Ordinal);
        _browser.Cookies.Clear();
        Assert.StartsWith("/signin", (await _browser.GetAsync("/account")).Location, StringComparison.Ordinal);
        Assert.StartsWith("/signin", (await _browser.GetAsync("/account/recovery-codes")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_RecoveryCodes_UntilTheyAreSaved_ToTheirOwnSignInAlone()
    {
        var page = await _browser.GetAsync("/account/recovery-codes");
        Assert.All(_ada.RecoveryCodes, code => Assert.Contains(code, page.Body, StringComparison.Ordinal));
        Assert.Equal("/", (await _browser.SubmitAsync(page, "saved")).Location);
        var after = await _browser.GetAsync("/account/recovery-codes");
        Assert.All(_ada.RecoveryCodes, code => Assert.DoesNotContain(code, after.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Forgets_RecoveryCodes_ThatNobodyLookedAt()
    {
        _house.Clock.Advance(TimeSpan.FromMinutes(10));
        var page = await _browser.GetAsync("/account/recovery-codes");
        Assert.DoesNotContain(_ada.RecoveryCodes[0], page.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RecoveryCodes")]
    [InlineData("Password")]
    public async Task Asks_ForAFreshFactor_BeforeItMakesACredential(string handler)
    {
        _house.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal("/signin/verify?return=%2Faccount", (await PostAsync(handler)).Location);
    }

    [Fact]
    public async Task Renews_RecoveryCodes_AndEndsTheOldOnes()
    {
        Assert.Equal("/account/recovery-codes", (await PostAsync("RecoveryCodes")).Location);
        var fresh = _house.Get<FreshRecoveryCodes>().Find(_ada.SignIn)!.Codes;
        var store = _house.Get<RecoveryCodeStore>();
        Assert.Null(await store.SpendAsync("ada", RecoveryCode.Read(_ada.RecoveryCodes[0])!, CancellationToken.None));
        Assert.Equal(9, await store.SpendAsync("ada", RecoveryCode.Read(fresh[0])!, CancellationToken.None));
    }

    [Fact]
    public async Task Changes_ThePassword_AndEndsTheOtherSignIns()
    {
        var (_, other) = await _house.PasswordAsync("ada");
        const string wanted = "twelve orange umbrellas";
        var wrong = await PostAsync("Password", ("CurrentPassword", "not the one I have"), ("NewPassword", wanted), ("Repeat", wanted));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.False(other.HasEnded);
        Assert.Equal("/account", (await PostAsync("Password", ("CurrentPassword", IdentifyHouse.Password), ("NewPassword", wanted), ("Repeat", wanted))).Location);
        Assert.True(other.HasEnded);
        Assert.False(_ada.SignIn.HasEnded);
        using var scope = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.CreateScope(_house.Scope.ServiceProvider);
        var signIn = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Gateway.Identify.Passwords.PasswordSignIn>(scope.ServiceProvider);
        Assert.IsType<Gateway.Identify.Passwords.SignInOutcome.Opened>(await signIn.TryAsync("ada", wanted, new Gateway.Identify.Sessions.SignInClient(IdentifyHouse.Elsewhere), CancellationToken.None));
    }

    [Fact]
    public async Task Ends_TheOtherSignIns_NotThisOne()
    {
        var (_, other) = await _house.PasswordAsync("ada");
        await PostAsync("EndOthers");
        Assert.True(other.HasEnded);
        Assert.False(_ada.SignIn.HasEnded);
    }

    [Fact]
    public async Task Refuses_FormsSentByASiblingOrigin()
    {
        var answer = await _browser.PostAsync("/account?handler=EndOthers", [], site: "same-site");
        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
    }

    private async Task<PortalAnswer> PostAsync(string handler, params (string Name, string Value)[] fields)
    {
        var page = await _browser.GetAsync("/account");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        var token = Regex.Match(page.Body, "name=\"_form\"[^>]*value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["token"].Value;
        return await _browser.PostAsync(
            $"/account?handler={handler}", [new("_form", token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
    }
}
