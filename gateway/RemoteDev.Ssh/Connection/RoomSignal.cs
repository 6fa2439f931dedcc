namespace RemoteDev.Ssh.Connection;

/// <summary>Wakes one who waits. A signal that nobody waits for is kept for the next, so none is lost between a look and a wait.</summary>
internal sealed class RoomSignal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _waiting;
    private bool _kept;

    public void Set()
    {
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            waiting = _waiting;
            _waiting = null;
            _kept = waiting is null;
        }

        waiting?.TrySetResult();
    }

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_kept)
            {
                _kept = false;
                return Task.CompletedTask;
            }

            _waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _waiting.Task.WaitAsync(cancellationToken);
        }
    }
}
