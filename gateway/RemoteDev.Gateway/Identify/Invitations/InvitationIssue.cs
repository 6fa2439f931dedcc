namespace RemoteDev.Gateway.Identify.Invitations;

/// <summary>An invitation for the hand of whoever asked for it: shown once, passed on to the person, never kept.</summary>
/// <param name="Link">The one-time enrolment link. The only URL of the gateway that holds a secret.</param>
internal sealed record InvitationIssue(string Link, DateTimeOffset ExpiresAt)
{
    public override string ToString() => $"InvitationIssue {{ ExpiresAt = {ExpiresAt:O} }}";
}
