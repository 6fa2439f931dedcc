using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Identify.Invitations;

/// <summary>
/// Issues invitations. An invitation replaces password and authenticator, so whoever may issue one for a person could become that
/// person: nobody may for somebody with an administrative role they do not hold themselves, nor for themselves.
/// </summary>
internal sealed class InvitationDesk(InvitationStore store, CatalogRoom catalog, TraceRoom trace)
{
    /// <summary>Issues one, after it is in the trace.</summary>
    /// <param name="actor">Already permitted to manage people; what is checked here is whom.</param>
    /// <param name="portal">The portal's origin, <c>https://dev.example.com</c>.</param>
    public async Task<Step<InvitationIssue>> IssueAsync(string login, Actor actor, string portal, CancellationToken cancellationToken)
    {
        var snapshot = catalog.Current;
        if (LoginName.Canonical(login) is not { } canonical || !snapshot.People.TryGetValue(canonical, out var person))
        {
            return new Refusal(RefusalCode.Unknown, "There is no person of that login in the catalogue.");
        }

        if (WhyNot(snapshot, person, actor) is { } refusal)
        {
            return refusal;
        }

        var (token, expiresAt) = await store.IssueAsync(canonical, actor.Login, cancellationToken);
        var traced = await trace.OpenAsync(
            new InvitationIssued
            {
                Actor = actor.Login, Session = actor.Session, Source = actor.Source?.ToString(), Login = canonical, Expires = expiresAt,
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
