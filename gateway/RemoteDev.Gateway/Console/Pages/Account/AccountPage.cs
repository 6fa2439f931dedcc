using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Ssh;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Passwords;
using RemoteDev.Gateway.Identify.Resets;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.StepUp.Recovery;

namespace RemoteDev.Gateway.Console.Pages.Account;

/// <summary>
/// What a person can do about their own credentials. Whatever makes a new one asks for a second factor of the last minutes: an
/// unattended browser must not become somebody's for good.
/// </summary>
[OpenToVerified]
internal sealed class AccountPage(
    CatalogRoom catalog,
    SignInSessions signIns,
    EndWords ends,
    RecoveryCodeStore recoveryCodes,
    RecoveryCodeRenewal renewal,
    SshKeyStore sshKeys,
    SshKeyDesk sshDesk,
    FactorBook factors,
    PasswordChange passwords,
    ResetStore resets,
    ResetDesk resetDesk,
    SshIntroduction ssh,
    TimeProvider clock) : ConsolePage(clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    [BindProperty]
    public string? CurrentPassword { get; set; }

    [BindProperty]
    public string? NewPassword { get; set; }

    [BindProperty]
    public string? Repeat { get; set; }

    [BindProperty]
    public string? KeyName { get; set; }

    [BindProperty]
    public string? KeyLine { get; set; }

    public string? KeyFault { get; private set; }

    /// <summary>How the gateway is found and recognised.</summary>
    public SshIntroduction Ssh { get; } = ssh;

    public IReadOnlyList<SshKeyRow> Keys { get; private set; } = [];

    public IReadOnlyList<string> PasswordFaults { get; private set; } = [];

    public PersonEntry? Person => catalog.Current.People.GetValueOrDefault(Viewer.Login);

    /// <summary>What the provider is called by which the person signs in, who then has no password here; otherwise null.</summary>
    public string? Provider => Person?.Provider is { } name ? catalog.Current.Providers.GetValueOrDefault(name)?.DisplayName ?? name : null;

    public Journey.SignIn Current => Entry.Verified.Identified.SignIn;

    /// <summary>Everywhere, the newest first.</summary>
    public IReadOnlyList<Journey.SignIn> SignIns { get; private set; } = [];

    /// <summary>What somebody wants done to this account.</summary>
    public IReadOnlyList<ResetRow> Resets { get; private set; } = [];

    public int RecoveryCodesLeft { get; private set; }

    public FactorsHeld? Held { get; private set; }

    public Task OnGetAsync(CancellationToken cancellationToken) => LookAsync(cancellationToken);

    public async Task<IActionResult> OnPostSshKeyAsync(CancellationToken cancellationToken)
    {
        if (Stale() is { } ask)
        {
            return ask;
        }

        if ((await sshDesk.AddAsync(Entry.Verified, KeyName, KeyLine, cancellationToken)).Passed(out var added, out var refusal))
        {
            Done($"{added.Name} can be used now.");
            return Redirect("/account");
        }

        KeyFault = refusal.Reason;
        if (refusal.Code == RefusalCode.Malformed)
        {
            // It may have been a private key, which no page shows again.
            KeyLine = null;
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await LookAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostRemoveSshKeyAsync([FromForm] string? fingerprint, CancellationToken cancellationToken)
    {
        Done(await sshDesk.RemoveAsync(Entry.Verified, fingerprint ?? "", cancellationToken)
            ? "The key opens nothing any more, and whoever was signed in with it is signed out."
            : "You have no such key.");
        return Redirect("/account");
    }

    public async Task<IActionResult> OnPostRecoveryCodesAsync(CancellationToken cancellationToken)
    {
        if (Stale() is { } ask)
        {
            return ask;
        }

        if (!(await renewal.RenewAsync(Entry.Verified, cancellationToken)).Passed(out _, out var refusal))
        {
            Done(refusal.Reason);
            return Redirect("/account");
        }

        return Redirect("/account/recovery-codes");
    }

    public async Task<IActionResult> OnPostPasswordAsync(CancellationToken cancellationToken)
    {
        if (Stale() is { } ask)
        {
            return ask;
        }

        PasswordFaults = NewPassword == Repeat
            ? await passwords.TryAsync(Entry.Verified, CurrentPassword, NewPassword, cancellationToken)
            : ["The two new passwords are not the same."];
        if (PasswordFaults.Count == 0)
        {
            Done("Your password was changed. Your other sign-ins and all your access tokens have ended." + await ends.WhetherEverywhereAsync(cancellationToken));
            return Redirect("/account");
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await LookAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostEndOthersAsync(CancellationToken cancellationToken)
    {
        var others = (await signIns.OfAsync(Viewer.Login, cancellationToken)).Count(signIn => signIn.Id != Current.Id);
        signIns.EndAllOf(Viewer.Login, EndReason.SignedOut, except: Current);
        var words = others == 0 ? "There was no other sign-in." : $"{others} other sign-in{(others == 1 ? "" : "s")} ended, with everything open in {(others == 1 ? "it" : "them")}.";
        Done(words + " Your access tokens ended too." + await ends.WhetherEverywhereAsync(cancellationToken));
        return Redirect("/account");
    }

    public async Task<IActionResult> OnPostEndSignInAsync([FromForm] string? id, CancellationToken cancellationToken)
    {
        var ended = await signIns.EndAsync(Viewer.Login, id ?? "", EndReason.SignedOut, cancellationToken);
        Done(ended switch
        {
            true => "That sign-in ended, with everything open in it." + await ends.WhetherEverywhereAsync(cancellationToken),
            false => "That sign-in had ended already.",
            null => "That sign-in belongs to another gateway, which cannot be asked at this moment. It goes on; try again in a minute.",
        });
        return Redirect("/account");
    }

    public async Task<IActionResult> OnPostRefuseResetAsync([FromForm] string? id, CancellationToken cancellationToken)
    {
        Done((await resetDesk.RefuseOwnAsync(id, Entry.Verified, cancellationToken))?.Reason ?? "The reset was refused. Your account stays as it is.");
        return Redirect("/account");
    }

    private RedirectResult? Stale() =>
        Now - Entry.Verified.Mfa.At < Fresh ? null : Redirect($"/signin/verify?return={Uri.EscapeDataString("/account")}");

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        SignIns = await signIns.OfAsync(Viewer.Login, cancellationToken);
        Keys = await sshKeys.OfAsync(Viewer.Login, cancellationToken);
        Resets = await resets.OpenOfAsync(Viewer.Login, cancellationToken);
        RecoveryCodesLeft = await recoveryCodes.CountAsync(Viewer.Login, cancellationToken);
        Held = await factors.OfAsync(Viewer.Login, cancellationToken);
    }
}
