namespace RemoteDev.Gateway.Contain.Transfers.Sftp;

/// <summary>Bounds of an SFTP channel; every length is held against one before it is used.</summary>
internal static class SftpLimits
{
    /// <summary>Longest packet: what OpenSSH takes (256 KiB), and room for those that count their header on top.</summary>
    public const int Packet = (256 << 10) + 1024;

    public const int Path = 4096;

    /// <summary>Longest handle (draft-ietf-secsh-filexfer-02 section 6.2).</summary>
    public const int Handle = 256;

    public const int ExtensionName = 64;

    /// <summary>Requests that may wait for an answer at once.</summary>
    public const int Outstanding = 1024;

    /// <summary>Files and folders that may be open at once.</summary>
    public const int Open = 1024;

    /// <summary>Own answers that wait until the target's packet before them is through.</summary>
    public const int OwnAnswers = 64 << 10;
}
