namespace RemoteDev.Gateway.Console.Api;

/// <summary>An enrolment link, in this one answer and nowhere else.</summary>
internal sealed record InvitationAnswer(string Link, DateTimeOffset ExpiresAt)
{
    public override string ToString() => $"InvitationAnswer {{ ExpiresAt = {ExpiresAt:O} }}";
}
