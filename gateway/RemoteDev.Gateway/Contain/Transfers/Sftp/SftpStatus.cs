using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace RemoteDev.Gateway.Contain.Transfers.Sftp;

/// <summary>SSH_FXP_STATUS answers (draft-ietf-secsh-filexfer-02 section 7), those that we give ourselves included.</summary>
internal static class SftpStatus
{
    public const uint Ok = 0;
    public const uint EndOfFile = 1;
    public const uint PermissionDenied = 3;
    public const uint Failure = 4;
    public const uint BadMessage = 5;
    public const uint Unsupported = 8;

    private const int LongestMessage = 512;

    /// <summary>Writes a whole packet.</summary>
    public static void Write(IBufferWriter<byte> output, uint id, uint code, string message)
    {
        var text = message.Length > LongestMessage ? message[..LongestMessage] : message;
        var length = Encoding.UTF8.GetByteCount(text);
        var packet = output.GetSpan(length + 23);
        BinaryPrimitives.WriteInt32BigEndian(packet, length + 19);
        packet[4] = (byte)SftpType.Status;
        BinaryPrimitives.WriteUInt32BigEndian(packet[5..], id);
        BinaryPrimitives.WriteUInt32BigEndian(packet[9..], code);
        BinaryPrimitives.WriteInt32BigEndian(packet[13..], length);
        Encoding.UTF8.GetBytes(text, packet[17..]);
        BinaryPrimitives.WriteInt32BigEndian(packet[(17 + length)..], 2);
        "en"u8.CopyTo(packet[(21 + length)..]);
        output.Advance(length + 23);
    }
}
