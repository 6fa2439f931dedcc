namespace RemoteDev.Ssh.Relay;

/// <summary>How the end of one side becomes the end of the other.</summary>
public sealed partial class RelayedChannel
{
    /// <summary>What a client has sent before it left is delivered to a target that reads, but not kept for one that never does.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private ITimer? _leaving;

    /// <summary>
    /// A client that has closed still hears how its program ended: dropbear closes as soon as there is no more to read. A server has
    /// nothing to say after its close, and is let go at once, however slowly the client reads.
    /// </summary>
    internal void OnCloseReceived(RelayEnd end)
    {
        Other(end).Lane.DropData();
        end.Lane.OnSourceClosed();
        WaitForReader(end);
        if (end.Side == RelaySide.Server)
        {
            end.Channel!.Close();
        }

        Flush(end);
    }

    internal void OnClosed(RelayEnd end)
    {
        Other(end).Lane.Kill();
        end.Lane.OnSourceClosed();
        WaitForReader(end);
        Flush(end);
        lock (_gate)
        {
            end.IsClosed = true;
            if (_isOver || !Other(end).IsClosed)
            {
                return;
            }

            _isOver = true;
            _leaving?.Dispose();
        }

        _guard.OnEnded(this);
    }

    private void WaitForReader(RelayEnd left)
    {
        if (left.Side != RelaySide.Client || left.Lane.Waiting == 0)
        {
            return;
        }

        lock (_gate)
        {
            if (!_isOver)
            {
                _leaving ??= _time.CreateTimer(static state => ((RelayedChannel)state!).OnNotRead(), this, Patience, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void OnNotRead()
    {
        Client.Lane.DropData();
        Flush(Client);
    }
}
