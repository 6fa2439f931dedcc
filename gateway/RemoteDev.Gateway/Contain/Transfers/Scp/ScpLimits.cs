namespace RemoteDev.Gateway.Contain.Transfers.Scp;

/// <summary>Bounds of scp's old protocol.</summary>
internal static class ScpLimits
{
    /// <summary>Longest line of either side.</summary>
    public const int Line = 4096;

    /// <summary>Deepest folder in a folder.</summary>
    public const int Depth = 128;

    /// <summary>Longest reason that is sent in the other side's place.</summary>
    public const int Reason = 400;
}
