namespace RemoteDev.Gateway.Contain.Transfers;

/// <summary>Which permission a request about files needs.</summary>
internal enum TransferNeed
{
    /// <summary>None would do.</summary>
    Unknown = 0,

    /// <summary>That to read or that to write: both ways need to look around.</summary>
    Either,

    /// <summary>That to read.</summary>
    Read,

    /// <summary>That to write.</summary>
    Write,
}
