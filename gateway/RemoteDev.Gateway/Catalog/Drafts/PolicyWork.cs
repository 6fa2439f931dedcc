namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>
/// Where comparisons and replays are worked out: off the request's own path, one at a time in this gateway, within a deadline. People
/// who work through the gateway must not feel that somebody compares policies.
/// </summary>
internal sealed class PolicyWork(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Runs the work when its turn comes.</summary>
    /// <param name="work">Looks at its token often enough to end within a second of being told to.</param>
    public async Task<Worked<T>> RunAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellationToken)
        where T : class
    {
        if (!await _one.WaitAsync(Patience, cancellationToken))
        {
            return new Worked<T>(null, new CatalogFault("busy", "the gateway is comparing another policy at this moment; try again in a minute"));
        }

        try
        {
            using var deadline = new CancellationTokenSource(Deadline, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
            return new Worked<T>(await Task.Run(() => work(either.Token), either.Token), null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Worked<T>(
                null, new CatalogFault("deadline", $"this takes longer than the {Deadline.TotalSeconds:0} seconds that the gateway gives it; ask about fewer people, days or decisions"));
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
