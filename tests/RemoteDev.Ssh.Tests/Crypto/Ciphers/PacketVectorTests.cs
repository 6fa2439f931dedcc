using System.Buffers.Binary;
using RemoteDev.Ssh.Crypto;
using RemoteDev.Ssh.Crypto.Ciphers;

namespace RemoteDev.Ssh.Tests.Crypto.Ciphers;

/// <summary>
/// Packets that pyca/cryptography 48 sealed, following OpenSSH PROTOCOL and PROTOCOL.chacha20poly1305 from its primitives.
/// The body of a packet of n octets is (7 i + 3) mod 256; keys are 0, 1, 2 and so on; MAC keys are 255, 254, 253 and so on.
/// </summary>
public sealed class PacketVectorTests
{
    private const string CounterOfAllOnes = "ffffffffffffffffffffffffffffffff";

    [Theory]
    [InlineData(0u, "94450e491bb25329b2c08be528231531f81d2b4bb2785cb17e41609075226b870254c733")]
    [InlineData(7u, "a39afc622b4c045b51a5076a572ff2a080d1b64047c8b1bef175a027ebd8a21f479dd68847bd005dea64f9adb7f04f1e240c4e3b24f6f1b7f0553577f176bf1a7400e24dc60834e2fea4b912dfea86f3715bd8dc5bf752f4b263a996ade6447be1b5e4aa033fe1e0ea8fe8e391b848eb2cb0f1bb7157e1ed02386a95cd3a1c391faafe7d9eb2e05953071f199fc9d149213a2931d3bdf5767d103914af8083365839e198ba3d439e264fb0b2f2cbc50fcee4ddf804f4280dd29c6e59e9be2aa963237135392eb503ebe4c65ca80727f8846957dda6995934aab94e7a")]
    [InlineData(uint.MaxValue, "b90ee4a80a981d83b122f9d6ad74e2e225d867c265c0b89e40b946dc8acfdd3f9d1b05b20add985a91065428")]
    public void ChaCha_SealsAsItsSpecificationSays(uint sequence, string sealedPacket)
        => Check(PacketCiphers.ChaCha20Poly1305, "", "", [sequence], [sealedPacket]);

    /// <summary>The invocation counter begins at 2^64-1 and wraps, without touching the fixed octets.</summary>
    [Theory]
    [InlineData(PacketCiphers.Aes128Gcm, "00000010d339635f41e00bf58bcafd5b1d027f49329a19e2910f2420d146a3fafe97bde3", "000000408957df8558a9195b6884637326941ecc1ff2547f9cf63ed1d40a956833a057b35a12d63f5ef3d98489520d682169ccdeba923a79ff079f80fb848249ec7f67cd2c114b8cba97276a8e0a3ddff5530c77")]
    [InlineData(PacketCiphers.Aes256Gcm, "00000010a7b5d357e3095e19211c5a0c7c43bf1623b51b3176597ecb48f66b29c55f15bc", "000000401fb34d2e3c4298888279f263068400b7e1ea9ccd76db08b1c8877cf4fc949f802c388c50ac98aef89bd9e8fe65b436c02a7ed807a47fc66946a58246474abdd62df06063e7640f045ba548f7f0e7321c")]
    public void AesGcm_CountsItsOwnPackets(string name, string first, string second)
        => Check(name, "", "a0a1a2a3ffffffffffffffff", [900, 5], [first, second]);

    [Theory]
    [InlineData(PacketCiphers.HmacSha256Etm, "00000010ea93f50553815dee68c5582b0ad13282190fdb9b9013f99e43ec7e5c95fffd8f51a3e3ec21222c544f6c465bc5d6c9bc", "00000030f19a11ae356fb2e492b1d33a8a7012ec8327f726c52f02410d4422f18f0ce3e1ed5644264a2a8ea9138a80052f12d4d5149925a9c2bde906acafe9b77d80dbebe49e9d54640cc38fbec3bdd3c685d448")]
    [InlineData(PacketCiphers.HmacSha512Etm, "00000010ea93f50553815dee68c5582b0ad13282535fa0ecfa72693f5f8eb4d0416dfaf58a27463098b547f66a00ccdd185c02cd00961bc3b437a0d6289b372fad77fff29e11009453228a5ee09bfa05beb09246", "00000030f19a11ae356fb2e492b1d33a8a7012ec8327f726c52f02410d4422f18f0ce3e1ed5644264a2a8ea9138a80052f12d4d50d428777b68d6cd5ba263334ecb97983e3c40db29ba5a576e67e23f7b01a090284f31499f75334e2620f53dbe183b7db3defb93484e5915c0275686ee7d2c99d")]
    public void AesCtr_RunsOnFromPacketToPacket_AndItsMacCoversTheSequenceNumber(string mac, string first, string second)
        => Check(PacketCiphers.Aes256Ctr, mac, CounterOfAllOnes, [3, 4], [first, second]);

    private static void Check(string name, string mac, string iv, uint[] sequences, string[] sealedPackets)
    {
        using var sealing = Create(name, mac, iv);
        using var opening = Create(name, mac, iv);
        foreach (var (sequence, expected) in sequences.Zip(sealedPackets, (sequence, text) => (sequence, Convert.FromHexString(text))))
        {
            var length = expected.Length - 4 - sealing.TagLength;
            var packet = new byte[expected.Length];
            BinaryPrimitives.WriteUInt32BigEndian(packet, (uint)length);
            for (var i = 0; i < length; i++)
            {
                packet[4 + i] = (byte)((i * 7) + 3);
            }

            var clear = packet[..(4 + length)];
            sealing.Seal(sequence, packet);
            Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(packet));
            Assert.Equal((uint)length, opening.ReadLength(sequence, packet.AsSpan(0, 4)));
            Assert.True(opening.TryOpen(sequence, packet));
            Assert.Equal(clear, packet[..(4 + length)]);
        }
    }

    private static IPacketCipher Create(string name, string mac, string iv)
    {
        var spec = PacketCiphers.Find(name, mac)!;
        byte[] key = [.. Enumerable.Range(0, spec.KeyLength).Select(i => (byte)i)];
        byte[] macKey = [.. Enumerable.Range(0, spec.MacKeyLength).Select(i => (byte)(255 - i))];
        return spec.Create(key, Convert.FromHexString(iv), macKey);
    }
}
