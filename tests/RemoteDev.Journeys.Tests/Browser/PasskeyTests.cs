using Microsoft.Playwright;
using RemoteDev.Journeys.Tests.House;
using Xunit.Abstractions;

namespace RemoteDev.Journeys.Tests.Browser;

/// <summary>Passkeys in a real browser, from the invitation to the device that is lost.</summary>
[Collection(OneHouse.Name)]
public sealed class PasskeyTests(ClientHouse house, ITestOutputHelper output) : Journey(house, output)
{
    [Fact]
    public Task Person_EnrolsSignsInConfirmsNamesAndRemovesPasskeys() => TellAsync(async () =>
    {
        await House.Gateway.Operator.PutAsync(
            "people/pia", new { login = "pia", displayName = "Pia Roth", email = "pia@client.example", roles = new[] { "developer" }, timeZone = "Europe/Lisbon" });
        var pia = await House.VisitAsync(new Person("pia", "Pia Roth", "Europe/Lisbon"));
        var laptop = await PasskeyDevice.AttachAsync(pia);
        await EnrolAsync(pia);
        Assert.Equal(1, await laptop.CountAsync());

        await pia.GoAsync("account/passkeys");
        await pia.HearAsync("Your only second factor");
        await ConfirmAsync(pia, laptop);
        await AddAnotherAsync(pia, laptop);
        await SetUpAppAsync(pia);

        // By the phone alone.
        await SignOutAsync(pia);
        await pia.PressAsync("Sign in with a passkey");
        await SeeAsync(pia, "My environments");
        await House.Gateway.Operator.RemoveAsync("people/pia");
    });

    private static Task SeeAsync(Visitor visitor, string heading) =>
        Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true })).ToBeVisibleAsync();

    private static async Task SignOutAsync(Visitor visitor)
    {
        await visitor.GoAsync("signout");
        await visitor.Page.Locator("main form button[type=submit]").First.ClickAsync();
        await SeeAsync(visitor, "Sign in");
    }

    private async Task EnrolAsync(Visitor visitor)
    {
        var link = (await House.Gateway.Operator.PostAsync($"people/{visitor.Person.Login}/invitations")).GetProperty("link").GetString()!;
        House.Secrets.Keep("enrolment token", link.Split('/')[^1]);
        House.Secrets.Keep($"password of {visitor.Person.Login}", visitor.Person.Password);
        await visitor.Page.GotoAsync(link);
        await visitor.Field("Password").FillAsync(visitor.Person.Password);
        await visitor.Field("The same again").FillAsync(visitor.Person.Password);
        await visitor.PressAsync("Continue");
        await visitor.Field("Name of the passkey").FillAsync("Blue laptop");
        await visitor.PressAsync("Make a passkey");
        await SeeAsync(visitor, "Save your recovery codes");
        foreach (var code in await visitor.Page.Locator("#recovery-codes li").AllInnerTextsAsync())
        {
            House.Secrets.Keep($"recovery code of {visitor.Person.Login}", code);
        }

        await visitor.PressAsync("I have saved them");
        await SeeAsync(visitor, "My environments");
    }

    // A fresher factor in the middle of work; and a device that does not find its owner proves nothing.
    private static async Task ConfirmAsync(Visitor visitor, PasskeyDevice device)
    {
        await device.KnowsOwnerAsync(false);
        await visitor.GoAsync("signin/verify?return=%2Fconfirmed");
        await visitor.PressAsync("Use your passkey");
        await Assertions.Expect(visitor.Page.Locator("[data-passkey-fault]")).Not.ToBeEmptyAsync();
        Assert.Contains("/signin/verify", visitor.Page.Url, StringComparison.Ordinal);
        await device.KnowsOwnerAsync(true);
        await visitor.PressAsync("Use your passkey");
        await SeeAsync(visitor, "Confirmed");
    }

    private static async Task AddAnotherAsync(Visitor visitor, PasskeyDevice lost)
    {
        await lost.LoseAsync();
        var phone = await PasskeyDevice.AttachAsync(visitor);
        await visitor.GoAsync("account/passkeys");
        await visitor.Field("Name of the passkey").FillAsync("Phone");
        await visitor.PressAsync("Add a passkey");
        await visitor.HearAsync("Phone can be used now");
        Assert.Equal(1, await phone.CountAsync());

        await visitor.Field("Name of Phone").FillAsync("Red phone");
        await visitor.Page.Locator("tr", new() { Has = visitor.Field("Name of Phone") }).GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        await visitor.HearAsync("The passkey has another name");
        await visitor.PressAsync("Remove Blue laptop");
        await visitor.HearAsync("opens nothing any more");
        await Assertions.Expect(visitor.Field("Name of Red phone")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Field("Name of Blue laptop")).ToHaveCountAsync(0);
    }

    private async Task SetUpAppAsync(Visitor visitor)
    {
        await visitor.GoAsync("account/authenticator");
        await visitor.PressAsync("Set up an app");
        var key = (await visitor.Page.Locator("#manual-key").TextContentAsync())!;
        House.Secrets.Keep($"authenticator key of {visitor.Person.Login}", key);
        var app = new Totp(key);
        await visitor.Field("Code from the app").FillAsync(await app.NextAsync());
        await visitor.PressAsync("Finish");
        await visitor.HearAsync("The app is your authenticator now");
        await visitor.PressAsync("Remove it");
        await visitor.HearAsync("open nothing any more");
    }
}
