using RemoteDev.Ssh.Transport.Packets;

namespace RemoteDev.Ssh.Transport.Version;

/// <summary>
/// Finds the peer's identification string at the beginning of what it sends. A server may say other lines before it (RFC 4253 section 4.2):
/// a client reads past a few; a client that says anything else to a server is refused.
/// </summary>
internal sealed class VersionReader(SshRole ourRole)
{
    private const int LinesBefore = 32;
    private static readonly SshFault NotSsh =
        new(DisconnectReason.ProtocolVersionNotSupported, "The peer did not begin with an SSH-2.0 identification string of at most 255 octets.");

    private int _linesBefore;

    /// <summary>The identification string, once it was read.</summary>
    public string? Version { get; private set; }

    /// <summary>Reads as far as there are whole lines. Null with <see cref="Version"/> null asks for more octets.</summary>
    public SshFault? Read(ReceiveBuffer buffer)
    {
        while (Version is null)
        {
            var unread = buffer.Unread;
            var end = unread[..Math.Min(unread.Length, VersionLine.Limit)].IndexOf((byte)'\n');
            if (end < 0)
            {
                return unread.Length >= VersionLine.Limit || (ourRole == SshRole.Server && !MayBecomeIdentification(unread)) ? NotSsh : null;
            }

            var line = unread[..end];
            if (line.EndsWith("\r"u8))
            {
                line = line[..^1];
            }

            if (VersionLine.IsIdentification(line))
            {
                Version = VersionLine.Parse(line, ourRole);
                if (Version is null)
                {
                    return NotSsh;
                }
            }
            else if (ourRole == SshRole.Server || ++_linesBefore > LinesBefore || line.Contains((byte)0))
            {
                return NotSsh;
            }

            buffer.Consume(end + 1);
        }

        return null;
    }

    // Who speaks something else to a server is told so at once, not after the login grace.
    private static bool MayBecomeIdentification(ReadOnlySpan<byte> unread)
    {
        var start = "SSH-"u8;
        var common = Math.Min(unread.Length, start.Length);
        return unread[..common].SequenceEqual(start[..common]);
    }
}
