namespace RemoteDev.Gateway.Contain.Ssh;

/// <summary>Why an environment could not be entered by SSH. Its words stand in the trace.</summary>
internal enum SshTargetFaultKind
{
    /// <summary>The connection was lost, or the server broke the protocol.</summary>
    Unknown = 0,

    /// <summary>Nothing answers at its address.</summary>
    Unreachable,

    /// <summary>It was too slow.</summary>
    TimedOut,

    /// <summary>What answers does not speak SSH, or no kind of it that is accepted here.</summary>
    NotUnderstood,

    /// <summary>Its host key, or host certificate, is not one that the catalogue trusts.</summary>
    HostKeyDiffers,

    /// <summary>It does not let the account in by the gateway's certificate.</summary>
    LoginRefused,

    /// <summary>It let the account in and ran no command.</summary>
    CommandRefused,

    /// <summary>The gateway's own keys are not there, so it can vouch for nobody.</summary>
    NoKeys,

    /// <summary>It is reached by its connector, and that is not connected.</summary>
    NoConnector,
}
