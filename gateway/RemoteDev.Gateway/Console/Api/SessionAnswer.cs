using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>A live session as the API shows it.</summary>
/// <param name="Kind"><c>console</c>, <c>environment</c> or <c>git</c>.</param>
/// <param name="ClosesAt">When it will be cut as far as is known now.</param>
internal sealed record SessionAnswer(
    string Id, string Login, string Kind, string Place, string Source, DateTimeOffset OpenedAt, DateTimeOffset LastActivity, DateTimeOffset? ClosesAt,
    int Streams, long BytesIn, long BytesOut)
{
    public static SessionAnswer Of(AccessSession session) => new(
        session.Id, session.Login, session.Kind.ToString().ToLowerInvariant(), session.Place, session.Source.ToString(), session.OpenedAt,
        session.LastActivity, session.ClosesAt, session.Streams().Length, session.BytesIn, session.BytesOut);
}
