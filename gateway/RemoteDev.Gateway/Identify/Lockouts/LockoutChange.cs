using System.Text.Json;

namespace RemoteDev.Gateway.Identify.Lockouts;

/// <summary>What happened to one count, for the other gateways to do the same.</summary>
internal sealed record LockoutChange(LockoutKind Kind, string Value, LockoutStep Step)
{
    public static LockoutChange? Read(ReadOnlySpan<byte> message) => JsonSerializer.Deserialize<LockoutChange>(message);

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this);
}
