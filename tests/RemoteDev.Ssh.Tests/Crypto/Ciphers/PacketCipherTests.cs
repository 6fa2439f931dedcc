using System.Buffers.Binary;
using System.Security.Cryptography;
using RemoteDev.Ssh.Crypto;
using RemoteDev.Ssh.Crypto.Ciphers;

namespace RemoteDev.Ssh.Tests.Crypto.Ciphers;

public sealed class PacketCipherTests
{
    public static TheoryData<string, string> Ciphers => new()
    {
        { PacketCiphers.Aes256Gcm, "" },
        { PacketCiphers.Aes128Gcm, "" },
        { PacketCiphers.ChaCha20Poly1305, "" },
        { PacketCiphers.Aes256Ctr, PacketCiphers.HmacSha256Etm },
        { PacketCiphers.Aes256Ctr, PacketCiphers.HmacSha512Etm },
    };

    [Theory]
    [MemberData(nameof(Ciphers))]
    public void RefusesEveryFlippedBit(string name, string mac)
    {
        var keys = new Keys(name, mac);
        var sealedPacket = Packet(keys, 32);
        using (var sealing = keys.Create())
        {
            sealing.Seal(9, sealedPacket);
        }

        for (var bit = 0; bit < sealedPacket.Length * 8; bit++)
        {
            using var opening = keys.Create();
            var broken = sealedPacket.ToArray();
            broken[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(opening.TryOpen(9, broken), $"bit {bit}");
        }

        using var sound = keys.Create();
        Assert.True(sound.TryOpen(9, sealedPacket));
    }

    [Theory]
    [MemberData(nameof(Ciphers))]
    public void RefusesAPacketThatCameBefore_OrOutOfOrder(string name, string mac)
    {
        var keys = new Keys(name, mac);
        using var sealing = keys.Create();
        var first = Packet(keys, 32);
        var second = Packet(keys, 32);
        sealing.Seal(0, first);
        sealing.Seal(1, second);

        using (var opening = keys.Create())
        {
            Assert.False(opening.TryOpen(0, second.ToArray()));
        }

        using (var opening = keys.Create())
        {
            Assert.True(opening.TryOpen(0, first.ToArray()));
            Assert.False(opening.TryOpen(1, first.ToArray()));
        }
    }

    [Theory]
    [MemberData(nameof(Ciphers))]
    public void RefusesAPacketUnderAnotherKey(string name, string mac)
    {
        var keys = new Keys(name, mac);
        var packet = Packet(keys, 32);
        using var sealing = keys.Create();
        sealing.Seal(0, packet);

        using var opening = new Keys(name, mac).Create();
        Assert.False(opening.TryOpen(0, packet));
    }

    [Theory]
    [MemberData(nameof(Ciphers))]
    public void OpensWhatItSealed_AtEveryLength_AndHidesIt(string name, string mac)
    {
        var keys = new Keys(name, mac);
        using var sealing = keys.Create();
        using var opening = keys.Create();
        uint sequence = uint.MaxValue - 2;
        for (var length = sealing.BlockSize; length <= 2048; length += sealing.BlockSize)
        {
            var packet = Packet(keys, length);
            var clear = packet[..(4 + length)];
            sealing.Seal(sequence, packet);
            Assert.False(packet.AsSpan(4, length).SequenceEqual(clear.AsSpan(4)));
            Assert.Equal((uint)length, opening.ReadLength(sequence, packet.AsSpan(0, 4)));
            Assert.True(opening.TryOpen(sequence, packet));
            Assert.Equal(clear, packet[..(4 + length)]);
            sequence++;
        }
    }

    /// <summary>Asking for the length again, as a reader may that has not got the rest yet, changes nothing.</summary>
    [Theory]
    [MemberData(nameof(Ciphers))]
    public void TheLengthMayBeReadManyTimes(string name, string mac)
    {
        var keys = new Keys(name, mac);
        using var sealing = keys.Create();
        using var opening = keys.Create();
        var packet = Packet(keys, 64);
        sealing.Seal(77, packet);
        Assert.Equal(64u, opening.ReadLength(77, packet));
        Assert.Equal(64u, opening.ReadLength(77, packet.AsSpan(0, 4)));
        Assert.True(opening.TryOpen(77, packet));
    }

    [Theory]
    [MemberData(nameof(Ciphers))]
    public void ASealedPacketCostsNoMemory(string name, string mac)
    {
        var keys = new Keys(name, mac);
        using var sealing = keys.Create();
        using var opening = keys.Create();
        var packet = Packet(keys, 1024);
        uint sequence = 0;
        var clear = packet[..1028];
        var good = RoundTrips(100);

        var before = GC.GetAllocatedBytesForCurrentThread();
        good += RoundTrips(1000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1100, good);

        int RoundTrips(int count)
        {
            var opened = 0;
            for (var i = 0; i < count; i++, sequence++)
            {
                clear.CopyTo(packet, 0);
                sealing.Seal(sequence, packet);
                opened += opening.ReadLength(sequence, packet) == 1024 && opening.TryOpen(sequence, packet) ? 1 : 0;
            }

            return opened;
        }
    }

    [Theory]
    [InlineData("aes256-gcm", "")]
    [InlineData("aes256-cbc", "")]
    [InlineData("aes256-ctr", "")]
    [InlineData("aes256-ctr", "hmac-sha2-256")]
    [InlineData("aes256-ctr", "hmac-sha1-etm@openssh.com")]
    [InlineData("none", "")]
    [InlineData("", "")]
    public void WhatWeDoNotKnow_IsNotFound(string name, string mac) => Assert.Null(PacketCiphers.Find(name, mac));

    [Fact]
    public void AnAead_IsFoundWhateverMacWasNegotiatedBesideIt()
    {
        Assert.All(PacketCiphers.Names, name => Assert.Equal(name, PacketCiphers.Find(name, PacketCiphers.HmacSha256Etm)?.Name));
        Assert.All(PacketCiphers.Names, name => Assert.True(PacketCiphers.IsAead(name)));
        Assert.All(PacketCiphers.OptInNames, name => Assert.False(PacketCiphers.IsAead(name)));
        Assert.True(PacketCiphers.Find(PacketCiphers.ChaCha20Poly1305)!.NeedsStrictExchange);
    }

    [Theory]
    [MemberData(nameof(Ciphers))]
    public void KeysOfAnotherLength_AreABug(string name, string mac)
    {
        var spec = PacketCiphers.Find(name, mac)!;
        Assert.Throws<ArgumentException>(() => spec.Create(new byte[spec.KeyLength - 1], new byte[spec.IvLength], new byte[spec.MacKeyLength]));
        Assert.Throws<ArgumentException>(() => spec.Create(new byte[spec.KeyLength], new byte[spec.IvLength + 1], new byte[spec.MacKeyLength]));
        Assert.Throws<ArgumentException>(() => spec.Create(new byte[spec.KeyLength], new byte[spec.IvLength], new byte[spec.MacKeyLength + 1]));
    }

    [Theory]
    [MemberData(nameof(Ciphers))]
    public void NothingIsSealedAfterTheKeysAreGone(string name, string mac)
    {
        var keys = new Keys(name, mac);
        var cipher = keys.Create();
        cipher.Dispose();
        cipher.Dispose();
        Assert.ThrowsAny<ObjectDisposedException>(() => cipher.Seal(0, Packet(keys, 32)));
    }

    [Fact]
    public void PlainPackets_StayAsTheyAre()
    {
        using var plain = new PlainPackets();
        byte[] packet = [0, 0, 0, 4, 1, 2, 3, 4];
        plain.Seal(0, packet);
        Assert.Equal(4u, plain.ReadLength(0, packet));
        Assert.True(plain.TryOpen(0, packet));
        Assert.Equal([0, 0, 0, 4, 1, 2, 3, 4], packet);
        Assert.True(plain.AlignsLength);
        Assert.Equal(0, plain.TagLength);
    }

    private static byte[] Packet(Keys keys, int length)
    {
        var packet = new byte[4 + length + keys.TagLength];
        RandomNumberGenerator.Fill(packet);
        BinaryPrimitives.WriteUInt32BigEndian(packet, (uint)length);
        return packet;
    }

    private sealed class Keys
    {
        private readonly CipherSpec _spec;
        private readonly byte[] _key;
        private readonly byte[] _iv;
        private readonly byte[] _mac;

        public Keys(string name, string mac)
        {
            _spec = PacketCiphers.Find(name, mac)!;
            _key = RandomNumberGenerator.GetBytes(_spec.KeyLength);
            _iv = RandomNumberGenerator.GetBytes(_spec.IvLength);
            _mac = RandomNumberGenerator.GetBytes(_spec.MacKeyLength);
            using var cipher = Create();
            TagLength = cipher.TagLength;
        }

        public int TagLength { get; }

        public IPacketCipher Create() => _spec.Create(_key, _iv, _mac);
    }
}
