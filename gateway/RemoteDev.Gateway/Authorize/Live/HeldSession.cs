using RemoteDev.Gateway.Authorize.Decisions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Policy.Obligations;

namespace RemoteDev.Gateway.Authorize.Live;

/// <summary>A live session as Authorize holds it: what it was opened for, what was decided in it, and what it has been warned of.</summary>
/// <param name="session">The session itself.</param>
/// <param name="basis">
/// The evidence and question it stands on, judged again each second; null for a session that stands on the sign-in alone (the
/// console, a git client), whose streams are judged one by one.
/// </param>
/// <param name="obligations">What the permits in it oblige to, for idle and length limits.</param>
internal sealed class HeldSession(AccessSession session, SessionBasis? basis, ObligationSet obligations)
{
    private long _transferred;

    public AccessSession Session { get; } = session;

    public SessionBasis? Basis { get; } = basis;

    public ObligationSet Obligations { get; set; } = obligations;

    public DecisionMemo Memo { get; } = new();

    /// <summary>The moment for which the closing time was worked out; it is worked out again when this or the factor differs.</summary>
    public PolicyMoment? ForeseenIn { get; set; }

    /// <summary>The factor for which the closing time was worked out.</summary>
    public MfaProof? ForeseenWith { get; set; }

    /// <summary>Why it will close, when it will.</summary>
    public Refusal? Foreseen { get; set; }

    /// <summary>The smallest warning lead that was given for the present closing time, or null.</summary>
    public TimeSpan? Warned { get; set; }

    /// <summary>
    /// Whether a transfer under way has moved since this was asked last. Somebody who waits for a large clone or file sends nothing and is not
    /// idle; a terminal that only prints, or a page that only listens, is.
    /// </summary>
    public bool IsTransferring()
    {
        var moved = Session.Streams().Where(stream => stream.Kind is StreamKind.GitFetch or StreamKind.GitPush or StreamKind.FileTransfer)
            .Sum(stream => stream.BytesIn + stream.BytesOut);
        (var before, _transferred) = (_transferred, moved);
        return moved > before;
    }
}
