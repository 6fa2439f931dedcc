namespace RemoteDev.Gateway.Contain.Transfers.Sftp;

/// <summary>A request that reached the target and has no answer yet.</summary>
/// <param name="Type">What was asked.</param>
/// <param name="Answer">What may answer it, beside a status.</param>
/// <param name="File">What it is about, or will be.</param>
/// <param name="Offset">Where it reads or writes.</param>
/// <param name="Length">How much it asked to read.</param>
internal readonly record struct SftpPending(SftpType Type, SftpType Answer, SftpFile? File = null, ulong Offset = 0, uint Length = 0);
