using System.Net;
using NodaTime;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Policy.Decisions;

/// <summary>The circumstances of a request. What is left out is the least trusted.</summary>
public sealed record DecisionContext
{
    /// <summary>The instant the decision is for.</summary>
    public required Instant Now { get; init; }

    /// <summary>The windows that are open then. Null, the usual case, asks the world, which keeps the answer until it changes.</summary>
    public OpenWindows? Windows { get; init; }

    /// <summary>The second factor; null when none was shown. There is no permit without one.</summary>
    public MfaEvidence? Mfa { get; init; }

    /// <summary>The address the request comes from.</summary>
    public IPAddress Source { get; init; } = IPAddress.None;

    /// <summary>Names of the networks that address belongs to.</summary>
    public IReadOnlyCollection<string> Networks { get; init; } = [];

    /// <summary>The country of that address, ISO 3166-1 alpha-2 in capitals; null when it is not known.</summary>
    public string? Country { get; init; }

    /// <summary>Whether a registered environment speaks, or anything else.</summary>
    public Origin Origin { get; init; }

    /// <summary>Whether the device showed a certificate of ours.</summary>
    public bool DeviceCertificate { get; init; }

    /// <summary>Whether the device is managed by the client.</summary>
    public bool DeviceManaged { get; init; }

    /// <summary><c>http</c>, <c>ssh</c>, <c>git</c> or <c>desktop</c>.</summary>
    public string Protocol { get; init; } = "http";

    /// <summary>Consents that were given to this request.</summary>
    public ApprovalEvidence? Approval { get; init; }

    /// <summary>The port, for forwards.</summary>
    public int? Port { get; init; }

    /// <summary>The ticket the person named.</summary>
    public string? Ticket { get; init; }
}
