namespace RemoteDev.Gateway.Contain.WebSockets;

/// <summary>Reads the payload of data frames as it passes, in pieces of any size.</summary>
internal interface IFramePayload
{
    /// <summary>False: what was read must not pass, and nothing after it.</summary>
    /// <param name="bytes">As they are on the wire, still masked.</param>
    /// <param name="mask">The frame's key, big-endian; 0 for none.</param>
    /// <param name="offset">How far into the key the first byte is, 0 to 3.</param>
    bool Read(ReadOnlySpan<byte> bytes, uint mask, int offset);
}
