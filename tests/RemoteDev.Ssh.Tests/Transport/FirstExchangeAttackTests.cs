using RemoteDev.Ssh.Crypto.Ciphers;
using RemoteDev.Ssh.Transport.Exchange;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>What a peer, or somebody between, can do before there are keys.</summary>
public sealed class FirstExchangeAttackTests
{
    private static readonly MessageNumber[] KexSteps = [MessageNumber.KexInit, MessageNumber.KexEcdhInit, MessageNumber.KexEcdhReply, MessageNumber.NewKeys];

    /// <summary>Everything that is none of the exchange's business, before each message of either side.</summary>
    public static TheoryData<SshRole, byte, byte> Insertions
    {
        get
        {
            var data = new TheoryData<SshRole, byte, byte>();
            foreach (var role in (SshRole[])[SshRole.Server, SshRole.Client])
            {
                var skipped = role == SshRole.Server ? MessageNumber.KexEcdhReply : MessageNumber.KexEcdhInit;
                foreach (var step in KexSteps.Where(step => step != skipped))
                {
                    foreach (var number in (byte[])[0, 2, 3, 4, 5, 6, 7, 8, 50, 52, 60, 79, 101, 255])
                    {
                        data.Add(role, (byte)step, number);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Insertions))]
    public async Task Refuses_AnythingInsideTheFirstExchange(SshRole role, byte before, byte number)
    {
        await using var victim = Victim.As(role);
        victim.Peer.Rewrite = payload => payload[0] == before ? [Payload.Numbered(number), payload] : [payload];
        await victim.Peer.HandshakeAsync();
        await victim.AssertBlamesPeerAsync(DisconnectReason.ProtocolError, number >= 80 ? "before it was authenticated" : "inside a key exchange");
    }

    [Theory]
    [InlineData(SshRole.Server, MessageNumber.KexInit, MessageNumber.KexInit, "began a key exchange inside another")]
    [InlineData(SshRole.Server, MessageNumber.KexInit, MessageNumber.NewKeys, "outside of a key exchange")]
    [InlineData(SshRole.Server, MessageNumber.KexInit, MessageNumber.KexEcdhInit, "outside of a key exchange")]
    [InlineData(SshRole.Server, MessageNumber.KexEcdhInit, MessageNumber.NewKeys, "where 30 belongs")]
    [InlineData(SshRole.Server, MessageNumber.KexEcdhInit, MessageNumber.KexInit, "inside another")]
    [InlineData(SshRole.Server, MessageNumber.KexEcdhInit, MessageNumber.KexEcdhReply, "where 30 belongs")]
    [InlineData(SshRole.Server, MessageNumber.NewKeys, MessageNumber.KexEcdhInit, "where 21 belongs")]
    [InlineData(SshRole.Server, MessageNumber.NewKeys, MessageNumber.KexInit, "inside another")]
    [InlineData(SshRole.Client, MessageNumber.KexInit, MessageNumber.NewKeys, "outside of a key exchange")]
    [InlineData(SshRole.Client, MessageNumber.KexEcdhReply, MessageNumber.NewKeys, "where 31 belongs")]
    [InlineData(SshRole.Client, MessageNumber.KexEcdhReply, MessageNumber.KexEcdhInit, "where 31 belongs")]
    [InlineData(SshRole.Client, MessageNumber.NewKeys, MessageNumber.KexEcdhReply, "where 21 belongs")]
    [InlineData(SshRole.Client, MessageNumber.NewKeys, MessageNumber.KexInit, "inside another")]
    internal async Task Refuses_MessagesOfTheExchangeWhereTheyDoNotBelong(SshRole role, MessageNumber before, MessageNumber inserted, string message)
    {
        await using var victim = Victim.As(role);
        byte[]? init = null;
        victim.Peer.Rewrite = payload =>
        {
            init ??= payload;
            return payload[0] != (byte)before ? [payload]
                : inserted == MessageNumber.KexInit ? [init, payload]
                : [Payload.Numbered((byte)inserted), payload];
        };

        // A repeated SSH_MSG_KEXINIT: the message itself, then the same again.
        if (before == inserted)
        {
            victim.Peer.Rewrite = payload => payload[0] == (byte)before ? [payload, payload] : [payload];
        }

        await victim.Peer.HandshakeAsync();
        await victim.AssertBlamesPeerAsync(DisconnectReason.ProtocolError, message);
    }

    public static TheoryData<string, byte[]> BadShares => new()
    {
        { "empty", [] },
        { "short", new byte[31] },
        { "long", new byte[33] },
        { "zero", new byte[32] },
        { "one", [1, .. new byte[31]] },
        { "order 8", Convert.FromHexString("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800") },
        { "p", [0xed, .. Enumerable.Repeat((byte)0xff, 30), 0x7f] },
    };

    [Theory]
    [MemberData(nameof(BadShares))]
    public async Task Refuses_SharesThatGiveNoSecret_FromTheClient(string kind, byte[] share)
    {
        Assert.NotEmpty(kind);
        await using var victim = Victim.As(SshRole.Server);
        victim.Peer.Rewrite = payload => payload[0] == (byte)MessageNumber.KexEcdhInit ? [Payload.Share(MessageNumber.KexEcdhInit, share)] : [payload];
        await victim.Peer.HandshakeAsync();
        await victim.AssertBlamesPeerAsync(DisconnectReason.KeyExchangeFailed, "share of the key exchange is not acceptable");
    }

    [Theory]
    [MemberData(nameof(BadShares))]
    public async Task Refuses_SharesThatGiveNoSecret_FromTheServer(string kind, byte[] share)
    {
        Assert.NotEmpty(kind);
        await using var victim = Victim.As(SshRole.Client);
        victim.Peer.Rewrite = payload => payload[0] == (byte)MessageNumber.KexEcdhReply ? [WithShare(payload, share)] : [payload];
        await victim.Peer.HandshakeAsync();
        await victim.AssertBlamesPeerAsync(DisconnectReason.KeyExchangeFailed, "share of the key exchange is not acceptable");
    }

    [Fact]
    public async Task Refuses_AHostKeyWhoseSignatureIsOverSomethingElse()
    {
        await using var victim = Victim.As(SshRole.Client);
        victim.Peer.Rewrite = payload =>
        {
            if (payload[0] == (byte)MessageNumber.KexEcdhReply)
            {
                payload[^1] ^= 1;
            }

            return [payload];
        };
        await victim.Peer.HandshakeAsync();
        await victim.AssertBlamesPeerAsync(DisconnectReason.HostKeyNotVerifiable, "did not prove");
    }

    /// <summary>What Terrapin did (CVE-2023-48795): the sequence numbers of the two sides may not be shifted against each other.</summary>
    [Theory]
    [InlineData(PacketCiphers.Aes256Gcm)]
    [InlineData(PacketCiphers.ChaCha20Poly1305)]
    [InlineData(PacketCiphers.Aes256Ctr)]
    public async Task Notices_ThatTheFirstSealedPacketWasCutOff(string cipher)
    {
        await using var victim = Victim.As(SshRole.Client, options: TestOptions.Client.With(cipher), peer: TestOptions.Server.With(cipher));
        victim.Peer.Rewrite = payload =>
        {
            if (payload[0] != (byte)MessageNumber.ExtInfo)
            {
                return [payload];
            }

            victim.Peer.Sealer.Seal(payload, new byte[victim.Peer.Sealer.SizeOf(payload.Length)]);
            return [];
        };
        await victim.Peer.HandshakeAsync();
        await victim.Peer.SendAsync(Payload.Numbered((byte)MessageNumber.ServiceAccept), Payload.Numbered((byte)MessageNumber.ServiceAccept));
        Assert.NotEqual(FaultOrigin.Network, (await victim.Ended).Origin);
        Assert.Empty(await victim.Handler.RestAsync());
    }

    [Theory]
    [InlineData(SshRole.Server)]
    [InlineData(SshRole.Client)]
    public async Task Counts_PacketsFromZeroBehindNewKeys(SshRole role)
    {
        var (ours, theirs) = role == SshRole.Server ? (TestOptions.Server, TestOptions.Client) : (TestOptions.Client, TestOptions.Server);
        await using var victim = Victim.As(
            role, options: ours.With(PacketCiphers.ChaCha20Poly1305), peer: theirs.With(PacketCiphers.ChaCha20Poly1305));
        victim.Peer.Rewrite = payload =>
        {
            // The peer said that it is strict, and goes on counting.
            victim.Peer.Context.Strict &= payload[0] == (byte)MessageNumber.KexInit;
            return [payload];
        };
        await victim.Peer.ExchangeVersionsAsync();
        await victim.Peer.FinishExchangeAsync();
        await victim.Peer.SendAsync(Payload.Ignore);
        await victim.Peer.SendOctetsAsync(new byte[100]);
        Assert.NotEqual(FaultOrigin.Network, (await victim.Ended).Origin);
    }

    [Fact]
    public async Task Refuses_ChaCha_FromAPeerThatIsNotStrict()
    {
        await using var victim = Victim.As(SshRole.Server, peer: TestOptions.Client.With(PacketCiphers.ChaCha20Poly1305));
        await victim.Peer.ExchangeVersionsAsync();
        await victim.Peer.SendAsync(Offer([PacketCiphers.ChaCha20Poly1305], markers: []), Payload.Share(MessageNumber.KexEcdhInit, [9, .. new byte[31]]));
        await victim.AssertBlamesPeerAsync(DisconnectReason.KeyExchangeFailed, "does not do strict key exchanges");
        Assert.NotNull(await victim.Peer.ReceiveAsync(MessageNumber.KexEcdhReply));
        Assert.Equal((byte)MessageNumber.Disconnect, (await victim.Peer.ReceiveAsync())![0]);
    }

    [Fact]
    public async Task Refuses_ChaCha_FromAServerThatIsNotStrict_BeforeItSaysMore()
    {
        await using var victim = Victim.As(SshRole.Client, options: TestOptions.Client.With(PacketCiphers.ChaCha20Poly1305));
        await victim.Peer.ExchangeVersionsAsync();
        await victim.Peer.SendAsync(Offer([PacketCiphers.ChaCha20Poly1305], markers: []));
        await victim.AssertBlamesPeerAsync(DisconnectReason.KeyExchangeFailed, "does not do strict key exchanges");
        Assert.Null(await victim.Peer.ReceiveAsync(MessageNumber.KexEcdhInit));
    }

    [Fact]
    public async Task Refuses_AMarkerAsAKeyExchange()
    {
        await using var victim = Victim.As(SshRole.Server);
        await victim.Peer.ExchangeVersionsAsync();
        var offer = new KexInit
        {
            KeyExchanges = [KexMarkers.ExtInfoServer, KexMarkers.StrictServer],
            HostKeys = ["ssh-ed25519"],
            CiphersToServer = PacketCiphers.Names,
            CiphersToClient = PacketCiphers.Names,
            MacsToServer = [],
            MacsToClient = [],
        };
        await victim.Peer.SendAsync(offer.ToPayload([]));
        await victim.AssertBlamesPeerAsync(DisconnectReason.KeyExchangeFailed, "no key exchange in common");
    }

    internal static byte[] Offer(IReadOnlyList<string> ciphers, IReadOnlyList<string> markers) => new KexInit
    {
        KeyExchanges = ["curve25519-sha256"],
        HostKeys = ["ssh-ed25519"],
        CiphersToServer = ciphers,
        CiphersToClient = ciphers,
        MacsToServer = [],
        MacsToClient = [],
    }.ToPayload(markers);

    private static byte[] WithShare(byte[] reply, byte[] share)
    {
        var reader = new SshReader(reply.AsSpan(1));
        Assert.True(reader.TryReadString(SshLimits.KeyBlob, out var hostKey));
        Assert.True(reader.TryReadString(SshLimits.KeyBlob, out _));
        Assert.True(reader.TryReadString(SshLimits.KeyBlob, out var signature));
        using var writer = new SshWriter(MessageNumber.KexEcdhReply);
        writer.WriteString(hostKey);
        writer.WriteString(share);
        writer.WriteString(signature);
        return writer.ToArray();
    }
}
