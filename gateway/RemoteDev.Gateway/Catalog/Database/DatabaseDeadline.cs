namespace RemoteDev.Gateway.Catalog.Database;

/// <summary>How long somebody who waits for an answer of ours waits for the database.</summary>
internal static class DatabaseDeadline
{
    /// <summary>SQLite blocks instead, as long as its own busy timeout says.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The database's answer. When there is none in time: a <see cref="TimeoutException"/>, which <see cref="DatabaseFault"/> knows.</summary>
    public static async Task<T> KeepAsync<T>(Func<CancellationToken, Task<T>> ask, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await ask(either.Token);
        }
        catch (OperationCanceledException late) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("The database did not answer in time.", late);
        }
    }

    /// <inheritdoc cref="KeepAsync{T}(Func{CancellationToken, Task{T}}, TimeProvider, CancellationToken)"/>
    public static Task KeepAsync(Func<CancellationToken, Task> ask, TimeProvider clock, CancellationToken cancellationToken) =>
        KeepAsync(
            async token =>
            {
                await ask(token);
                return true;
            },
            clock,
            cancellationToken);
}
