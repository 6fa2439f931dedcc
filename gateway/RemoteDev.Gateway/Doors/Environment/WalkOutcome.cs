using RemoteDev.Gateway.Contain;
using RemoteDev.Gateway.Contain.Http;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Doors.Environment;

/// <summary>Where a request's walk ended: an exchange to forward, a refusal, or neither for a redirect that containment asked for.</summary>
/// <param name="Room">The last room that was asked.</param>
/// <param name="Verdict">What the request would do, once that is known.</param>
internal readonly record struct WalkOutcome(string Room, RouteVerdict Verdict)
{
    public EnvironmentExchange? Exchange { get; init; }

    public Refusal? Refusal { get; init; }

    public string? Login { get; init; }

    public string? Session { get; init; }
}
