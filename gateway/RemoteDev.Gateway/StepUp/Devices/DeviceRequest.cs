using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.StepUp.Devices;

/// <summary>A machine that waits for a person to sign in for it, as the gateways share it.</summary>
/// <param name="UserCode">By what the person finds it.</param>
/// <param name="KeyLine">With <c>ssh</c>: the key to be certified; its private half stays where it is.</param>
/// <param name="Machine">What the machine calls itself: a claim.</param>
/// <param name="Source">Where it asks from.</param>
/// <param name="ExpiresAt">From then on nobody can approve it and nothing is handed out.</param>
/// <param name="Interval">How long the machine must leave between two questions.</param>
internal sealed record DeviceRequest(
    string UserCode, bool Ssh, bool Git, string? KeyLine, string Machine, string Source, DateTimeOffset AskedAt, DateTimeOffset ExpiresAt, TimeSpan Interval)
{
    /// <summary>How long it takes at most to write an approval down: whoever crashed over it, or lost Redis, does not end the matter.</summary>
    public static readonly TimeSpan Finish = TimeSpan.FromSeconds(30);

    public DeviceState State { get; init; } = DeviceState.Waiting;

    /// <summary>When somebody approved it who has yet to write that down.</summary>
    public DateTimeOffset? DecidingSince { get; init; }

    public DateTimeOffset? PolledAt { get; init; }

    /// <summary>What was approved, once it is traced.</summary>
    public DeviceGrant? Grant { get; init; }

    /// <summary>Whether somebody may decide about it now.</summary>
    public bool IsWaiting(DateTimeOffset now) =>
        State == DeviceState.Waiting || (State == DeviceState.Deciding && DecidingSince is { } since && now - since >= Finish);

    [JsonIgnore]
    public DeviceScope Scope => new(Ssh, Git);

    [JsonIgnore]
    public IPAddress From => IPAddress.Parse(Source);

    /// <summary>The key; null when none is to be certified.</summary>
    [JsonIgnore]
    public SshPublicKey? Key => KeyLine is { } line && SshPublicKey.TryParseLine(line, out var key, out _, out _) ? key : null;

    /// <summary>What <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is none; it was sealed by one of us, so this is a bug of ours.</exception>
    public static DeviceRequest Read(ReadOnlySpan<byte> data) =>
        JsonSerializer.Deserialize<DeviceRequest>(data) ?? throw new InvalidDataException("A shared device authorization is empty.");

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this);

    public override string ToString() => $"DeviceRequest {{ UserCode = {UserCode}, Scope = {Scope}, State = {State} }}";
}
