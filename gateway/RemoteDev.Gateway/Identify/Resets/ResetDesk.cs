using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Invitations;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Identify.Resets;

/// <summary>
/// Administrators agree to set an account anew. It takes two, neither of whom is the person or stands below them; there is no enrolment link
/// before the second has consented. The link goes to the browser that waits, or, where none does, to who consented: whoever started it may
/// have made the need up. The machine's operator may do all of it alone, and is traced as such.
/// </summary>
internal sealed class ResetDesk(ResetStore store, InvitationDesk invitations, CatalogRoom catalog, TraceRoom trace, TimeProvider clock)
{
    /// <summary>Starts one for somebody who has an account.</summary>
    /// <param name="actor">Already permitted to manage people; what is checked here is whom.</param>
    public async Task<Step<ResetRow>> StartAsync(string login, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var canonical = LoginName.Canonical(login) ?? "";
        if (WhyNot(canonical, actor) is { } refusal)
        {
            return refusal;
        }

        if (ReasonOf(reason) is not { } why)
        {
            return ResetRefusals.NoReason;
        }

        if (!await store.HasAccountAsync(canonical, cancellationToken))
        {
            return ResetRefusals.NoAccount;
        }

        var now = clock.GetUtcNow();
        var row = new ResetRow
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Login = canonical,
            State = ResetState.Started,
            Message = "",
            StartedBy = actor.Login,
            Reason = why,
            CreatedAt = now,
            ExpiresAt = now + ResetStore.Lifetime,
        };
        return await store.AddAsync(row, () => TraceStartAsync(row.Id, canonical, why, asked: false, actor, cancellationToken), cancellationToken) switch
        {
            true => row,
            false => ResetRefusals.Enough,
            null => IdentifyRefusals.TraceUnavailable,
        };
    }

    /// <summary>Vouches for who asked: this is the person, and they lost what they say.</summary>
    public async Task<Refusal?> VouchAsync(string? id, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id ?? "", cancellationToken) is not { State: ResetState.Asked } row)
        {
            return ResetRefusals.Gone;
        }

        if (WhyNot(row.Login, actor) is { } refusal)
        {
            return refusal;
        }

        if (ReasonOf(reason) is not { } why)
        {
            return ResetRefusals.NoReason;
        }

        if (!await TraceStartAsync(row.Id, row.Login, why, asked: true, actor, cancellationToken))
        {
            return IdentifyRefusals.TraceUnavailable;
        }

        return await store.VouchAsync(row.Id, actor.Login, why, cancellationToken) ? null : ResetRefusals.Gone;
    }

    /// <summary>Consents as the second one.</summary>
    /// <param name="portal">The portal's origin.</param>
    /// <returns>The link where no browser waits for it; otherwise nothing, because the browser that waits gets it.</returns>
    public async Task<(InvitationIssue? Link, Refusal? Why)> ConsentAsync(string? id, Actor actor, string portal, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id ?? "", cancellationToken) is not { State: ResetState.Started, StartedBy: { } startedBy } row)
        {
            return (null, ResetRefusals.Gone);
        }

        if (WhyNot(row.Login, actor) is { } refusal)
        {
            return (null, refusal);
        }

        if (startedBy == actor.Login && !actor.IsOperator)
        {
            return (null, ResetRefusals.OwnRequest);
        }

        // Whoever started it has to be somebody who still could.
        if (WhyNoLongerVouched(row) is { } lost)
        {
            return (null, lost);
        }

        var traced = await trace.OpenAsync(
            new ResetConsented
            {
                Actor = actor.Login,
                Session = actor.Session,
                Source = actor.Source?.ToString(),
                Reset = row.Id,
                Login = row.Login,
                StartedBy = startedBy,
            },
            cancellationToken);
        if (!traced)
        {
            return (null, IdentifyRefusals.TraceUnavailable);
        }

        if (!await store.ConsentAsync(row.Id, actor.Login, startedBy, cancellationToken))
        {
            return (null, ResetRefusals.Gone);
        }

        if (row.WaitHash is not null)
        {
            return (null, null);
        }

        if (!await store.TakeAsync(row.Id, cancellationToken))
        {
            return (null, ResetRefusals.Gone);
        }

        return (await invitations.IssueAgreedAsync(row.Login, actor, portal, cancellationToken)).Passed(out var link, out var why) ? (link, null) : (null, why);
    }

    /// <summary>Refuses one, or gives it up. The person whose account it is may as well.</summary>
    public async Task<Refusal?> RefuseAsync(string? id, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id ?? "", cancellationToken) is not { } row)
        {
            return ResetRefusals.Gone;
        }

        var traced = await trace.OpenAsync(
            new ResetRefused
            {
                Actor = actor.Login,
                Session = actor.Session,
                Source = actor.Source?.ToString(),
                Reset = row.Id,
                Login = row.Login,
                Reason = ReasonOf(reason) ?? "No reason was given.",
            },
            cancellationToken);
        if (!traced)
        {
            return IdentifyRefusals.TraceUnavailable;
        }

        return await store.RefuseAsync(row.Id, cancellationToken) ? null : ResetRefusals.Gone;
    }

    /// <summary>The person of the account refuses what somebody wants done to it.</summary>
    public async Task<Refusal?> RefuseOwnAsync(string? id, Verified verified, CancellationToken cancellationToken)
    {
        var login = verified.Identified.Login;
        return (await store.OpenOfAsync(login, cancellationToken)).Any(row => row.Id == id)
            ? await RefuseAsync(
                id, "The person of the account refused it.", new Actor(login, "console", null, verified.Identified.Connection.Source), cancellationToken)
            : ResetRefusals.Gone;
    }

    /// <summary>Why who started or vouched, or who consented, could not any more, or null.</summary>
    internal Refusal? WhyNoLongerVouched(ResetRow row) => WhyNoLonger(row, row.StartedBy, "started") ?? WhyNoLonger(row, row.ConsentedBy, "consented to");

    private Refusal? WhyNoLonger(ResetRow row, string? by, string what) =>
        by is not null && by != Actor.TheOperator.Login
        && (IdentifyRefusals.WhyNot(catalog.Current.People.GetValueOrDefault(by)) is not null || WhyNot(row.Login, new Actor(by, "reset", null, null)) is not null)
            ? new Refusal(
                RefusalCode.Denied,
                $"{by}, who {what} this reset, is suspended, no longer here, or no longer somebody who may reset this account. Refuse it and start it anew.")
            : null;

    // Whom policy lets manage people is asked at the door, of who is there; who has to be one still while the reset waits is known by the role.
    private Refusal? WhyNot(string login, Actor actor) => invitations.WhyNot(login, actor) is { } refusal
        ? refusal
        : actor.IsOperator || IsAdministrator(actor.Login) ? null : ResetRefusals.NoAdministrator;

    private bool IsAdministrator(string login)
    {
        var snapshot = catalog.Current;
        return snapshot.People.GetValueOrDefault(login)?.Roles.Any(name => snapshot.Roles.GetValueOrDefault(name) is { Administrative: true }) == true;
    }

    private static string? ReasonOf(string? typed) =>
        typed?.Trim() is { Length: > 0 and <= ColumnLength.ResetWords } reason && !reason.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) ? reason : null;

    private async Task<bool> TraceStartAsync(string id, string login, string reason, bool asked, Actor actor, CancellationToken cancellationToken) =>
        await trace.OpenAsync(
            new ResetStarted
            {
                Actor = actor.Login,
                Session = actor.Session,
                Source = actor.Source?.ToString(),
                Reset = id,
                Login = login,
                Asked = asked,
                Reason = reason,
            },
            cancellationToken);
}
