using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Contain.Ssh.Ports;

/// <summary>Says a refusal to whatever is behind a forwarded port, in what it speaks.</summary>
internal static class PortAnswers
{
    private const int HeaderLength = 13;
    private const byte Control = 2;
    private const byte LastBinaryFrame = 0x82;

    /// <summary>The octets of the answer; empty where there is no language for it.</summary>
    public static byte[] Refuse(PortSpeech speech, Refusal refusal) => speech switch
    {
        PortSpeech.Http => Http(RefusalLine.Of(refusal)),
        PortSpeech.Bare => Ide(RefusalLine.Of(refusal)),
        PortSpeech.Framed => Framed(Ide(RefusalLine.Of(refusal))),
        _ => [],
    };

    private static byte[] Http(string words)
    {
        var body = Encoding.UTF8.GetBytes(words + "\n");
        return
        [
            .. Encoding.ASCII.GetBytes(
                $"HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"),
            .. body,
        ];
    }

    private static byte[] Ide(string words)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "error"u8);
            writer.WriteString("reason"u8, words);
            writer.WriteEndObject();
        }

        var message = new byte[HeaderLength + json.WrittenCount];
        message[0] = Control;
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(9), json.WrittenCount);
        json.WrittenSpan.CopyTo(message.AsSpan(HeaderLength));
        return message;
    }

    // A server's frames are not masked (RFC 6455 section 5.1). Words are longer than 125 octets and shorter than 65,536, or say so.
    private static byte[] Framed(byte[] message)
    {
        if (message.Length <= 125)
        {
            return [LastBinaryFrame, (byte)message.Length, .. message];
        }

        var length = (ushort)Math.Min(message.Length, ushort.MaxValue);
        return [LastBinaryFrame, 126, (byte)(length >> 8), (byte)length, .. message.AsSpan(0, length)];
    }
}
