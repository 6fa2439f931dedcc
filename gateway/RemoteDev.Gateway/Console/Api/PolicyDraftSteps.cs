namespace RemoteDev.Gateway.Console.Api;

/// <summary>The bodies of the steps of a draft.</summary>
internal static class PolicyDraftSteps
{
    /// <summary>Hands a draft to a second person.</summary>
    /// <param name="Revision">The revision that its author read last.</param>
    internal sealed record Submit(long Revision);

    /// <summary>Consents to a draft.</summary>
    /// <param name="Sha256">What the approver read: <c>sha256</c> of the draft.</param>
    /// <param name="Reason">Words for the author and the trace.</param>
    internal sealed record Approve(string Sha256, string? Reason = null);

    /// <summary>Puts an approved draft into force.</summary>
    /// <param name="At">When, with an offset from UTC; left out, now.</param>
    internal sealed record Activate(DateTimeOffset? At = null);

    /// <summary>Goes back in an emergency.</summary>
    /// <param name="Reason">What the emergency is.</param>
    /// <param name="To">The version to go back to; only the operator may go further back than to the one before.</param>
    internal sealed record Restore(string Reason, long? To = null);

    /// <summary>Begins a draft of an older version.</summary>
    /// <param name="Note">What the rollback is for.</param>
    internal sealed record RollBack(string Note);
}
