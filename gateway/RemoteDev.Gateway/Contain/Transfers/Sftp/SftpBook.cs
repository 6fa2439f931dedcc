using System.Buffers;

namespace RemoteDev.Gateway.Contain.Transfers.Sftp;

/// <summary>What both directions of an SFTP channel know together: what is open, what is asked, and what we answered ourselves.</summary>
internal sealed class SftpBook(ITransferObserver observer)
{
    private readonly Dictionary<byte[], SftpFile> _files = new(new HandleComparer());
    private readonly Dictionary<uint, SftpPending> _pending = [];
    private readonly ArrayBufferWriter<byte> _own = new();

    public ITransferObserver Observer => observer;

    /// <summary>Why the channel ends, for the person; null while it goes on.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether the target has said which version it speaks, and it is the one.</summary>
    public bool IsOpen { get; set; }

    public bool Fail(string fault)
    {
        Fault ??= fault;
        return false;
    }

    public SftpFile? Find(ReadOnlySpan<byte> handle) =>
        _files.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(handle, out var file) ? file : null;

    public bool Opened(ReadOnlySpan<byte> handle, SftpFile file) =>
        _files.Count < SftpLimits.Open && _files.GetAlternateLookup<ReadOnlySpan<byte>>().TryAdd(handle, file);

    public void Closing(ReadOnlySpan<byte> handle) => _files.GetAlternateLookup<ReadOnlySpan<byte>>().Remove(handle);

    /// <summary>A request is about to go to the target. False when its number is in use or too many wait.</summary>
    public bool Asked(uint id, SftpPending pending) => _pending.Count < SftpLimits.Outstanding && _pending.TryAdd(id, pending);

    public bool IsAsked(uint id) => _pending.ContainsKey(id);

    public bool Answered(uint id, out SftpPending pending) => _pending.Remove(id, out pending);

    /// <summary>Answers a request in the target's place, when its packets leave room.</summary>
    public bool Answer(uint id, uint code, string message)
    {
        SftpStatus.Write(_own, id, code, message);
        return _own.WrittenCount <= SftpLimits.OwnAnswers || Fail("Too many SFTP requests were refused at once.");
    }

    /// <summary>Hands on our own answers; only between two packets of the target.</summary>
    public void Flush(IBufferWriter<byte> toDeveloper)
    {
        if (_own.WrittenCount > 0)
        {
            toDeveloper.Write(_own.WrittenSpan);
            _own.ResetWrittenCount();
        }
    }

    /// <summary>The channel is over: tells of all that was open.</summary>
    public void End()
    {
        foreach (var file in _files.Values.Concat(_pending.Values.Where(p => p.Type == SftpType.Close).Select(p => p.File!)))
        {
            file.Close(observer);
        }

        _files.Clear();
        _pending.Clear();
    }
}
