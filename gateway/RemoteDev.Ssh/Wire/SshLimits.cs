namespace RemoteDev.Ssh.Wire;

/// <summary>Bounds of the wire format, in octets. What a peer would like beyond them is refused before it is allocated.</summary>
internal static class SshLimits
{
    /// <summary>The longest algorithm, request, channel type or subsystem name (RFC 4251 section 6).</summary>
    public const int Name = 64;

    /// <summary>The longest list of names that is read: OpenSSH's longest is about 500.</summary>
    public const int NameList = 4096;

    /// <summary>The longest payload that is read or sent (RFC 4253 section 6.1 demands 32768; OpenSSH goes to 256 KiB).</summary>
    public const int Payload = 64 * 1024;

    /// <summary>The largest packet on the wire: payload, padding, length and tag.</summary>
    public const int Packet = Payload + 1024;

    /// <summary>The data of one channel message that is announced to peers (RFC 4254 section 5.2).</summary>
    public const int ChannelData = 32 * 1024;

    /// <summary>The longest key or certificate blob.</summary>
    public const int KeyBlob = 16 * 1024;

    /// <summary>The longest user name, host name, command or path, each a text of its own.</summary>
    public const int Text = 32 * 1024;
}
