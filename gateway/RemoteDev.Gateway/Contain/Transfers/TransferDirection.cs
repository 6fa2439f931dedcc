namespace RemoteDev.Gateway.Contain.Transfers;

/// <summary>Which way content goes.</summary>
internal enum TransferDirection
{
    /// <summary>Neither.</summary>
    None = 0,

    /// <summary>Out of the environment, to the developer.</summary>
    Out,

    /// <summary>Into the environment.</summary>
    In,
}
