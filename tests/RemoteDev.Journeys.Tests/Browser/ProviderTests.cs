using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using RemoteDev.Journeys.Tests.House;
using Xunit.Abstractions;

namespace RemoteDev.Journeys.Tests.Browser;

/// <summary>A vendor's developer works by the account of the vendor's own provider, as long as it is one.</summary>
[Collection(OneHouse.Name)]
public sealed class ProviderTests(ClientHouse house, ITestOutputHelper output) : Journey(house, output)
{
    private static readonly Person Vera = new("vera", "Vera Lind", "Africa/Lagos");

    [Fact]
    public Task Developer_SignsInByTheVendorsProvider_AndWhoSignsOutThereIsCutHere() => WithProviderAsync(async () =>
    {
        await House.Vendor.SeatAsync("acme-17", "vera@acme.example", "Vera Lind", "pwd", "otp");
        var vera = await House.VisitAsync(Vera);
        await SignInAsync(vera, "My environments");
        var ide = await vera.OpenIdeAsync();
        Assert.Equal(2, (await ide.OpenSocketsAsync()).Count);

        var mark = House.Gateway.Trace.Mark();
        var there = await vera.Context.NewPageAsync();
        await there.GotoAsync(House.Vendor.SignOut);
        await there.GetByRole(AriaRole.Button, new() { Name = "Yes, sign me out" }).ClickAsync();

        // What the provider takes until it tells the gateway is its own.
        var told = await House.Gateway.Trace.AwaitAsync(mark, "signin.ended", one => TraceOnDisk.Text(one, "actor") == "vera");
        await BeCutAsync(ide, TraceOnDisk.At(told), "a person who signed out at the provider", mark, "ProviderEnded");
        await vera.HearAsync("Your session has ended");
        await vera.GoAsync("");
        await SeeAsync(vera, "Sign in");
    });

    // Each has words of its own on the page that they come back to, and nobody is in.
    [Theory]
    [InlineData("vera@elsewhere.example", "may not vouch for e-mail addresses of your domain")]
    [InlineData("nobody@acme.example", "is not on the gateway's list of people")]
    public Task Somebody_WhomTheProviderMayNotSendHere_IsToldWhy(string email, string said) => WithProviderAsync(async () =>
    {
        await House.Vendor.SeatAsync(email, email, "Somebody", "pwd", "otp");
        var visitor = await House.VisitAsync(new Person("somebody", "Somebody", "Africa/Lagos"));
        await SignInAsync(visitor, "Sign in");
        await visitor.HearAsync("Acme Software");
        await visitor.HearAsync(said);
        Assert.False(await visitor.IsSignedInAsync());
    });

    private static async Task SignInAsync(Visitor visitor, string seen)
    {
        await visitor.GoAsync("signin");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Acme Software" }).ClickAsync();
        await SeeAsync(visitor, seen);
    }

    private static Task SeeAsync(Visitor visitor, string heading) =>
        Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true })).ToBeVisibleAsync();

    private Task WithProviderAsync(Func<Task> story, [CallerMemberName] string title = "") => TellAsync(
        async () =>
        {
            await AdministerAsync();
            try
            {
                await story();
            }
            finally
            {
                await House.Gateway.Operator.RemoveAsync("people/vera");
                await House.Gateway.Operator.RemoveAsync($"providers/{VendorProvider.Name}");
            }
        },
        title);

    private async Task AdministerAsync()
    {
        await House.Gateway.Operator.PutAsync($"providers/{VendorProvider.Name}", new
        {
            name = VendorProvider.Name,
            displayName = "Acme Software",
            domains = new[] { "acme.example" },
            vendors = new[] { "acme" },
            mfaMethods = new[] { "otp" },
            rules = new[] { new { claim = "groups", value = "devs", role = "developer" } },
        });
        await House.Gateway.Operator.PutAsync("people/vera", new
        {
            login = "vera",
            displayName = "Vera Lind",
            email = "vera@acme.example",
            vendor = "acme",
            provider = VendorProvider.Name,
            timeZone = "Africa/Lagos",
            attestations = new[] { new { kind = "nda", expiresAt = "2030-12-31T23:59:59Z" } },
        });
    }
}
