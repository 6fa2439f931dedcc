using System.Collections.Frozen;
using RemoteDev.Gateway.Authorize;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Times;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Console.Access;

/// <summary>
/// The walk to a page of the console: the same rooms as every other door. Only what came through the portal's door enters, so
/// an environment's origin, which runs code we do not trust, can never show a page of ours.
/// </summary>
internal sealed class ConsoleWalk(IdentifyRoom identify, StepUpRoom stepUp, AuthorizeRoom authorize, CatalogRoom catalog, RefusalTrace refusals)
{
    private static readonly Refusal WrongDoor = new(RefusalCode.Unknown, "There is nothing at this address.");

    /// <summary>Lets the request in, or says why not. A refusal of somebody known is traced.</summary>
    /// <param name="action">The administrative action the page needs, or null when being known with a second factor is enough.</param>
    /// <param name="orAction">Another action that opens the page as well. Who has neither is refused for the first.</param>
    public async ValueTask<Step<ConsoleEntry>> EnterAsync(HttpContext context, string? action, string? orAction)
    {
        if (context.Features.Get<Connection>() is not { Door: Door.Portal } connection)
        {
            return WrongDoor;
        }

        if (!(await identify.FromPortalAsync(connection, context.Request, context.RequestAborted)).Passed(out var identified, out var unknown))
        {
            return unknown;
        }

        if (!stepUp.Verify(identified).Passed(out var verified, out var weak))
        {
            return weak;
        }

        if (action is null)
        {
            return new ConsoleEntry(Look(verified), verified, null);
        }

        var judged = await JudgeAsync(verified, action, context.RequestAborted);
        if (!judged.Passed(out var permitted, out var denied)
            && (orAction is null || !(await JudgeAsync(verified, orAction, context.RequestAborted)).Passed(out permitted, out _)))
        {
            refusals.Record(context, verified.Identified, action, "console", denied);

            // The page that says no may still show who is looking, and on which clock.
            context.Features.Set(Look(verified));
            return denied;
        }

        permitted.Session.Touch(connection.At);
        return new ConsoleEntry(Look(verified), verified, permitted.Session);
    }

    /// <summary>
    /// Why the person behind the entry may not do this as well, with a factor as fresh as it wants; null when they may. A refusal is traced
    /// as the door's are.
    /// </summary>
    public async ValueTask<Refusal?> WhyNotAsync(HttpContext context, ConsoleEntry entry, string action, CancellationToken cancellationToken)
    {
        if ((await JudgeAsync(entry.Verified, action, cancellationToken)).Passed(out _, out var refusal))
        {
            return null;
        }

        refusals.Record(context, entry, action, "console", refusal);
        return refusal;
    }

    private ValueTask<Step<Permitted>> JudgeAsync(Verified verified, string action, CancellationToken cancellationToken)
    {
        var uid = Actions.Find(action)?.Uid ?? throw new InvalidOperationException($"The vocabulary has no action {action}.");
        return authorize.AuthorizeConsoleAsync(verified, uid, Uids.Gateway, cancellationToken);
    }

    private Viewer Look(Verified verified)
    {
        var login = verified.Identified.Login;
        var person = catalog.Current.People.GetValueOrDefault(login);

        // What only needs a fresher factor is shown: opening it asks for the factor.
        var opens = ConsoleAction.All.Where(action =>
            authorize.Preview(verified, Actions.Find(action)!.Uid, Uids.Gateway, AccessDetail.Http).Kind is VerdictKind.Permitted or VerdictKind.NeedsMfa);
        return new Viewer(login, person?.DisplayName ?? login, Zones.OrUtc(person?.TimeZone), opens.ToFrozenSet(StringComparer.Ordinal));
    }
}
