using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Impact;

/// <summary>A live session that would end, in words for the person about to end it.</summary>
internal sealed record SessionEnding(string SessionId, string Words)
{
    public static SessionEnding Of(AccessSession session, string? displayName)
    {
        var who = displayName is null ? session.Login : $"{displayName} ({session.Login})";
        var streams = session.Streams().Length;
        var where = session.Kind switch
        {
            SessionKind.Console => "is signed in at the portal",
            SessionKind.Ssh => $"works on {session.Place} over SSH",
            SessionKind.Git => $"uses git on {session.Place}",
            _ => $"works in {session.Place}",
        };
        return new SessionEnding(session.Id, streams switch
        {
            0 => $"{who} {where}; it ends now",
            1 => $"{who} {where} with 1 open stream; it ends now",
            _ => $"{who} {where} with {streams} open streams; they end now",
        });
    }
}
