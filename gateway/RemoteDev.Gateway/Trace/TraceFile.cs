namespace RemoteDev.Gateway.Trace;

/// <summary>A file of the trace on the real disk. Readable by the gateway's own user only.</summary>
internal sealed class TraceFile : ITraceFile
{
    private readonly FileStream _stream;
    private readonly string _path;

    public TraceFile(string path)
    {
        _path = path;
        var isNew = !File.Exists(path);
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        _stream = new FileStream(path, options);
        try
        {
            _stream.Seek(0, SeekOrigin.End);
            if (isNew)
            {
                _stream.Flush(flushToDisk: true);
                DirectorySync.Sync(Path.GetDirectoryName(path)!);
            }
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    public void Append(ReadOnlySpan<byte> bytes) => _stream.Write(bytes);

    public void Commit()
    {
        _stream.Flush(flushToDisk: true);

        // A deleted or replaced file would go on taking our bytes, to nowhere.
        var named = new FileInfo(_path);
        if (!named.Exists || named.Length != _stream.Length)
        {
            throw new IOException("The trace file was removed, replaced or cut while it was written.");
        }
    }

    public void Dispose() => _stream.Dispose();
}
