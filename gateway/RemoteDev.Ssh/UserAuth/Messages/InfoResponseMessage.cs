using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.UserAuth.Messages;

/// <summary>SSH_MSG_USERAUTH_INFO_RESPONSE (RFC 4256 section 3.4).</summary>
internal static class InfoResponseMessage
{
    /// <summary>
    /// Null when the payload does not hold exactly the answers that were asked for. The count that the peer states is compared, and nothing
    /// is allocated by it.
    /// </summary>
    public static IReadOnlyList<string>? Read(ReadOnlySpan<byte> payload, int expected)
    {
        var reader = new SshReader(payload);
        if (!reader.TryReadByte(out _) || !reader.TryReadUInt32(out var count) || count != (uint)expected)
        {
            return null;
        }

        var answers = new string[expected];
        for (var i = 0; i < expected; i++)
        {
            if (!reader.TryReadText(UserAuthLimits.Answer, out answers[i]))
            {
                return null;
            }
        }

        return reader.AtEnd ? answers : null;
    }
}
