using System.Security.Cryptography;
using System.Text;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Transport.Exchange;

/// <summary>SSH_MSG_KEXINIT (RFC 4253 section 7.1). Languages are not kept: nobody means them.</summary>
internal sealed record KexInit
{
    private const int CookieLength = 16;
    private const int Lists = 10;
    private static readonly string[] NoCompression = ["none"];

    public required IReadOnlyList<string> KeyExchanges { get; init; }

    public required IReadOnlyList<string> HostKeys { get; init; }

    public required IReadOnlyList<string> CiphersToServer { get; init; }

    public required IReadOnlyList<string> CiphersToClient { get; init; }

    public required IReadOnlyList<string> MacsToServer { get; init; }

    public required IReadOnlyList<string> MacsToClient { get; init; }

    public IReadOnlyList<string> CompressionToServer { get; init; } = NoCompression;

    public IReadOnlyList<string> CompressionToClient { get; init; } = NoCompression;

    /// <summary>first_kex_packet_follows: the peer has guessed, and the guess follows.</summary>
    public bool FirstPacketFollows { get; init; }

    /// <summary>Null for a payload that is no SSH_MSG_KEXINIT.</summary>
    public static KexInit? Parse(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        if (!reader.TryReadByte(out _) || !reader.TryReadOctets(CookieLength, out _))
        {
            return null;
        }

        var lists = new IReadOnlyList<string>[Lists];
        for (var i = 0; i < Lists; i++)
        {
            if (!TryReadNames(ref reader, out lists[i]))
            {
                return null;
            }
        }

        if (!reader.TryReadBoolean(out var follows) || !reader.TryReadUInt32(out _) || !reader.AtEnd)
        {
            return null;
        }

        return new KexInit
        {
            KeyExchanges = lists[0],
            HostKeys = lists[1],
            CiphersToServer = lists[2],
            CiphersToClient = lists[3],
            MacsToServer = lists[4],
            MacsToClient = lists[5],
            CompressionToServer = lists[6],
            CompressionToClient = lists[7],
            FirstPacketFollows = follows,
        };
    }

    /// <summary>The message, with a fresh cookie.</summary>
    /// <param name="markers">Names to put behind the key exchanges: see <see cref="KexMarkers"/>.</param>
    public byte[] ToPayload(IReadOnlyList<string> markers)
    {
        Span<byte> cookie = stackalloc byte[CookieLength];
        RandomNumberGenerator.Fill(cookie);
        using var writer = new SshWriter(MessageNumber.KexInit, capacity: 1024);
        writer.WriteOctets(cookie);
        writer.WriteNameList(KeyExchanges.Concat(markers));
        writer.WriteNameList(HostKeys);
        writer.WriteNameList(CiphersToServer);
        writer.WriteNameList(CiphersToClient);
        writer.WriteNameList(MacsToServer);
        writer.WriteNameList(MacsToClient);
        writer.WriteNameList(CompressionToServer);
        writer.WriteNameList(CompressionToClient);
        writer.WriteNameList([]);
        writer.WriteNameList([]);
        writer.WriteBoolean(FirstPacketFollows);
        writer.WriteUInt32(0);
        return writer.ToArray();
    }

    // A list of names, each printable US-ASCII; names longer than RFC 4251 allows are nobody's we know and do no harm.
    private static bool TryReadNames(ref SshReader reader, out IReadOnlyList<string> names)
    {
        names = [];
        if (!reader.TryReadString(SshLimits.NameList, out var octets) || octets.ContainsAnyExceptInRange((byte)0x21, (byte)0x7e))
        {
            return false;
        }

        names = octets.IsEmpty ? [] : Encoding.ASCII.GetString(octets).Split(',');
        return true;
    }
}
