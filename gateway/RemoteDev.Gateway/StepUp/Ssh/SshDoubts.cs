using System.Collections.Concurrent;
using System.Data.Common;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.StepUp.Ssh;

/// <summary>
/// Since when the factors that a person's keys and certificates bring along are not believed. Here at once; in the database as soon as it
/// can be written, where every other gateway looks before it believes one, and this one after a restart.
/// </summary>
internal sealed partial class SshDoubts : BackgroundService
{
    // Longer than any certificate lives that a person is given: at most as long as a sign-in, which is a day.
    private static readonly TimeSpan Keep = TimeSpan.FromDays(2);

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AtStop = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _here = new(StringComparer.Ordinal);
    private readonly Channel<Work> _queue = Channel.CreateUnbounded<Work>(new UnboundedChannelOptions { SingleReader = true });
    private readonly IDbContextFactory<AccountContext> _contexts;
    private readonly TimeProvider _clock;
    private readonly ILogger<SshDoubts> _log;

    public SshDoubts(IDbContextFactory<AccountContext> contexts, SignInEndings endings, TimeProvider clock, ILogger<SshDoubts> log)
    {
        (_contexts, _clock, _log) = (contexts, clock, log);
        endings.SettleWith(SettledAsync);
    }

    /// <summary>Whatever was given to this person until now is doubted. Returns at once and never throws.</summary>
    public void Add(string login)
    {
        var now = _clock.GetUtcNow();
        foreach (var old in _here.Where(pair => now - pair.Value >= Keep))
        {
            _here.TryRemove(old);
        }

        _here[login] = now;
        _queue.Writer.TryWrite(new Work(login, null));
    }

    /// <summary>Since when, as far as this gateway was told; null for never.</summary>
    public DateTimeOffset? Here(string login) => _here.TryGetValue(login, out var since) ? since : null;

    /// <summary>
    /// Asks the database, and keeps what is later than what was known here. Null: nothing new. Throws what <see cref="DatabaseFault"/> knows
    /// when it cannot be said now.
    /// </summary>
    public async ValueTask<DateTimeOffset?> LearnAsync(string login, CancellationToken cancellationToken)
    {
        if (await DatabaseDeadline.KeepAsync(token => StoredAsync(login, token), _clock, cancellationToken) is not { } stored || Here(login) >= stored)
        {
            return null;
        }

        _here.AddOrUpdate(login, stored, (_, known) => known > stored ? known : stored);
        return stored;
    }

    /// <summary>Waits until whatever is doubted so far is in the database. False: a restart would forget it, and others do not know.</summary>
    public async Task<bool> SettledAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Writer.TryWrite(new Work(null, reached));
        try
        {
            await reached.Task.WaitAsync(patience, _clock, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Writes what is left, as far as it goes quickly.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(AtStop, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await SettledAsync(AtStop, either.Token);
        }
        catch (OperationCanceledException)
        {
            // The database is away, or the host does not wait: the loop still has to stop.
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var work in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            while (work.Login is { } login && Here(login) is { } since && !await TryStoreAsync(login, since, stoppingToken))
            {
                await Task.Delay(BetweenTries, _clock, stoppingToken);
            }

            work.Reached?.TrySetResult();
        }
    }

    private async Task<DateTimeOffset?> StoredAsync(string login, CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        return (await context.SshDoubts.AsNoTracking().SingleOrDefaultAsync(row => row.Login == login, cancellationToken))?.Since;
    }

    private async Task<bool> TryStoreAsync(string login, DateTimeOffset since, CancellationToken cancellationToken)
    {
        try
        {
            await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
            var over = _clock.GetUtcNow() - Keep;
            await context.SshDoubts.Where(row => row.Since <= over).ExecuteDeleteAsync(cancellationToken);

            // Another gateway may have a later one; it stays.
            if (await context.SshDoubts.Where(row => row.Login == login && row.Since < since)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.Since, since), cancellationToken) == 0
                && !await context.SshDoubts.AnyAsync(row => row.Login == login, cancellationToken))
            {
                context.SshDoubts.Add(new SshDoubtRow { Login = login, Since = since });
                await context.SaveChangesAsync(cancellationToken);
            }

            return true;
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException or InvalidOperationException or TimeoutException or IOException)
        {
            // Also when another gateway wrote the first one at this moment: then there is one to update.
            NotYet(fault.Message);
            return false;
        }
        catch (Exception bug) when (!cancellationToken.IsCancellationRequested)
        {
            GuardRounds.Failed(_log, bug);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "It could not be stored yet that what SSH keys and certificates brought along is doubted: {Reason}")]
    private partial void NotYet(string reason);

    private sealed record Work(string? Login, TaskCompletionSource? Reached);
}
