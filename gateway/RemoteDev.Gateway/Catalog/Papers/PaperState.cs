namespace RemoteDev.Gateway.Catalog.Papers;

/// <summary>How a paper stands.</summary>
internal enum PaperState
{
    /// <summary>Never signed.</summary>
    Missing = 0,

    /// <summary>Signed, and no longer valid.</summary>
    Expired,

    /// <summary>Valid for less than 30 days more.</summary>
    ExpiresSoon,

    /// <summary>Valid, but another version is current.</summary>
    OlderVersion,

    Valid,
}
