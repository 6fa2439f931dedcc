namespace RemoteDev.Gateway.Contain.Transfers;

/// <summary>What went through of one file, in one direction.</summary>
/// <param name="Path">As in the request that was judged.</param>
/// <param name="Bytes">Octets of content that passed, repeated ones counted again.</param>
/// <param name="Sha256">Of the content in lower-case hex, when it passed in order from the file's beginning; otherwise null.</param>
/// <param name="IsWhole">Whether that was the whole file: the digest is then the file's.</param>
internal sealed record TransferReceipt(string Path, TransferDirection Direction, long Bytes, string? Sha256, bool IsWhole);
