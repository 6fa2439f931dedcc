using System.Buffers;

namespace RemoteDev.Ssh.Connection;

/// <summary>
/// Messages of one channel that wait behind an undecided request, in their order. Data is bounded by the channel's window, all else by
/// <see cref="ConnectionLimits"/>. Guarded by the lock of the connection.
/// </summary>
internal sealed class ChannelInbox(ConnectionLimits limits)
{
    private readonly Queue<InboxEntry> _entries = new();
    private InboxEntry? _last;
    private int _requests;
    private int _requestOctets;

    public bool IsEmpty => _entries.Count == 0;

    public bool HasRequests => _requests > 0;

    /// <summary>False when more messages wait than may.</summary>
    public bool TryAddData(ReadOnlySpan<byte> data, uint stream)
    {
        if (_last is { Kind: InboxEntryKind.Data } last && last.Stream == stream)
        {
            last.Data!.Write(data);
            return true;
        }

        var waiting = new ArrayBufferWriter<byte>(data.Length);
        waiting.Write(data);
        return TryAdd(new InboxEntry(InboxEntryKind.Data) { Stream = stream, Data = waiting });
    }

    public bool TryAddRequest(ChannelRequest request)
    {
        if (_requests >= limits.WaitingRequests || request.Payload.Length > limits.WaitingRequestOctets - _requestOctets)
        {
            return false;
        }

        _requests++;
        _requestOctets += request.Payload.Length;
        return TryAdd(new InboxEntry(InboxEntryKind.Request) { Request = request });
    }

    /// <summary>Adds an end of data or a close, of which a channel has one each.</summary>
    public void AddEnd(InboxEntryKind kind)
    {
        _last = new InboxEntry(kind);
        _entries.Enqueue(_last);
    }

    public bool TryTake(out InboxEntry entry)
    {
        if (!_entries.TryDequeue(out entry!))
        {
            return false;
        }

        if (_entries.Count == 0)
        {
            _last = null;
        }

        if (entry.Request is { } request)
        {
            _requests--;
            _requestOctets -= request.Payload.Length;
        }

        return true;
    }

    /// <summary>Drops all but how the program ended and what the peer's end is.</summary>
    public void DropBeforeFarewells()
    {
        InboxEntry[] kept = [.. _entries.Where(entry => entry.Kind == InboxEntryKind.Close || entry.Request?.IsFarewell == true)];
        Clear();
        foreach (var entry in kept)
        {
            _last = entry;
            _entries.Enqueue(entry);
            _requests += entry.Request is null ? 0 : 1;
            _requestOctets += entry.Request?.Payload.Length ?? 0;
        }
    }

    public void Clear()
    {
        _entries.Clear();
        _last = null;
        _requests = 0;
        _requestOctets = 0;
    }

    private bool TryAdd(InboxEntry entry)
    {
        if (_entries.Count >= limits.WaitingMessages)
        {
            return false;
        }

        _last = entry;
        _entries.Enqueue(entry);
        return true;
    }
}
