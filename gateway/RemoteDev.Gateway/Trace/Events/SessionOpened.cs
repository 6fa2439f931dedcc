using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>session.opened</c>: Policy permitted a person one place; durable before its first byte.</summary>
internal sealed record SessionOpened : AuditEvent
{
    /// <summary>What it gives access to.</summary>
    public required SessionKind Kind { get; init; }

    /// <summary>Environment, <c>project/repository</c> or <c>console</c>.</summary>
    public required string Place { get; init; }

    /// <summary>Whose session it is.</summary>
    public required string Login { get; init; }

    /// <summary>The company the person works for, if the catalogue names one.</summary>
    public string? Vendor { get; init; }

    /// <summary>Public identifier of the sign-in it hangs from.</summary>
    public required string SignIn { get; init; }

    /// <summary>The policies that permitted it.</summary>
    public required IReadOnlyList<string> Policies { get; init => field = Bounded(value); }

    /// <summary>The obligations of the permit, as written in policy.</summary>
    public required IReadOnlyList<string> Obligations { get; init => field = Bounded(value); }

    /// <summary>Version of the policy that was asked.</summary>
    public required long PolicyVersion { get; init; }

    /// <summary>OpenTelemetry trace of the session, 32 hexadecimal digits.</summary>
    public required string TraceId { get; init; }

    /// <summary>When it will be cut as far as was known.</summary>
    public DateTimeOffset? ClosesAt { get; init; }
}
