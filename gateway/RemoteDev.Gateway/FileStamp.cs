namespace RemoteDev.Gateway;

/// <summary>By what it is noticed that somebody put another file in a file's place.</summary>
internal readonly record struct FileStamp(DateTime WrittenAt, long Length)
{
    /// <summary>Null when there is no such file, or none that may be seen.</summary>
    public static FileStamp? Of(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists ? new FileStamp(file.LastWriteTimeUtc, file.Length) : null;
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
