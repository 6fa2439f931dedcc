namespace RemoteDev.Gateway.Identify.Passwords;

/// <summary>
/// Password hashing is slow on purpose. Through this gate it never takes more than half of the machine, and that half only while nobody
/// else wants it, so that a flood of sign-ins cannot starve the people who work; who waits too long, or comes when too many wait, is told to
/// try again.
/// </summary>
internal sealed class PasswordGate(int slots, TimeSpan patience) : IDisposable
{
    private const int MaxWaiting = 64;

    private readonly SemaphoreSlim _slots = new(slots, slots);
    private readonly PatientThreads _threads = new(slots, "password hashing");
    private int _waiting;

    /// <summary>Runs the work on a thread of its own, or answers false when the gate is too busy.</summary>
    public async Task<(bool Ran, T? Result)> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _waiting) > MaxWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return (false, default);
        }

        try
        {
            if (!await _slots.WaitAsync(patience, cancellationToken))
            {
                return (false, default);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            return (true, await _threads.RunAsync(work));
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose()
    {
        _threads.Dispose();
        _slots.Dispose();
    }
}
