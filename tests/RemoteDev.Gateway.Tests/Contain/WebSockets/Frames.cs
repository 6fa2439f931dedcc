using System.Buffers.Binary;

namespace RemoteDev.Gateway.Tests.Contain.WebSockets;

/// <summary>Writes WebSocket frames and VS Code messages as clients do, and as they should not.</summary>
internal static class Frames
{
    public static byte[] Frame(ReadOnlySpan<byte> payload, byte first = 0x82, uint? mask = 0xA1B2C3D4)
    {
        using var frame = new MemoryStream();
        frame.WriteByte(first);
        var maskBit = (byte)(mask is null ? 0 : 0x80);
        Span<byte> length = stackalloc byte[8];
        switch (payload.Length)
        {
            case < 126:
                frame.WriteByte((byte)(maskBit | payload.Length));
                break;
            case <= ushort.MaxValue:
                frame.WriteByte((byte)(maskBit | 126));
                BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)payload.Length);
                frame.Write(length[..2]);
                break;
            default:
                frame.WriteByte((byte)(maskBit | 127));
                BinaryPrimitives.WriteUInt64BigEndian(length, (ulong)payload.Length);
                frame.Write(length);
                break;
        }

        if (mask is not { } key)
        {
            frame.Write(payload);
            return frame.ToArray();
        }

        Span<byte> keyBytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(keyBytes, key);
        frame.Write(keyBytes);
        for (var i = 0; i < payload.Length; i++)
        {
            frame.WriteByte((byte)(payload[i] ^ keyBytes[i & 3]));
        }

        return frame.ToArray();
    }

    /// <summary>A message of VS Code's protocol: type, id, ack, length, body.</summary>
    public static byte[] Message(byte type, ReadOnlySpan<byte> body, uint? length = null)
    {
        var message = new byte[13 + body.Length];
        message[0] = type;
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(9), length ?? (uint)body.Length);
        body.CopyTo(message.AsSpan(13));
        return message;
    }

    public static byte[] Control(string json) => Message(2, System.Text.Encoding.UTF8.GetBytes(json));
}
