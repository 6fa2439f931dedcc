using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Portal;

/// <summary>One environment as its person sees it: may they enter now, for how long, and if not, why and when.</summary>
/// <param name="Refusal">Why not now, or null when it is open to them.</param>
/// <param name="ClosesAt">When it will close as far as windows say, with <paramref name="WindowZone"/>.</param>
/// <param name="Session">Their live session in it, if there is one.</param>
/// <param name="Budget">Bytes they may take out in a day, or null when no limit is set for the day.</param>
/// <param name="Used">Bytes they took out today.</param>
/// <param name="HasTerminal">Whether they may open a terminal in it by SSH now.</param>
internal sealed record EnvironmentOutlook(
    EnvironmentEntry Environment,
    string Project,
    Refusal? Refusal,
    DateTimeOffset? ClosesAt,
    string? WindowZone,
    AccessSession? Session,
    long? Budget,
    long Used,
    bool HasTerminal)
{
    public bool IsOpen => Refusal is null;

    public bool NeedsMfa => Refusal?.Code == RefusalCode.MfaNeeded;

    public bool IsClosed => Refusal?.Code == RefusalCode.WindowClosed;
}
