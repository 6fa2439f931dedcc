using Microsoft.Playwright;

namespace RemoteDev.Journeys.Tests.House;

/// <summary>A person at a browser of their own: enrols, signs in, opens the environment. Finds things as a person does, by their words.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly ClientHouse _house;
    private readonly List<string> _console = [];
    private ICDPSession? _tools;

    public Visitor(ClientHouse house, Person person, IBrowserContext context, IPage page)
    {
        _house = house;
        Person = person;
        Context = context;
        Page = page;
        page.Console += (_, message) => Keep($"{message.Type}: {message.Text} ({message.Location})");
        page.PageError += (_, message) => Keep($"uncaught: {message}");
        page.Response += (_, response) => KeepRefused(response);
    }

    public Person Person { get; }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    private ILocator Portal => Page.GetByRole(AriaRole.Heading, new() { Name = "My environments" });

    /// <summary>What the page has written to the browser's console.</summary>
    public IReadOnlyList<string> Console
    {
        get
        {
            lock (_console)
            {
                return [.. _console];
            }
        }
    }

    /// <summary>By a one-time link: a password, an authenticator, recovery codes; signed in at the end.</summary>
    public async Task EnrolAsync()
    {
        var invitation = await _house.Gateway.Operator.PostAsync($"people/{Person.Login}/invitations");
        var link = invitation.GetProperty("link").GetString()!;
        _house.Secrets.Keep("enrolment token", link.Split('/')[^1]);
        _house.Secrets.Keep($"password of {Person.Login}", Person.Password);
        await Page.GotoAsync(link);
        await Field("Password").FillAsync(Person.Password);
        await Field("The same again").FillAsync(Person.Password);
        await PressAsync("Continue");

        var key = (await Page.Locator("#manual-key").TextContentAsync())!;
        _house.Secrets.Keep($"authenticator key of {Person.Login}", key);
        _house.Secrets.Keep($"authenticator key of {Person.Login}, joined", key.Replace(" ", "", StringComparison.Ordinal));
        Person.Phone = new Totp(key);
        await Field("Code from the app").FillAsync(await Person.Phone.NextAsync());
        await PressAsync("Finish");

        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Save your recovery codes" })).ToBeVisibleAsync();
        Person.RecoveryCodes = await Page.Locator("#recovery-codes li").AllInnerTextsAsync();
        foreach (var code in Person.RecoveryCodes)
        {
            _house.Secrets.Keep($"recovery code of {Person.Login}", code);
        }

        await PressAsync("I have saved them");
        await SeePortalAsync();
    }

    /// <summary>With the password and a code from the phone.</summary>
    public async Task SignInAsync()
    {
        await Page.GotoAsync(new Uri(_house.Gateway.Portal, "signin").AbsoluteUri);
        await Field("Login").FillAsync(Person.Login);
        await Field("Password").FillAsync(Person.Password);
        await PressAsync("Continue");
        await Field("Code from your authenticator app").FillAsync(await Person.Phone!.NextAsync());
        await PressAsync("Confirm");
        await SeePortalAsync();
    }

    /// <summary>From the portal into the environment, until the IDE shows the project's files.</summary>
    public async Task<IdePage> OpenIdeAsync()
    {
        await Page.GotoAsync(_house.Gateway.Portal.AbsoluteUri);
        await Page.GetByRole(AriaRole.Link, new() { NameRegex = Words.Start }).ClickAsync();
        await Page.WaitForURLAsync(url => url.StartsWith(_house.Ide.AbsoluteUri, StringComparison.Ordinal));
        var ide = new IdePage(this);
        await ide.ReadyAsync();
        await KeepCookiesAsync();
        return ide;
    }

    /// <summary>Goes to a page of the portal.</summary>
    public Task<IResponse?> GoAsync(string path) => Page.GotoAsync(new Uri(_house.Gateway.Portal, path).AbsoluteUri);

    public ILocator Field(string label) => Page.GetByLabel(label, new() { Exact = true });

    public Task PressAsync(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>
    /// Everything the page says to a screen reader, also from closed shadow trees, where the gateway's own notices live.
    /// </summary>
    public async Task<string> SaysAsync()
    {
        // Kept: Chromium takes the passkey device of a page away with any session that leaves.
        _tools ??= await Context.NewCDPSessionAsync(Page);
        var tree = await _tools.SendAsync("Accessibility.getFullAXTree");
        return string.Join('\n', tree!.Value.GetProperty("nodes").EnumerateArray()
            .Where(node => node.TryGetProperty("name", out var name) && name.TryGetProperty("value", out _))
            .Select(node => node.GetProperty("name").GetProperty("value").ToString()));
    }

    /// <summary>Waits until the page says this; fails with what it says instead.</summary>
    public async Task HearAsync(string words)
    {
        for (var tries = 0; ; tries++)
        {
            var says = await SaysAsync();
            if (says.Contains(words, StringComparison.OrdinalIgnoreCase))
            {
                return;
            }

            Assert.True(tries < 100, $"The page does not say \"{words}\", but: {says}");
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }

    /// <summary>The cookies that this browser sends to an address, as a header.</summary>
    public async Task<string> CookiesAsync(Uri address) =>
        string.Join("; ", (await Context.CookiesAsync([address.AbsoluteUri])).Select(cookie => $"{cookie.Name}={cookie.Value}"));

    /// <summary>Whether this browser is signed in still, as somebody sees who opens the portal.</summary>
    public async Task<bool> IsSignedInAsync()
    {
        await Page.GotoAsync(_house.Gateway.Portal.AbsoluteUri);
        return await Portal.IsVisibleAsync();
    }

    /// <summary>
    /// Closes the window and leaves nothing open inside. The browser stays signed in for this person's next visit, because a code of
    /// the phone works once and the next one is half a minute away.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await KeepCookiesAsync();
        await ForgetIdeAsync();
        await Page.CloseAsync();
        if (Person.Browser is null)
        {
            Person.Browser = Context;
        }
        else
        {
            await Context.DisposeAsync();
        }
    }

    /// <summary>The IDE keeps open editors in the browser; the next visit begins without them.</summary>
    private async Task ForgetIdeAsync()
    {
        var session = await Context.NewCDPSessionAsync(Page);
        var forget = new Dictionary<string, object>(StringComparer.Ordinal) { ["origin"] = _house.Ide.GetLeftPart(UriPartial.Authority), ["storageTypes"] = "all" };
        await session.SendAsync("Storage.clearDataForOrigin", forget);
        await session.DetachAsync();
    }

    private async Task SeePortalAsync()
    {
        await Assertions.Expect(Portal).ToBeVisibleAsync();
        await KeepCookiesAsync();
    }

    private async Task KeepCookiesAsync()
    {
        foreach (var cookie in await Context.CookiesAsync())
        {
            if (cookie.Name.StartsWith("__Host-rd", StringComparison.Ordinal))
            {
                _house.Secrets.Keep($"cookie {cookie.Name}", cookie.Value);
            }
        }
    }

    private void KeepRefused(IResponse response)
    {
        if (response.Status >= 400)
        {
            Keep($"refused: {response.Status} {response.Url}");
        }
    }

    private void Keep(string line)
    {
        lock (_console)
        {
            _console.Add(line);
        }
    }
}
