using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.OpenId;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Passwords;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp.Passkeys;

namespace RemoteDev.Gateway.Console.Pages.SignIn;

/// <summary>The first factor: name and password.</summary>
[OpenToAll]
internal sealed class SignInPage(
    PasswordSignIn passwords, PasskeyFactor passkeys, SignInSessions signIns, ProviderChoices providers, TimeProvider clock) : PageModel
{
    [BindProperty]
    public string? Login { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Return { get; set; }

    /// <summary>Set after a sign-out.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Bye { get; set; }

    /// <summary>What went wrong with a sign-in by <see cref="Provider"/>; a word of a closed list, since anybody can make such a link.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Trouble { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Provider { get; set; }

    /// <summary>The other ways to sign in.</summary>
    public IReadOnlyList<ProviderChoice> Providers => providers.All;

    /// <summary>What the person is told about it, or null.</summary>
    public string? ProviderFault => providers.Words(Trouble, Provider);

    /// <summary>What the browser made of our challenge to a passkey.</summary>
    [BindProperty]
    public string? Answer { get; set; }

    public string? Fault { get; private set; }

    /// <summary>Whose sign-in this browser holds already, both factors shown.</summary>
    public string? Already { get; private set; }

    public string Next => ReturnAddress.Safe(Return);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        if (PortalCookies.SignIn(Request) is { } cookie
            && (await signIns.LookAsync(cookie, IdentifyRoom.DeviceOf(Request), cancellationToken)).Passed(out var signIn, out _)
            && signIn.Mfa is not null)
        {
            Already = signIn.Login;
        }
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var outcome = await passwords.TryAsync(Login, Password, PortalCookies.Client(HttpContext, Connection), cancellationToken);
        return outcome.Match<IActionResult>(Opened, Refused);
    }

    /// <summary>Gives the browser a challenge for whichever passkey it finds.</summary>
    public async Task<IActionResult> OnPostPasskeyOptionsAsync() => PasskeyAnswers.Of(await passkeys.AskAsync(null, HttpContext, Connection), Response);

    /// <summary>Signs in by a passkey alone, which is both factors.</summary>
    public async Task<IActionResult> OnPostPasskeyAsync(CancellationToken cancellationToken)
    {
        var outcome = await passkeys.SignInAsync(
            PasskeyAnswers.Take(HttpContext), Answer, HttpContext, PortalCookies.Client(HttpContext, Connection), cancellationToken);
        return outcome.Match<IActionResult>(
            proven =>
            {
                PortalCookies.SetSignIn(Response, proven.Cookie);
                return Redirect(Next);
            },
            refused => Refused(new SignInOutcome.Refused(refused.Why, refused.Until)));
    }

    private RedirectResult Opened(SignInOutcome.Opened opened)
    {
        PortalCookies.SetSignIn(Response, opened.Cookie);
        return Redirect(Next == "/" ? "/signin/verify" : $"/signin/verify?return={Uri.EscapeDataString(Next)}");
    }

    /// <summary>Where a button of a provider leads.</summary>
    public string By(ProviderChoice choice) => Next == "/" ? $"/signin/openid/{choice.Name}" : $"/signin/openid/{choice.Name}?return={Uri.EscapeDataString(Next)}";

    private PageResult Refused(SignInOutcome.Refused refused)
    {
        Fault = refused.Until is { } until ? $"{refused.Why.Reason} {Waiting.Until(until, clock.GetUtcNow())}" : refused.Why.Reason;
        Response.StatusCode = RefusalStatus.Of(refused.Why.Code);
        Password = null;
        return Page();
    }

    private Connection Connection =>
        HttpContext.Features.Get<Connection>() ?? throw new InvalidOperationException("A request reached sign-in around Listen.");
}
