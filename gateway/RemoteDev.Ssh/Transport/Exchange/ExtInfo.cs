using System.Text;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Transport.Exchange;

/// <summary>SSH_MSG_EXT_INFO (RFC 8308 section 2.3). Of the extensions we say and understand one: server-sig-algs.</summary>
internal static class ExtInfo
{
    private const int MostExtensions = 32;
    private const string ServerSignatureAlgorithms = "server-sig-algs";

    public static byte[] ToPayload(IReadOnlyList<string> signatureAlgorithms)
    {
        using var writer = new SshWriter(MessageNumber.ExtInfo);
        writer.WriteUInt32(1);
        writer.WriteText(ServerSignatureAlgorithms);
        writer.WriteNameList(signatureAlgorithms);
        return writer.ToArray();
    }

    /// <summary>False for a malformed message.</summary>
    /// <param name="signatureAlgorithms">Null when the peer does not say them.</param>
    public static bool TryParse(ReadOnlySpan<byte> payload, out IReadOnlyList<string>? signatureAlgorithms)
    {
        signatureAlgorithms = null;
        var reader = new SshReader(payload[1..]);
        if (!reader.TryReadUInt32(out var count) || count > MostExtensions)
        {
            return false;
        }

        for (var i = 0u; i < count; i++)
        {
            // A value may be anything: it is read as octets (RFC 8308 section 2.5).
            if (!reader.TryReadText(SshLimits.NameList, out var name) || !reader.TryReadString(SshLimits.Text, out var value))
            {
                return false;
            }

            if (name == ServerSignatureAlgorithms && value.Length <= SshLimits.NameList)
            {
                signatureAlgorithms = Encoding.ASCII.GetString(value).Split(',', StringSplitOptions.RemoveEmptyEntries);
            }
        }

        return reader.AtEnd;
    }
}
