namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>invitation.accepted</c>: A one-time enrolment link was used up.</summary>
internal sealed record InvitationAccepted : AuditEvent
{
    /// <summary>Who enrolled.</summary>
    public required string Login { get; init; }
}
