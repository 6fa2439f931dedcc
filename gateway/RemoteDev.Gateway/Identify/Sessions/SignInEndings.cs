using System.Text.Json;
using System.Threading.Channels;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>
/// Makes an end that has happened here an end everywhere: takes the sign-in out of what the gateways share and tells the others. One gateway
/// alone does it at once; otherwise it is done in order and in the background, and tried until it is done: while this gateway runs, an end
/// is not forgotten because Redis was away. That all of a person's ended stands in the database as well, also when there is one gateway:
/// access tokens outlive it, and are held against that.
/// </summary>
internal sealed partial class SignInEndings(SignInShare share, SignInEndBook book, TimeProvider clock, ILogger<SignInEndings> log) : BackgroundService
{
    private const int MostRounds = 5;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AtStop = TimeSpan.FromSeconds(3);

    private readonly List<Func<TimeSpan, CancellationToken, Task<bool>>> _others = [];
    private readonly Channel<End> _toWrite = Channel.CreateUnbounded<End>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Channel<Work> _queue = Channel.CreateUnbounded<Work>(new UnboundedChannelOptions { SingleReader = true });

    private Work? _failed;

    /// <summary>Raised once in the house for each sign-in that ends, at the gateway that ended it; handlers must not block or throw.</summary>
    public event Action<SignIn, EndReason>? Concluded;

    /// <summary>A sign-in has ended here.</summary>
    public void Conclude(TokenHash cookie, SignIn signIn, EndReason reason)
    {
        if (share.IsAlone)
        {
            if (share.TakeHere(cookie))
            {
                RaiseConcluded(signIn, reason);
            }

            return;
        }

        _queue.Writer.TryWrite(new Work.One(cookie, signIn, reason));
    }

    /// <summary>A cookie whose sign-in this gateway could not look up is to open nothing any more.</summary>
    public void ConcludeUnseen(TokenHash cookie, EndReason reason)
    {
        if (!share.IsAlone)
        {
            _queue.Writer.TryWrite(new Work.Unseen(cookie, reason));
        }
    }

    /// <summary>All of a person's are to end, also those that this gateway never met; not those opened since, however late it can be done.</summary>
    public void ConcludeAllOf(string login, SignIn? except, EndReason reason, DateTimeOffset at)
    {
        // Not behind what waits for Redis.
        _toWrite.Writer.TryWrite(new End(login, except is null ? null : (except.Id, except.OpenedAt), at, null));
        if (!share.IsAlone)
        {
            _queue.Writer.TryWrite(new Work.All(login, except?.Id, reason, at));
        }
    }

    /// <summary>What an end means elsewhere is to be waited for as well. Called while the gateway is put together.</summary>
    public void SettleWith(Func<TimeSpan, CancellationToken, Task<bool>> settled) => _others.Add(settled);

    /// <summary>Waits until whatever ended here so far has ended everywhere. False: the others do not know yet.</summary>
    public async Task<bool> SettledAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var settled = await Task.WhenAll(_others.Select(other => other(patience, cancellationToken)).Append(ToldAsync(patience, cancellationToken)));
        return settled.All(yes => yes);
    }

    private async Task<bool> ToldAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var (told, written) = (Reached(), Reached());
        _queue.Writer.TryWrite(new Work.Mark(told));
        _toWrite.Writer.TryWrite(new End("", null, default, written));
        try
        {
            await Task.WhenAll(told.Task, written.Task).WaitAsync(patience, clock, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Does what is left, as far as it goes quickly.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(AtStop, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await ToldAsync(AtStop, either.Token);
        }
        catch (OperationCanceledException)
        {
            // Redis is away, or the host does not wait: the parts after this one still have to stop.
        }

        await base.StopAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(TellAllAsync(stoppingToken), WriteAllAsync(stoppingToken));

    /// <summary>Who listens to the end of a sign-in threw, against its duty; the others hear of it all the same.</summary>
    [LoggerMessage(Level = LogLevel.Error, Message = "A listener of the sign-ins' ends threw.")]
    public partial void ListenerFailed(Exception fault);

    private void RaiseConcluded(SignIn signIn, EndReason reason) =>
        EachListener.Tell(Concluded, listener => listener(signIn, reason), ListenerFailed);

    private static TaskCompletionSource Reached() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task WriteAllAsync(CancellationToken stoppingToken)
    {
        await foreach (var end in _toWrite.Reader.ReadAllAsync(stoppingToken))
        {
            while (end.Reached is null && !await TryWriteAsync(end, stoppingToken))
            {
                await Task.Delay(BetweenTries, clock, stoppingToken);
            }

            end.Reached?.TrySetResult();
        }
    }

    private async Task<bool> TryWriteAsync(End end, CancellationToken cancellationToken)
    {
        try
        {
            if (await book.TryAddAsync(end.Login, end.Except, end.At, cancellationToken))
            {
                return true;
            }

            NotYet("The database does not answer.");
        }
        catch (Exception bug) when (!cancellationToken.IsCancellationRequested)
        {
            // Tried until it is done, whatever it was: tokens and what machines were granted are held against it.
            GuardRounds.Failed(log, bug);
        }

        return false;
    }

    private async Task TellAllAsync(CancellationToken stoppingToken)
    {
        await foreach (var work in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            while (!await TryAsync(work, stoppingToken))
            {
                await Task.Delay(BetweenTries, clock, stoppingToken);
            }
        }
    }

    private async Task<bool> TryAsync(Work work, CancellationToken cancellationToken)
    {
        try
        {
            switch (work)
            {
                case Work.One(var cookie, var signIn, var reason):
                    await EndAsync(cookie, signIn, reason, cancellationToken);
                    break;
                case Work.All(var login, var except, var reason, var at):
                    await EndAllAsync(new SignInEnding(null, login, except, reason) { At = at }, cancellationToken);
                    break;
                case Work.Unseen(var cookie, var reason):
                    if (await share.TakeAsync(cookie, cancellationToken) is { } unseen)
                    {
                        RaiseConcluded(unseen.ToSignIn(), reason);
                        await share.TellAsync(new SignInEnding(unseen.Id, unseen.Login, null, reason), cancellationToken);
                    }

                    break;
                case Work.Mark(var reached):
                    reached.TrySetResult();
                    break;
            }

            return true;
        }
        catch (SharedStateException fault)
        {
            NotYet(fault.Message);
            return false;
        }
        catch (Exception unread) when (unread is JsonException or InvalidDataException or FormatException)
        {
            // An entry of another version, which ends by itself: it must not hold up what comes after it.
            NotYet(unread.Message);
            return true;
        }
        catch (Exception bug) when (!cancellationToken.IsCancellationRequested)
        {
            // Tried again, and once: what fails the same way twice is in the entry, and must not hold up what comes after it either.
            GuardRounds.Failed(log, bug);
            (var again, _failed) = (ReferenceEquals(_failed, work), work);
            return again;
        }
    }

    // Told first: a Redis that takes no writes may still pass messages on.
    private async Task EndAsync(TokenHash cookie, SignIn signIn, EndReason reason, CancellationToken cancellationToken)
    {
        await share.TellAsync(new SignInEnding(signIn.Id, signIn.Login, null, reason), cancellationToken);
        if (await share.TakeAsync(cookie, cancellationToken) is not null || await TakeRenamedAsync(signIn, cancellationToken))
        {
            RaiseConcluded(signIn, reason);
        }
    }

    // It may have got another cookie at another gateway at this very moment.
    private async Task<bool> TakeRenamedAsync(SignIn signIn, CancellationToken cancellationToken)
    {
        foreach (var (cookie, record) in await share.OfAsync(signIn.Login, cancellationToken))
        {
            if (record.Id == signIn.Id && await share.TakeAsync(cookie, cancellationToken) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private async Task EndAllAsync(SignInEnding ending, CancellationToken cancellationToken)
    {
        await share.TellAsync(ending, cancellationToken);
        for (var round = 0; round < MostRounds; round++)
        {
            var last = SignInEnding.LastMeant(ending.At, clock.GetUtcNow());
            var left = (await share.OfAsync(ending.Login, cancellationToken))
                .Where(found => found.Record.Id != ending.Except && SignInEnding.IsMeant(found.Record.OpenedAt, last)).ToList();
            if (left.Count == 0)
            {
                return;
            }

            foreach (var (cookie, record) in left)
            {
                if (await share.TakeAsync(cookie, cancellationToken) is not null)
                {
                    RaiseConcluded(record.ToSignIn(), ending.Reason);
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "It could not be made known everywhere yet that a sign-in ended: {Reason}")]
    private partial void NotYet(string reason);

    /// <summary>That all of a person's sign-ins ended.</summary>
    /// <param name="Reached">Set when everything before it is written; then it is nobody's end.</param>
    private sealed record End(string Login, (string Id, DateTimeOffset OpenedAt)? Except, DateTimeOffset At, TaskCompletionSource? Reached);

    private abstract record Work
    {
        private Work()
        {
        }

        internal sealed record One(TokenHash Cookie, SignIn SignIn, EndReason Reason) : Work;

        internal sealed record All(string Login, string? Except, EndReason Reason, DateTimeOffset At) : Work;

        internal sealed record Unseen(TokenHash Cookie, EndReason Reason) : Work;

        internal sealed record Mark(TaskCompletionSource Reached) : Work;
    }
}
