using System.Buffers;

namespace RemoteDev.Gateway.Trace;

/// <summary>
/// The trace as files: appends entries to the file of the day and commits them. Holds the numbering. Used by one thread.
/// </summary>
/// <remarks>
/// A clock that is set back does not reopen a closed day: sequence numbers ascend through the files in the order of their
/// names, whatever the clock did. The time in each line tells when.
/// </remarks>
internal sealed class TraceLog(string directory, ITraceDisk disk) : IDisposable
{
    /// <summary>Held while this process writes the directory.</summary>
    public const string LockName = "writer.lock";

    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);
    private readonly TraceLine _line = new();
    private ITraceFile? _file;
    private FileStream? _lock;
    private DateOnly _day;
    private long _last;

    /// <summary>The last sequence number that is known to be on the disk.</summary>
    public long LastCommitted { get; private set; }

    /// <summary>Bytes gathered and not yet written.</summary>
    public int Pending => _buffer.WrittenCount;

    /// <summary>Closes what is open, reads where the trace ended and opens the newest file.</summary>
    /// <returns>The unfinished line that was set aside, or null.</returns>
    /// <exception cref="IOException">The directory or a file in it cannot be used.</exception>
    public TornLine? Open(DateOnly today)
    {
        Close();
        _buffer.ResetWrittenCount();
        CreateDirectory();
        _lock = TakeLock();

        var days = TraceDays.In(directory);
        TornLine? torn = null;
        var found = 0L;
        for (var i = days.Count - 1; i >= 0 && found == 0; i--)
        {
            var path = TraceDays.PathOf(directory, days[i]);
            torn = TraceTail.SetTornLineAside(path) ?? torn;
            found = TraceTail.LastSequence(path);
        }

        // When confirmed lines are missing from the disk, the numbers they had stay visibly unused.
        _last = Math.Max(found, LastCommitted);
        LastCommitted = LastCommitted == 0 ? _last : LastCommitted;
        _day = days.Count > 0 && days[^1] > today ? days[^1] : today;
        _file = disk.Open(TraceDays.PathOf(directory, _day));
        return torn;
    }

    /// <summary>Gathers one entry for the next commit and gives it its number.</summary>
    public TraceEntry Append(AuditEvent e, DateTimeOffset at)
    {
        var entry = new TraceEntry(_last + 1, at, e);
        _line.Write(_buffer, entry);
        _last = entry.Sequence;
        return entry;
    }

    /// <summary>Returns when everything appended is on the disk.</summary>
    /// <exception cref="IOException">It is not, or not all of it.</exception>
    public void Commit(DateOnly today)
    {
        if (today > _day)
        {
            _file?.Dispose();
            _file = null;
            _file = disk.Open(TraceDays.PathOf(directory, today));
            _day = today;
        }

        var file = _file ?? throw new IOException("The trace is not open.");
        file.Append(_buffer.WrittenSpan);
        file.Commit();
        _buffer.ResetWrittenCount();
        LastCommitted = _last;
    }

    public void Dispose()
    {
        Close();
        _line.Dispose();
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
        _lock?.Dispose();
        _lock = null;
    }

    /// <summary>A second gateway on the same directory fails here, and not by mixing its lines with ours.</summary>
    private FileStream TakeLock()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            return new FileStream(Path.Combine(directory, LockName), options);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException(refused.Message, refused);
        }
    }

    private void CreateDirectory()
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(directory);
            }
            else
            {
                Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException(refused.Message, refused);
        }
    }
}
