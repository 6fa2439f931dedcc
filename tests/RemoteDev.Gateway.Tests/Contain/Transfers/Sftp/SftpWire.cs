using System.Buffers.Binary;
using System.Text;
using RemoteDev.Gateway.Contain.Transfers.Sftp;

namespace RemoteDev.Gateway.Tests.Contain.Transfers.Sftp;

/// <summary>Writes SFTP packets: numbers are uint32 or uint64 by their type, text and octets are strings.</summary>
internal static class SftpWire
{
    public static readonly object NoAttributes = 0U;

    public static byte[] Packet(SftpType type, params object[] fields)
    {
        using var packet = new MemoryStream();
        packet.Write(new byte[4]);
        packet.WriteByte((byte)type);
        Span<byte> number = stackalloc byte[8];
        foreach (var field in fields)
        {
            switch (field)
            {
                case uint small:
                    BinaryPrimitives.WriteUInt32BigEndian(number, small);
                    packet.Write(number[..4]);
                    break;
                case ulong large:
                    BinaryPrimitives.WriteUInt64BigEndian(number, large);
                    packet.Write(number);
                    break;
                default:
                    var octets = field as byte[] ?? Encoding.UTF8.GetBytes((string)field);
                    BinaryPrimitives.WriteInt32BigEndian(number, octets.Length);
                    packet.Write(number[..4]);
                    packet.Write(octets);
                    break;
            }
        }

        var whole = packet.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(whole, whole.Length - 4);
        return whole;
    }

    public static byte[] Status(uint id, uint code, string message = "") => Packet(SftpType.Status, id, code, message, "");
}
