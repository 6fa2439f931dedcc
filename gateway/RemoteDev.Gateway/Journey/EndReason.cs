namespace RemoteDev.Gateway.Journey;

/// <summary>Why an access session or one of its streams ended. Names are part of the trace format.</summary>
internal enum EndReason
{
    /// <summary>Not ended, or ended for a cause nobody named.</summary>
    Unspecified = 0,

    /// <summary>The person or client closed it.</summary>
    Closed,

    SignedOut,
    WindowClosed,
    PolicyChanged,
    PersonChanged,
    Suspended,
    EndedByAdmin,
    Idle,

    /// <summary>The permitted length of a session is used up.</summary>
    SessionLimit,

    /// <summary>The second factor grew older than policy accepts.</summary>
    MfaStale,

    OverBudget,

    /// <summary>A message inside the stream was one that containment refuses.</summary>
    NotContained,

    TraceLost,

    /// <summary>What the gateways share could not be asked for longer than the grace.</summary>
    SharedStateLost,

    /// <summary>The cookie came from another browser than the one that signed in.</summary>
    OtherBrowser,

    /// <summary>The provider that vouched for the person says that it is over.</summary>
    ProviderEnded,

    /// <summary>The provider that vouched for the person could not be asked for longer than the grace.</summary>
    ProviderLost,

    UpstreamFailed,
    GatewayStopping,
}
