using RemoteDev.Ssh.Crypto.Ciphers;
using RemoteDev.Ssh.Transport.Packets;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>What a payload takes on the wire.</summary>
internal static class SealedLength
{
    public static int Of(string cipher, int payloadLength)
    {
        var spec = PacketCiphers.Find(cipher, PacketCiphers.HmacSha256Etm)!;
        using var sealer = new PacketSealer();
        sealer.Prepare(spec.Create(new byte[spec.KeyLength], new byte[spec.IvLength], new byte[spec.MacKeyLength]), resetSequence: false);
        sealer.Seal([(byte)MessageNumber.NewKeys], new byte[100]);
        return sealer.SizeOf(payloadLength);
    }
}
