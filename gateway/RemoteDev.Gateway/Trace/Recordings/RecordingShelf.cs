namespace RemoteDev.Gateway.Trace.Recordings;

/// <summary>Where recordings stand: one folder for each session, one file for each stream in it.</summary>
internal sealed class RecordingShelf(string root, ITraceDisk disk, IKeySeal seal, TimeProvider clock)
{
    private const string Extension = ".rec";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Begins a recording; when this returns it is on the disk.</summary>
    /// <param name="failed">Called at most once when it cannot go on.</param>
    /// <exception cref="IOException">The disk failed: nothing may be opened.</exception>
    public RecordingWriter Begin(string session, string stream, Action<string> failed)
    {
        if (!IsWord(session) || !IsWord(stream))
        {
            throw new ArgumentException("Not the ids of a session and a stream.", nameof(stream));
        }

        var folder = Folder(session);
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, OwnerOnly);
            }

            DirectorySync.Sync(root);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException(refused.Message, refused);
        }

        var path = Path.Combine(folder, stream + Extension);
        if (File.Exists(path))
        {
            throw new IOException("There is a recording of that name already.");
        }

        var file = disk.Open(path);
        try
        {
            return new RecordingWriter(RecordingFile.Create(file, seal), $"{session}/{stream}", failed, clock);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The streams of a session that were recorded, oldest first.</summary>
    public IReadOnlyList<string> Of(string session)
    {
        var folder = IsWord(session) ? new DirectoryInfo(Folder(session)) : null;
        return folder is { Exists: true }
            ? [.. folder.EnumerateFiles("*" + Extension).OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => Path.GetFileNameWithoutExtension(file.Name))]
            : [];
    }

    /// <summary>Opens a recording, also one that is still being written; null when there is none, or it is none.</summary>
    public RecordingReader? Open(string session, string stream)
    {
        var path = IsWord(session) && IsWord(stream) ? Path.Combine(Folder(session), stream + Extension) : "";
        if (!File.Exists(path))
        {
            return null;
        }

#pragma warning disable CA2000 // the reader owns the file, or it is disposed here
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true);
#pragma warning restore CA2000
        var reader = RecordingReader.TryOpen(file, seal);
        if (reader is null)
        {
            file.Dispose();
        }

        return reader;
    }

    private string Folder(string session) => Path.Combine(root, session);

    // Ids are ours, yet some arrive in addresses: nothing but a plain word becomes part of a path.
    private static bool IsWord(string id) => id.Length is > 0 and <= 80 && id.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
