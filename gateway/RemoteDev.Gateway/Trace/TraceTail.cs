using System.Buffers;
using System.Globalization;

namespace RemoteDev.Gateway.Trace;

/// <summary>Reads where the trace ended, and sets an unfinished last line aside without losing it.</summary>
internal static class TraceTail
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>The sequence number of the last complete line in the file, or 0 when it has none that can be read.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static long LastSequence(string path)
    {
        using var file = OpenForReading(path);
        var end = file.Length;
        while (end > 0)
        {
            // 'end' stands just behind a line feed, or behind the last byte.
            var start = LastLineFeed(file, end - 1) + 1;
            if (end - start <= TraceLine.MaxBytes && TraceLine.Read(ReadRange(file, start, end)) is { } entry)
            {
                return entry.Sequence;
            }

            end = start;
        }

        return 0;
    }

    /// <summary>
    /// Moves what stands behind the last line feed into a note beside the file and cuts it off there. The note is on the disk
    /// before the cut, and an older note is never overwritten.
    /// </summary>
    /// <returns>The note, or null when the last line is complete.</returns>
    /// <exception cref="IOException">The file cannot be read or the note cannot be written.</exception>
    public static TornLine? SetTornLineAside(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        var end = file.Length;
        var start = LastLineFeed(file, end) + 1;
        if (start == end)
        {
            return null;
        }

        var note = NewNote(path, start);
        using (var kept = Create(note))
        {
            file.Seek(start, SeekOrigin.Begin);
            file.CopyTo(kept);
            kept.Flush(flushToDisk: true);
        }

        DirectorySync.Sync(Path.GetDirectoryName(path)!);
        file.SetLength(start);
        file.Flush(flushToDisk: true);
        return new TornLine(Path.GetFileName(note), end - start);
    }

    private static string NewNote(string path, long offset)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{path}.{offset}");
        for (var attempt = 0; ; attempt++)
        {
            var note = attempt == 0 ? $"{name}.torn" : string.Create(CultureInfo.InvariantCulture, $"{name}-{attempt}.torn");
            if (!File.Exists(note))
            {
                return note;
            }
        }
    }

    private static FileStream Create(string note)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(note, options);
    }

    private static FileStream OpenForReading(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);

    /// <summary>Where the last line feed before <paramref name="end"/> stands, or -1.</summary>
    private static long LastLineFeed(FileStream file, long end)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            while (end > 0)
            {
                var start = Math.Max(0, end - ChunkBytes);
                var chunk = buffer.AsSpan(0, (int)(end - start));
                file.Seek(start, SeekOrigin.Begin);
                file.ReadExactly(chunk);
                var at = chunk.LastIndexOf((byte)'\n');
                if (at >= 0)
                {
                    return start + at;
                }

                end = start;
            }

            return -1;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] ReadRange(FileStream file, long start, long end)
    {
        var line = new byte[end - start];
        file.Seek(start, SeekOrigin.Begin);
        file.ReadExactly(line);
        return line;
    }
}
