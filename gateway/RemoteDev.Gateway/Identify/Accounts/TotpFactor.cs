namespace RemoteDev.Gateway.Identify.Accounts;

/// <summary>The authenticator app of one person.</summary>
internal sealed class TotpFactor
{
    /// <summary>The person's canonical login; one authenticator each.</summary>
    public required string Login { get; init; }

    /// <summary>The shared secret, encrypted for this login by data protection.</summary>
    public required string ProtectedSecret { get; set; }

    /// <summary>The newest time step that was accepted. Only newer ones are: each code works once.</summary>
    public long LastStep { get; set; }

    /// <summary>By how many time steps the phone's clock was ahead when it was last used; less than none when it was behind.</summary>
    public int Drift { get; set; }

    public DateTimeOffset EnrolledAt { get; set; }
}
