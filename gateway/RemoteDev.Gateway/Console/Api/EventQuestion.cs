using NodaTime;
using RemoteDev.Gateway.Console.Tables;
using RemoteDev.Gateway.Trace.Reading;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>Which events, as a query string asks: the same words as the console's page.</summary>
internal sealed record EventQuestion(
    string? Type, string? By, string? Session, string? Text, string? From, string? Through, string? Page, string? Size)
{
    public EventFilter Filter(DateTimeZone zone) => new()
    {
        Type = Type,
        Actor = By,
        Session = Session,
        Text = Text,
        From = DayRange.From(From, zone),
        To = DayRange.Through(Through, zone),
    };
}
