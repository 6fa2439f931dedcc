namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>
/// Where policies are tried, compared and replayed: off the request's own path, one at a time in this gateway, within a deadline, and
/// with a short queue in which one person has few places. People who work through the gateway must not feel that somebody compares policies.
/// </summary>
internal sealed class PolicyWork(TimeProvider clock) : IDisposable
{
    /// <summary>At work or waiting for their turn, of everybody.</summary>
    public const int MostOfAll = 12;

    /// <summary>The same of one person: what an editor asks for while somebody types, and one thing more.</summary>
    public const int MostOfOne = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Lock _places = new();
    private readonly Dictionary<string, int> _asking = new(StringComparer.Ordinal);
    private int _all;

    /// <summary>Runs the work when its turn comes.</summary>
    /// <param name="login">Who asks.</param>
    /// <param name="work">Looks at its token often enough to end within a second of being told to.</param>
    public async Task<Worked<T>> RunAsync<T>(string login, Func<CancellationToken, T> work, CancellationToken cancellationToken)
        where T : class
    {
        if (Enter(login) is { } full)
        {
            return new Worked<T>(null, full);
        }

        try
        {
            return await InTurnAsync(work, cancellationToken);
        }
        finally
        {
            Leave(login);
        }
    }

    public void Dispose() => _one.Dispose();

    private static CatalogFault Busy(string message) => new(CatalogFault.Busy, message);

    private async Task<Worked<T>> InTurnAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellationToken)
        where T : class
    {
        if (!await _one.WaitAsync(Patience, cancellationToken))
        {
            return new Worked<T>(null, Busy("the gateway is comparing another policy at this moment; try again in a minute"));
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

    private CatalogFault? Enter(string login)
    {
        lock (_places)
        {
            var own = _asking.GetValueOrDefault(login);
            if (own >= MostOfOne)
            {
                return Busy($"{own} questions of yours about policies are being worked out already; wait for one of them");
            }

            if (_all >= MostOfAll)
            {
                return Busy("the gateway is working out as many questions about policies as it takes on; try again in a minute");
            }

            _asking[login] = own + 1;
            _all++;
            return null;
        }
    }

    private void Leave(string login)
    {
        lock (_places)
        {
            _all--;
            if (--_asking[login] == 0)
            {
                _asking.Remove(login);
            }
        }
    }
}
