using System.Threading.Channels;
using RemoteDev.Gateway.Replicas;

namespace RemoteDev.Gateway.Identify.Lockouts;

/// <summary>
/// Tells the other gateways what is counted here and counts what they tell, so that who guesses at many gateways has no more guesses. What
/// a message misses is lost: each gateway still counts what it sees itself, also while Redis is away.
/// </summary>
internal sealed class LockoutShare : BackgroundService
{
    private const int MostWaiting = 10_000;

    private readonly Channel<LockoutChange> _queue = Channel.CreateBounded<LockoutChange>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly LockoutBook _book;
    private readonly ISharedState _shared;
    private readonly ILogger<LockoutShare> _log;

    public LockoutShare(LockoutBook book, ISharedState shared, ILogger<LockoutShare> log)
    {
        (_book, _shared, _log) = (book, shared, log);
        if (shared.IsAlone)
        {
            return;
        }

        book.Changed += change => _queue.Writer.TryWrite(change);
        shared.Hear(SharedTopic.LockoutCounted, message =>
        {
            if (LockoutChange.Read(message.Span) is { } change)
            {
                _book.Follow(change);
            }
        });
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            await GuardRounds.OnceAsync(token => TryTellAsync(change, token), _log, stoppingToken);
        }
    }

    private async Task TryTellAsync(LockoutChange change, CancellationToken cancellationToken)
    {
        try
        {
            await _shared.TellAsync(SharedTopic.LockoutCounted, change.Write(), cancellationToken);
        }
        catch (SharedStateException)
        {
            // Counted here all the same; without Redis nobody signs in anywhere.
        }
    }
}
