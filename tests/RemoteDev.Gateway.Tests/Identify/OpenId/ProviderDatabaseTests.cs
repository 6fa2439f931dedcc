using System.Net;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Tests.Trace;

namespace RemoteDev.Gateway.Tests.Identify.OpenId;

/// <summary>A sign-in by a provider while the database is away or locked: nobody gets in, nothing counts, and the person is told to try again.</summary>
public sealed class ProviderDatabaseTests : IAsyncLifetime
{
    private const string Links = "identify_provider_links";
    private const string Words = "The gateway cannot sign anybody in at this moment. Try again in a minute.";

    private OpenIdHouse _house = null!;

    public async Task InitializeAsync()
    {
        _house = await OpenIdHouse.OpenAsync();
        await _house.StopWatchAsync();
    }

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    [Fact]
    public async Task SaysToTryAgain_WhileItIsAway_AndCountsNothing()
    {
        _house.House.Database.GoAway(Links);
        for (var i = 0; i < LockoutRule.For(LockoutKind.Address).Free + 1; i++)
        {
            await _house.MustFailAsync("NotReady", Words);
        }

        await NothingCountsAsync();
    }

    [Fact]
    public async Task SaysToTryAgain_WhenItSaysNothingInTime()
    {
        _house.House.Database.FallSilent(Links);
        using var browser = _house.Browse();
#pragma warning disable CA2025 // awaited below
        var signingIn = _house.SignInAsync(browser);
#pragma warning restore CA2025
        await _house.Clock.ArmedAsync(DatabaseDeadline.Patience);
        Assert.False(signingIn.IsCompleted);
        _house.Clock.Advance(DatabaseDeadline.Patience);
        var answer = await signingIn.WaitAsync(TraceFixture.Patience);
        Assert.StartsWith("/signin?trouble=NotReady&provider=corp", answer.Location, StringComparison.Ordinal);
        Assert.Contains(Words, WebUtility.HtmlDecode((await browser.GetAsync(answer.Location!)).Body), StringComparison.Ordinal);
        Assert.False(browser.Cookies.ContainsKey("__Host-rd"));
        await NothingCountsAsync();
    }

    private async Task NothingCountsAsync()
    {
        Assert.Empty(_house.House.SignIns.All());
        Assert.All((LockoutKey[])[LockoutKey.Address(IPAddress.Loopback), LockoutKey.Password("ada")], key => Assert.Equal(0, _house.House.Get<LockoutBook>().Of(key).Failures));
        _house.House.Database.ComeBack();
        using var browser = _house.Browse();
        Assert.Equal("ada", (await _house.MustSignInAsync(browser)).Login);
    }
}
