using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Identify.Invitations;

/// <summary>
/// Issues invitations. An invitation replaces password and second factor, so whoever may issue one for a person could become that
/// person: nobody may for somebody with an administrative role they do not hold themselves, nor for themselves, nor alone for somebody who
/// has an account (<see cref="Resets.ResetDesk"/>). The machine's operator may. For whoever signs in by a provider, whoever issues it, it is for a
/// second factor alone: it gives no password and opens no sign-in, so nobody comes in by it without their organisation.
/// </summary>
internal sealed class InvitationDesk(InvitationStore store, CatalogRoom catalog, TraceRoom trace)
{
    private static readonly Refusal NoSuchPerson = new(RefusalCode.Unknown, "There is no person of that login in the catalogue.");

    /// <summary>Issues one, after it is in the trace.</summary>
    /// <param name="actor">Already permitted to manage people; what is checked here is whom.</param>
    /// <param name="portal">The portal's origin, <c>https://dev.example.com</c>.</param>
    public async Task<Step<InvitationIssue>> IssueAsync(string login, Actor actor, string portal, CancellationToken cancellationToken)
    {
        if (LoginName.Canonical(login) is not { } canonical)
        {
            return NoSuchPerson;
        }

        return WhyNot(canonical, actor) is { } refusal
            ? refusal
            : await MakeAsync(canonical, actor, portal, first: !actor.IsOperator, cancellationToken);
    }

    /// <summary>Issues one to which two administrators have agreed, or the operator.</summary>
    public Task<Step<InvitationIssue>> IssueAgreedAsync(string login, Actor actor, string portal, CancellationToken cancellationToken) =>
        MakeAsync(login, actor, portal, first: false, cancellationToken);

    /// <summary>Why the actor may not invite this person, were there no account; null when they may.</summary>
    public Refusal? WhyNot(string login, Actor actor)
    {
        var snapshot = catalog.Current;
        return snapshot.People.TryGetValue(login, out var person) ? WhyNot(snapshot, person, actor) : NoSuchPerson;
    }

    private async Task<Step<InvitationIssue>> MakeAsync(string login, Actor actor, string portal, bool first, CancellationToken cancellationToken)
    {
        if (await store.IssueAsync(login, actor.Login, first, cancellationToken) is not var (token, expiresAt))
        {
            return Resets.ResetRefusals.TwoNeeded;
        }

        var traced = await trace.OpenAsync(
            new InvitationIssued
            {
                Actor = actor.Login, Session = actor.Session, Source = actor.Source?.ToString(), Login = login, Expires = expiresAt,
            },
            cancellationToken);

        // Untraced, the token is never handed out; it expires by itself and nobody can guess it.
        return traced ? new InvitationIssue($"{portal}/enrol/{token.Reveal()}", expiresAt) : IdentifyRefusals.TraceUnavailable;
    }

    private static Refusal? WhyNot(CatalogSnapshot snapshot, PersonEntry person, Actor actor)
    {
        if (person.Suspended)
        {
            return new Refusal(RefusalCode.Suspended, $"{person.Login} is suspended. Lift the suspension before inviting.");
        }

        if (actor.IsOperator)
        {
            return null;
        }

        if (actor.Login == person.Login)
        {
            return new Refusal(RefusalCode.Denied, "Nobody invites themselves. Ask another administrator, or the gateway's operator.");
        }

        var held = snapshot.People.GetValueOrDefault(actor.Login)?.Roles ?? [];
        return person.Roles.FirstOrDefault(name => snapshot.Roles.TryGetValue(name, out var role) && role.Administrative && !held.Contains(name, StringComparer.Ordinal)) is { } above
            ? new Refusal(RefusalCode.Denied, $"{person.Login} holds the role {above}, which you do not hold; only somebody who holds it may invite its holders.")
            : null;
    }
}
