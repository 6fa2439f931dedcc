namespace RemoteDev.Gateway.StepUp.Devices;

/// <summary>How far a machine's request is. The zero value gives nothing.</summary>
internal enum DeviceState
{
    None = 0,

    /// <summary>It waits for its person.</summary>
    Waiting,

    /// <summary>
    /// Somebody has approved it, which is being written down: nobody else can decide meanwhile. Who has not finished after
    /// <see cref="DeviceRequest.Finish"/> never will, and it waits again.
    /// </summary>
    Deciding,

    Denied,

    Granted,
}
