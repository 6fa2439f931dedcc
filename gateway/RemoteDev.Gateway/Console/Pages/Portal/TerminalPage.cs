using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Authorize;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Journey;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Console.Pages.Portal;

/// <summary>
/// A terminal in an environment that is reached by SSH. The page only shows it: what it connects to walks and is judged by itself.
/// </summary>
[OpenToVerified]
internal sealed class TerminalPage(AuthorizeRoom authorize, CatalogRoom catalog, RefusalTrace refusals, TimeProvider clock) : ConsolePage(clock)
{
    private static readonly Refusal NoSuchPlace = new(
        RefusalCode.Unknown, "There is no environment of that name that is reached by SSH, or none that you may know of.");

    public EnvironmentEntry Environment { get; private set; } = null!;

    public IActionResult OnGet([FromRoute] string name)
    {
        if (catalog.Current.Environments.GetValueOrDefault(name) is not { Ssh: not null } environment)
        {
            return Refuse(NoSuchPlace, name);
        }

        Environment = environment;
        var verdict = authorize.Preview(Entry.Verified, Actions.OpenTerminal, Uids.Environment(name), AccessDetail.Ssh);
        return verdict.IsPermitted(out _) ? Page() : Refuse(VerdictWords.Refuse(verdict), name);
    }

    private EmptyResult Refuse(Refusal refusal, string name)
    {
        refusals.Record(HttpContext, Entry, "openTerminal", name, refusal);
        return Refuse(refusal);
    }
}
