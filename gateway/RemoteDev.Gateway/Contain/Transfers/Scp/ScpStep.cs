namespace RemoteDev.Gateway.Contain.Transfers.Scp;

/// <summary>Where an scp conversation is; the two sides take turns.</summary>
internal enum ScpStep
{
    /// <summary>It has failed.</summary>
    Closed = 0,

    /// <summary>The receiver has to say that it is ready, or that it took what it was sent.</summary>
    Answer,

    /// <summary>The sender has to send a line.</summary>
    Line,

    /// <summary>The sender sends content.</summary>
    Content,

    /// <summary>The sender has to say whether the content was good.</summary>
    Status,
}
