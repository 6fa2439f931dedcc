namespace RemoteDev.Gateway.Contain.Transfers.Sftp;

/// <summary>The extensions of OpenSSH's PROTOCOL section 4 that pass; others are neither offered nor let through.</summary>
internal static class SftpExtensions
{
    public static bool Passes(ReadOnlySpan<byte> name) =>
        IsRename(name) || IsLink(name) || OfHandle(name) || OfPath(name) || OfNothing(name)
        || name.SequenceEqual("lsetstat@openssh.com"u8) || name.SequenceEqual("copy-data"u8)
        || name.SequenceEqual("users-groups-by-id@openssh.com"u8);

    public static bool IsRename(ReadOnlySpan<byte> name) => name.SequenceEqual("posix-rename@openssh.com"u8);

    public static bool IsLink(ReadOnlySpan<byte> name) => name.SequenceEqual("hardlink@openssh.com"u8);

    /// <summary>Those whose one field is a handle.</summary>
    public static bool OfHandle(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("fsync@openssh.com"u8) || name.SequenceEqual("fstatvfs@openssh.com"u8);

    /// <summary>Those that look at what their one field names, a path or a person.</summary>
    public static bool OfPath(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("statvfs@openssh.com"u8) || IsNaming(name);

    /// <summary>Those without a field.</summary>
    public static bool OfNothing(ReadOnlySpan<byte> name) => name.SequenceEqual("limits@openssh.com"u8);

    /// <summary>What answers one, beside a status.</summary>
    public static SftpType AnswerOf(ReadOnlySpan<byte> name) =>
        IsNaming(name) ? SftpType.Name
        : OfNothing(name) || name.SequenceEqual("statvfs@openssh.com"u8) || name.SequenceEqual("fstatvfs@openssh.com"u8)
            || name.SequenceEqual("users-groups-by-id@openssh.com"u8) ? SftpType.ExtendedReply
        : SftpType.Status;

    private static bool IsNaming(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("expand-path@openssh.com"u8) || name.SequenceEqual("home-directory"u8);
}
