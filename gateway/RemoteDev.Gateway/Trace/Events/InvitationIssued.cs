namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>invitation.issued</c>: A one-time enrolment link was made. The link itself is never traced.</summary>
internal sealed record InvitationIssued : AuditEvent
{
    /// <summary>Whom it lets enrol.</summary>
    public required string Login { get; init; }

    /// <summary>When it stops working.</summary>
    public required DateTimeOffset Expires { get; init; }
}
