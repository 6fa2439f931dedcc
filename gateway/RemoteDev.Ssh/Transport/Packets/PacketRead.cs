namespace RemoteDev.Ssh.Transport.Packets;

/// <summary>What an attempt to read a packet came to.</summary>
internal enum PacketRead
{
    /// <summary>More octets are needed.</summary>
    Incomplete = 0,

    /// <summary>A payload is there.</summary>
    Payload,

    /// <summary>What arrived is no packet, or not the peer's.</summary>
    Broken,
}
