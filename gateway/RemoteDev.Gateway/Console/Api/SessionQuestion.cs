using NodaTime;
using RemoteDev.Gateway.Console.Tables;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Reading;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>Which sessions, as a query string asks: the same words as the console's page.</summary>
/// <param name="From">A day, <c>2026-11-21</c>, on the caller's clock.</param>
/// <param name="Through">The last day, to its end.</param>
internal sealed record SessionQuestion(
    string? Person, string? Place, string? Kind, string? State, string? From, string? Through, string? Page, string? Size)
{
    public SessionFilter Filter(DateTimeZone zone) => new()
    {
        Person = Person,
        Place = Place,
        Kind = Enum.TryParse<SessionKind>(Kind, ignoreCase: true, out var kind) && Enum.IsDefined(kind) && kind != SessionKind.None ? kind : null,
        State = Enum.TryParse<SessionState>(State, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : SessionState.Any,
        From = DayRange.From(From, zone),
        To = DayRange.Through(Through, zone),
    };
}
