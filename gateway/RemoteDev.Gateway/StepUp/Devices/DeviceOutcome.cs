namespace RemoteDev.Gateway.StepUp.Devices;

/// <summary>What a machine is told that asks for the outcome, in the words of RFC 8628, section 3.5. The zero value gives nothing.</summary>
internal enum DeviceOutcome
{
    /// <summary>No such code, or not any more: it ran out, or its outcome was told already.</summary>
    Expired = 0,

    /// <summary>Nobody has decided yet.</summary>
    Pending,

    /// <summary>Asked too soon; from now on the machine must wait longer.</summary>
    SlowDown,

    Denied,

    Granted,

    /// <summary>It cannot be said at this moment; nothing is lost, and the machine may ask again.</summary>
    NotNow,
}
