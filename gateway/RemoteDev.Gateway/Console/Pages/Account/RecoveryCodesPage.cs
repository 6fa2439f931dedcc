using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.StepUp.Recovery;

namespace RemoteDev.Gateway.Console.Pages.Account;

/// <summary>New recovery codes, until the person says they are saved. The gateway cannot show them again.</summary>
[OpenToVerified]
internal sealed class RecoveryCodesPage(FreshRecoveryCodes fresh, TimeProvider clock) : ConsolePage(clock)
{
    public IReadOnlyList<string> Codes { get; private set; } = [];

    public void OnGet() => Codes = fresh.Find(Entry.Verified.Identified.SignIn)?.Codes ?? [];

    public IActionResult OnPost()
    {
        fresh.Forget(Entry.Verified.Identified.SignIn);
        return Redirect("/");
    }
}
