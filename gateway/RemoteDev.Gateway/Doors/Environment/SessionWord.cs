using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Doors.Environment;

/// <summary>What the gateway's script in a page is told about the session.</summary>
internal sealed record SessionWord(
    bool IsEnd, string Text, DateTimeOffset? ClosesAt, DateTimeOffset? OpensAt, string? WindowZone, string Portal, bool NeedsFactor = false)
{
    public static SessionWord Of(SessionNotice notice, string portal) =>
        new(notice.IsEnd, notice.Text, notice.ClosesAt, notice.OpensAt, notice.WindowZone, portal, notice.NeedsFactor);

    public static SessionWord Of(Refusal ending, string portal) =>
        new(IsEnd: true, ending.Reason, null, ending.OpensAt, ending.WindowZone, portal, ending.Code == RefusalCode.MfaNeeded);
}
