namespace RemoteDev.Gateway.Journey;

/// <summary>Why a step was refused. The zero value is a refusal without further knowledge. Names are part of the trace format.</summary>
internal enum RefusalCode
{
    Refused = 0,

    /// <summary>Start-up is not finished, or shutdown has begun.</summary>
    NotReady,

    /// <summary>The trace cannot be written, so nothing may happen.</summary>
    TraceUnavailable,

    /// <summary>The request itself is malformed, ambiguous or over a limit.</summary>
    Malformed,

    /// <summary>No such environment, repository or page, or one this person may not know of.</summary>
    Unknown,

    /// <summary>A request that another site's page made the browser send.</summary>
    CrossOrigin,

    NotSignedIn,

    /// <summary>Wrong name, password, token or code; which one is never said.</summary>
    BadCredential,

    LockedOut,

    /// <summary>A second factor is not enrolled, or not shown, or older than policy wants.</summary>
    MfaNeeded,

    Suspended,

    SessionEnded,

    /// <summary>Policy would permit inside a window that is closed now; <see cref="Refusal.OpensAt"/> says when it opens.</summary>
    WindowClosed,

    ApprovalNeeded,

    /// <summary>Policy forbids or does not permit it.</summary>
    Denied,

    /// <summary>The path or message is one that would carry data out by a way that is not an action one can be given.</summary>
    NotContained,

    OverBudget,

    /// <summary>The environment or server inside does not answer.</summary>
    UpstreamUnavailable,
}
