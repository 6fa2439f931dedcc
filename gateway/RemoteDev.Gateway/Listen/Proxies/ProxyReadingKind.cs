namespace RemoteDev.Gateway.Listen.Proxies;

/// <summary>How far a header of a proxy has been read. The zero value refuses.</summary>
internal enum ProxyReadingKind
{
    Refused = 0,

    /// <summary>What is there may become a header.</summary>
    Incomplete,

    Accepted,
}
