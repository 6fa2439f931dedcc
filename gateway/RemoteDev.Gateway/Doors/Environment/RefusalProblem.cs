namespace RemoteDev.Gateway.Doors.Environment;

/// <summary>A refusal as problem+json (RFC 9457).</summary>
internal sealed record RefusalProblem(
    int Status, string Title, string Detail, string Code, IReadOnlyList<string> Policies, DateTimeOffset? OpensAt);
