namespace RemoteDev.Gateway.Contain.Git;

/// <summary>What a pkt-line is. The zero value is a fault: the bytes are no pkt-line.</summary>
internal enum PktLineKind
{
    Fault = 0,
    Data,
    Flush,
    Delimiter,
    ResponseEnd,
}
