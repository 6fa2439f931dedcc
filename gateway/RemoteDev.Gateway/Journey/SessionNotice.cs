namespace RemoteDev.Gateway.Journey;

/// <summary>Something the person in a session is told while working: a window that closes soon, or the end and why.</summary>
/// <param name="IsEnd">True for the last notice of a session.</param>
/// <param name="Text">Plain words.</param>
/// <param name="ClosesAt">With a warning: when the session will be cut.</param>
/// <param name="OpensAt">With an end: when it opens again, as far as windows say.</param>
/// <param name="WindowZone">IANA zone of the window concerned.</param>
internal sealed record SessionNotice(bool IsEnd, string Text, DateTimeOffset? ClosesAt, DateTimeOffset? OpensAt, string? WindowZone)
{
    /// <summary>A second factor that is shown in time keeps the session, or brings it back.</summary>
    public bool NeedsFactor { get; init; }
}
