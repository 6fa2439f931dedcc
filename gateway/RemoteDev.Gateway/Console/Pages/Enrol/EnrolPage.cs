using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Pages.SignIn;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp.Enrolment;

namespace RemoteDev.Gateway.Console.Pages.Enrol;

/// <summary>The first step of an enrolment: a password, or none for whoever signs in by a provider. Looking at the page uses nothing up.</summary>
[OpenToAll]
internal sealed class EnrolPage(EnrolmentDesk desk) : PageModel
{
    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? Repeat { get; set; }

    public string? Login { get; private set; }

    /// <summary>By what the person signs in; null with a password of ours.</summary>
    public string? Provider { get; private set; }

    /// <summary>Why nobody can enrol by this link.</summary>
    public Refusal? Closed { get; private set; }

    public IReadOnlyList<string> Faults { get; private set; } = [];

    public async Task OnGetAsync(string token, CancellationToken cancellationToken) => await LookAsync(token, cancellationToken);

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken cancellationToken)
    {
        if (!await LookAsync(token, cancellationToken))
        {
            return Page();
        }

        if (Provider is null && Password != Repeat)
        {
            return Unfit(new EnrolmentOutcome.Unfit(["The two passwords are not the same."]));
        }

        var outcome = await desk.BeginAsync(token, Password, cancellationToken);
        return outcome.Match<IActionResult>(
            begun =>
            {
                PortalCookies.Set(Response, PendingEnrolments.CookieName, begun.Cookie);
                return Redirect("/enrol/app");
            },
            _ => throw new InvalidOperationException("A password alone enrols nobody."),
            _ => throw new InvalidOperationException("This step takes no factor."),
            Unfit,
            _ => throw new InvalidOperationException("This step takes no code."),
            refused => Refused(refused.Why));
    }

    private async Task<bool> LookAsync(string token, CancellationToken cancellationToken)
    {
        (Login, var why) = await desk.LookAsync(token, cancellationToken);
        if (why is not null)
        {
            Refused(why);
        }

        Provider = Login is null ? null : desk.ProviderOf(Login);
        return Login is not null;
    }

    private PageResult Unfit(EnrolmentOutcome.Unfit unfit)
    {
        Faults = unfit.Faults;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private PageResult Refused(Refusal why)
    {
        Closed = why;
        Response.StatusCode = why == EnrolmentRefusals.Closed ? StatusCodes.Status410Gone : RefusalStatus.Of(why.Code);
        return Page();
    }
}
