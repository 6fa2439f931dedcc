namespace RemoteDev.Gateway.Contain.Transfers.Sftp;

/// <summary>What is open under a handle.</summary>
/// <param name="path">As it was judged, escaped.</param>
/// <param name="isFolder">A folder's handle reads names, a file's content.</param>
/// <param name="reads">Whether reading was asked for and permitted.</param>
/// <param name="writes">Whether writing was asked for and permitted.</param>
/// <param name="beginsEmpty">Whether opening it for writing empties or creates it, so that what is written is all there is.</param>
internal sealed class SftpFile(string path, bool isFolder, bool reads, bool writes, bool beginsEmpty)
{
    private readonly TransferTally? _in = writes ? new TransferTally(path, TransferDirection.In) : null;
    private bool _closed;

    public string Path => path;

    public bool IsFolder => isFolder;

    /// <summary>What goes out of it; null when it is not open for reading.</summary>
    public TransferTally? Out { get; } = reads ? new TransferTally(path, TransferDirection.Out) : null;

    /// <summary>What comes into it; null when it is not open for writing.</summary>
    public TransferTally? In => _in;

    /// <summary>Tells what passed, once.</summary>
    public void Close(ITransferObserver observer)
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        if (Out is { } read)
        {
            observer.Ended(read.Finish());
            read.Dispose();
        }

        if (_in is { } written)
        {
            if (beginsEmpty)
            {
                written.End((ulong)written.Bytes);
            }

            observer.Ended(written.Finish());
            written.Dispose();
        }
    }
}
