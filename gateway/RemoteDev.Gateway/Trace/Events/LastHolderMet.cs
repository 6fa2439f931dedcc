namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>lastholder.met</c>: A provider's word would have left an administrative role with nobody, or did.</summary>
internal sealed record LastHolderMet : AuditEvent
{
    /// <summary>The last who holds the role and is not suspended.</summary>
    public required string Login { get; init; }

    /// <summary>The administrative role.</summary>
    public required string Role { get; init; }

    /// <summary>True: the role was kept although no claim gives it any more. False: the person was suspended, and nobody holds the role now.</summary>
    public required bool Kept { get; init; }
}
