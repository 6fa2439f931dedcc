using RemoteDev.Ssh.Crypto.Ciphers;
using RemoteDev.Ssh.Tests.Fuzzing;
using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Transport.Exchange;
using RemoteDev.Ssh.Transport.Packets;
using RemoteDev.Ssh.Transport.Version;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>What the transport reads before it knows with whom it speaks: lines, packets, messages, and all of them in a row.</summary>
internal static class TransportFuzzTargets
{
    private static readonly byte[] Offer = FirstExchangeAttackTests.Offer(PacketCiphers.Names, [KexMarkers.StrictClient, KexMarkers.ExtInfoClient]);

    private static readonly byte[] Beginning =
    [
        .. "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u10\r\n"u8,
        .. Packets(Offer, Payload.Share(MessageNumber.KexEcdhInit, [9, .. new byte[31]]), [(byte)MessageNumber.Disconnect, 0, 0, 0, 11, 0, 0, 0, 3, .. "bye"u8, 0, 0, 0, 0]),
    ];

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("version lines of a client", ["SSH-2.0-PuTTY_Release_0.78\r\n"u8.ToArray()], octets => ReadsVersion(octets, SshRole.Server)),
        new("version lines of a server", ["Hello\r\nSSH-1.99-OpenSSH_9.2p1 x\r\n"u8.ToArray()], octets => ReadsVersion(octets, SshRole.Client)),
        new("SSH_MSG_KEXINIT", [Offer], octets => octets.Length > 0 && KexInit.Parse(octets) is not null),
        new("SSH_MSG_EXT_INFO", [ExtInfo.ToPayload(["ssh-ed25519", "rsa-sha2-512"])], octets => octets.Length > 0 && ExtInfo.TryParse(octets, out _)),
        new("packets", [Packets(Offer, Payload.Ignore, Payload.LongIgnore)], ReadsPackets),
        new("a client's beginning", [Beginning], octets => Survives(octets, TestOptions.Server)),
        new("a server's beginning", [[.. "Hello\r\n"u8, .. "SSH-2.0-x\r\n"u8, .. Packets(Offer)]], octets => Survives(octets, TestOptions.Client)),
    ];

    private static byte[] Packets(params byte[][] payloads)
    {
        using var sealer = new PacketSealer();
        var octets = new List<byte>();
        foreach (var payload in payloads)
        {
            var packet = new byte[sealer.SizeOf(payload.Length)];
            sealer.Seal(payload, packet);
            octets.AddRange(packet);
        }

        return [.. octets];
    }

    private static ReceiveBuffer Buffer(byte[] octets)
    {
        var buffer = new ReceiveBuffer();
        octets.CopyTo(buffer.Reserve(octets.Length));
        buffer.Commit(octets.Length);
        return buffer;
    }

    private static bool ReadsVersion(byte[] octets, SshRole role)
    {
        var buffer = Buffer(octets);
        var reader = new VersionReader(role);
        var fault = reader.Read(buffer);
        buffer.Release();
        Assert.True(reader.Version is null || reader.Version.All(c => c is >= ' ' and <= '~'));
        return fault is null && reader.Version is not null;
    }

    private static bool ReadsPackets(byte[] octets)
    {
        var buffer = Buffer(octets);
        using var reader = new PacketReader(buffer);
        PacketRead read;
        while ((read = reader.TryRead(out var payload)) == PacketRead.Payload)
        {
            Assert.InRange(payload.Length, 1, SshLimits.Payload);
            Assert.InRange(reader.Wanted, 1, SshLimits.Packet + 4);
            reader.Advance();
        }

        buffer.Release();
        return read == PacketRead.Incomplete;
    }

    // The stream gives everything without waiting, so the transport has ended, one way or another, when it returns.
    private static bool Survives(byte[] octets, TransportOptions options)
    {
        using var stream = new TappedStream(Stream.Null);
        stream.Keep(0);
        stream.Feed(octets);
#pragma warning disable CA2000 // who could not open has released everything
        var opening = new SshTransport(stream, options, TimeProvider.System).OpenAsync(default).AsTask();
#pragma warning restore CA2000
        Assert.True(opening.IsCompletedSuccessfully, $"{opening.Exception}");
#pragma warning disable xUnit1031 // It is completed.
        var fault = opening.Result;
#pragma warning restore xUnit1031
        Assert.NotNull(fault);
        Assert.DoesNotContain(fault.Message, char.IsControl);
        return fault.Origin is FaultOrigin.Network or FaultOrigin.PeerDisconnect;
    }
}
