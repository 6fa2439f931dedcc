namespace RemoteDev.Ssh.Connection;

/// <summary>
/// How a channel's handler is told: by one thread at a time. Whoever finds nobody telling begins, and goes on until nothing waits or a
/// request is undecided; whoever finds somebody telling leaves the message in the inbox.
/// </summary>
public sealed partial class SshChannel
{
    private bool _telling;
    private bool _closedTold;

    private delegate void Telling(SshChannel channel, ReadOnlySpan<byte> data, uint stream);

    private bool TryBegin()
    {
        if (_telling)
        {
            return false;
        }

        _telling = true;
        return true;
    }

    private void GoOn()
    {
        while (true)
        {
            InboxEntry? entry = null;
            lock (_gate)
            {
                if (!_over && (_undecided is not null || _inbox is null || !_inbox.TryTake(out entry)))
                {
                    _telling = false;
                    return;
                }

                if (entry?.Kind == InboxEntryKind.Close && _closeSent)
                {
                    Finish();
                    entry = null;
                }

                if (_over)
                {
                    if (_closedTold)
                    {
                        return;
                    }

                    _closedTold = true;
                }

                _undecided = entry?.Request;
            }

            Tell(entry);
        }
    }

    private void Tell(InboxEntry? entry)
    {
        switch (entry?.Kind)
        {
            case InboxEntryKind.Data:
                TellData(entry.Data!.WrittenSpan, entry.Stream);
                break;
            case InboxEntryKind.Request:
                Tell(static (channel, _, _) => channel._handler!.OnRequest(channel._undecided!), default, 0);
                break;
            case InboxEntryKind.Eof:
                Tell(static (channel, _, _) => channel._handler!.OnEof(), default, 0);
                break;
            case InboxEntryKind.Close:
                Tell(static (channel, _, _) => channel._handler!.OnCloseReceived(channel), default, 0);
                break;
            default:
                TellClosed();
                break;
        }
    }

    private void TellClosed()
    {
        Queue<Action<bool>>? replies;
        lock (_gate)
        {
            replies = _replies;
            _replies = null;
        }

        while (replies?.TryDequeue(out var reply) == true)
        {
            reply(false);
        }

        _handler!.OnClosed();
    }

    private void TellData(ReadOnlySpan<byte> data, uint stream)
        => Tell(static (channel, octets, which) => channel._handler!.OnData(octets, which), data, stream);

    // A handler that throws is a bug that ends the connection; the channel must still hear of its end.
    private void Tell(Telling telling, ReadOnlySpan<byte> data, uint stream)
    {
        var told = false;
        try
        {
            telling(this, data, stream);
            told = true;
        }
        finally
        {
            if (!told)
            {
                lock (_gate)
                {
                    _telling = false;
                }
            }
        }
    }
}
