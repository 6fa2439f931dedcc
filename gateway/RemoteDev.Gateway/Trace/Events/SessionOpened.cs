using System.Text.Json.Serialization;
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

    /// <summary>Names of the networks that held the address.</summary>
    public IReadOnlyList<string> Networks { get; init => field = Bounded(value); } = [];

    /// <summary>The country of the address, when a database knew it.</summary>
    public string? Country { get; init; }

    /// <summary>SHA-256 of the certificate that the device proved, when it was worth something.</summary>
    public string? Device { get; init; }

    /// <summary>The subject of that certificate.</summary>
    public string? DeviceSubject { get; init; }

    /// <summary>Whether its authority vouches that the device is managed.</summary>
    public bool DeviceManaged { get; init; }

    /// <summary>Why a certificate that was shown was worth nothing.</summary>
    public string? DeviceRefused { get; init; }

    /// <summary>The facts about source and device, each in words.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Circumstances =>
    [
        .. Networks.Select(name => $"network {name}"),
        .. Country is null ? Array.Empty<string>() : [$"country {Country}"],
        .. Device is null ? Array.Empty<string>() : [$"{(DeviceManaged ? "managed device" : "device")} {DeviceSubject}, SHA-256 {Device}"],
        .. DeviceRefused is null ? Array.Empty<string>() : [$"a certificate that counts for nothing: {DeviceRefused}"],
    ];

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
