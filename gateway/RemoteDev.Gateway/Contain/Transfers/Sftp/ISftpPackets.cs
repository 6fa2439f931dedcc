namespace RemoteDev.Gateway.Contain.Transfers.Sftp;

/// <summary>Receives the packets of one direction. False from any of these ends the channel.</summary>
internal interface ISftpPackets
{
    /// <summary>A whole packet, its length in front; it may be changed in place, but not in length.</summary>
    bool Packet(Span<byte> packet);

    /// <summary>A packet that carries file content, up to where the content begins.</summary>
    bool BulkHead(ReadOnlySpan<byte> head, uint length);

    /// <summary>Some of its content.</summary>
    bool Bulk(ReadOnlySpan<byte> content);

    /// <summary>All of it was read.</summary>
    void BulkEnded();
}
