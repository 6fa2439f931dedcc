using System.Net;
using NodaTime;
using RemoteDev.Cedar;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Policy.Replaying;

/// <summary>A decision that was made, as far as the trace knows it. What it does not know is taken as noted at each property.</summary>
public sealed record RecordedDecision
{
    /// <summary>The login of the person who asked.</summary>
    public required string Person { get; init; }

    /// <summary>What was asked.</summary>
    public required EntityUid Action { get; init; }

    /// <summary>Of what.</summary>
    public required EntityUid Resource { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }

    /// <summary>The answer: a session, stream or request that was let through was permitted.</summary>
    public required VerdictKind Verdict { get; init; }

    /// <summary>The policies that decided, if they are known.</summary>
    public IReadOnlyList<string> PolicyIds { get; init; } = [];

    /// <summary>The second factor at that time. Null is not known: it is taken as fresh, unless the answer was that one is needed.</summary>
    public MfaEvidence? Mfa { get; init; }

    /// <summary>The address the request came from.</summary>
    public IPAddress Source { get; init; } = IPAddress.None;

    /// <summary>Names of the networks of that address.</summary>
    public IReadOnlyCollection<string> Networks { get; init; } = [];

    /// <summary>The country of that address, if it is known.</summary>
    public string? Country { get; init; }

    /// <summary>Whether the device showed a certificate of ours. What is not known is the least trusted.</summary>
    public bool DeviceCertificate { get; init; }

    /// <summary>Whether the device was managed.</summary>
    public bool DeviceManaged { get; init; }

    /// <summary>Where it came from.</summary>
    public Origin Origin { get; init; }

    /// <summary>The protocol.</summary>
    public string Protocol { get; init; } = "http";

    /// <summary>The port, for forwards.</summary>
    public int? Port { get; init; }

    /// <summary>The ticket the person named.</summary>
    public string? Ticket { get; init; }

    /// <summary>Consents that were given.</summary>
    public ApprovalEvidence? Approval { get; init; }

    /// <summary>The windows that were open as they were defined then; null looks at the windows as they are defined now.</summary>
    public OpenWindows? Windows { get; init; }
}
