using System.Net;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Invitations;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Identify.Resets;

/// <summary>
/// Somebody who lost phone and codes, or the password, asks for help and waits in that browser. The answer is the same whether there is
/// such an account or not. When two administrators have agreed, this browser alone gets the enrolment link, once.
/// </summary>
internal sealed class ResetWait(
    ResetStore store, ResetDesk desk, InvitationDesk invitations, LockoutBook lockouts, CatalogRoom catalog, TraceRoom trace, TimeProvider clock)
{
    /// <summary>Name of the cookie of a browser that waits.</summary>
    public const string CookieName = "__Host-rd-reset";

    /// <summary>Asks. The cookie comes back in any case, unless this address asked too often.</summary>
    /// <param name="halfway">A sign-in of this browser in which the password was shown, if any.</param>
    public async Task<Step<Secret>> AskAsync(string? typedLogin, string? message, SignIn? halfway, IPAddress source, CancellationToken cancellationToken)
    {
        if (lockouts.Begin(LockoutKey.Address(source)) is not null)
        {
            return IdentifyRefusals.LockedOut;
        }

        var cookie = Secret.New();
        if (LoginName.Canonical(typedLogin) is not { } login
            || IdentifyRefusals.WhyNot(catalog.Current.People.GetValueOrDefault(login)) is not null
            || !await store.HasAccountAsync(login, cancellationToken))
        {
            return cookie;
        }

        var now = clock.GetUtcNow();
        var row = new ResetRow
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Login = login,
            State = ResetState.Asked,
            WaitHash = cookie.Hash.ToString(),
            KnowsPassword = halfway is { First.Method: "password" } && halfway.Login == login,
            Source = source.ToString(),
            Message = MessageOf(message),
            Reason = "",
            CreatedAt = now,
            ExpiresAt = now + ResetStore.Lifetime,
        };

        // When too many wait already, this one waits for nothing: the others are decided first.
        var asked = new ResetAsked { Source = row.Source, Reset = row.Id, Login = login, KnowsPassword = row.KnowsPassword };
        await store.AddAsync(row, async () => await trace.OpenAsync(asked, cancellationToken), cancellationToken);
        return cookie;
    }

    /// <summary>How it stands, or null when this browser waits for nothing.</summary>
    public async Task<ResetStatus?> LookAsync(string? cookie, CancellationToken cancellationToken)
    {
        if (!TokenHash.TryOf(cookie, out var hash))
        {
            return null;
        }

        var row = await store.WaitingAsync(hash, cancellationToken);
        return new ResetStatus(row?.State ?? ResetState.Asked, ResetWord.Of(hash));
    }

    /// <summary>The link, once, when two administrators have agreed.</summary>
    public async Task<Step<InvitationIssue>> TakeAsync(string? cookie, string portal, CancellationToken cancellationToken)
    {
        if (!TokenHash.TryOf(cookie, out var hash)
            || await store.WaitingAsync(hash, cancellationToken) is not { State: ResetState.Consented, ConsentedBy: { } consentedBy } row)
        {
            return ResetRefusals.Gone;
        }

        if (desk.WhyNoLongerVouched(row) is { } lost)
        {
            return lost;
        }

        if (IdentifyRefusals.WhyNot(catalog.Current.People.GetValueOrDefault(row.Login)) is { } refusal)
        {
            return refusal;
        }

        return await store.TakeAsync(row.Id, cancellationToken)
            ? await invitations.IssueAgreedAsync(row.Login, new Actor(consentedBy, "reset", null, null), portal, cancellationToken)
            : ResetRefusals.Gone;
    }

    private static string MessageOf(string? typed)
    {
        var message = string.Concat((typed ?? "").Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return message.Length <= ColumnLength.ResetWords ? message : message[..ColumnLength.ResetWords];
    }
}
