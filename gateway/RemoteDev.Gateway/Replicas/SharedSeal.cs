using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace RemoteDev.Gateway.Replicas;

/// <summary>
/// Seals what leaves the process for the store that gateways share, with the keys that they share and the store has not (data protection).
/// What is sealed under one name opens under no other.
/// </summary>
internal sealed class SharedSeal(IDataProtectionProvider protection)
{
    private const string Values = "RemoteDev.Gateway.Replicas.Values.v1";
    private const string Messages = "RemoteDev.Gateway.Replicas.Messages.v1";

    private readonly IDataProtector _values = protection.CreateProtector(Values);
    private readonly IDataProtector _messages = protection.CreateProtector(Messages);

    public byte[] Seal(SharedKey key, ReadOnlySpan<byte> data) => Seal(_values, NameOf(key), data);

    public byte[] Seal(SharedTopic topic, ReadOnlySpan<byte> message) => Seal(_messages, topic.ToString(), message);

    /// <summary>The data, or null when it was not sealed by one of us, or under another name.</summary>
    public byte[]? TryOpen(SharedKey key, byte[] box) => TryOpen(_values, NameOf(key), box);

    /// <summary>The message, or null when none of us sealed it for this topic.</summary>
    public byte[]? TryOpen(SharedTopic topic, byte[] box) => TryOpen(_messages, topic.ToString(), box);

    private static string NameOf(SharedKey key) => $"{key.Kind.Name}:{key.Id}";

    private static byte[] Seal(IDataProtector protector, string name, ReadOnlySpan<byte> data)
    {
        var nameBytes = Encoding.UTF8.GetBytes(name);
        var plain = new byte[sizeof(int) + nameBytes.Length + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(plain, nameBytes.Length);
        nameBytes.CopyTo(plain.AsSpan(sizeof(int)));
        data.CopyTo(plain.AsSpan(sizeof(int) + nameBytes.Length));
        return protector.Protect(plain);
    }

    private static byte[]? TryOpen(IDataProtector protector, string name, byte[] box)
    {
        byte[] plain;
        try
        {
            plain = protector.Unprotect(box);
        }
        catch (CryptographicException)
        {
            return null;
        }

        var nameBytes = Encoding.UTF8.GetBytes(name);
        return plain.Length >= sizeof(int) + nameBytes.Length
            && BinaryPrimitives.ReadInt32BigEndian(plain) == nameBytes.Length
            && plain.AsSpan(sizeof(int), nameBytes.Length).SequenceEqual(nameBytes)
                ? plain[(sizeof(int) + nameBytes.Length)..]
                : null;
    }
}
