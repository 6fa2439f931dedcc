using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Doors.Terminal;

/// <summary>
/// How many browser terminals each session holds: tabs of one sign-in share a session, which ends with the last of them. An SSH client ends
/// its session by hanging up, and a closed tab means the same.
/// </summary>
internal sealed class TerminalVisits(LiveSessions live)
{
    /// <summary>Terminals of one person in one environment.</summary>
    public const int Most = 16;

    private static readonly Refusal Left = new(RefusalCode.SessionEnded, "The last terminal was closed.");

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);

    /// <summary>False when there are as many as may be.</summary>
    /// <param name="hasEnded">The session ended before the visit began: another may be opened.</param>
    public bool TryEnter(AccessSession session, out bool hasEnded)
    {
        lock (_gate)
        {
            hasEnded = session.HasEnded;
            var open = _open.GetValueOrDefault(session.Id);
            if (hasEnded || open >= Most)
            {
                return false;
            }

            _open[session.Id] = open + 1;
            return true;
        }
    }

    public void Leave(AccessSession session)
    {
        lock (_gate)
        {
            var open = _open[session.Id] - 1;
            if (open > 0)
            {
                _open[session.Id] = open;
                return;
            }

            _open.Remove(session.Id);
            live.End(session.Id, EndReason.Closed, Left);
        }
    }
}
