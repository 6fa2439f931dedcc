using System.Data.Common;
using System.Text;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Identify.Tokens;

/// <summary>
/// Makes the end of a token an end everywhere: the other gateways are told at once, and whoever ended all of a person's sign-ins ended their
/// tokens too, which leave the database here, in order and in the background, tried until it is done; whoever waits for that end waits for
/// this too. Who hears nothing asks the database, which knows of the end by itself (<see cref="SignInEndBook"/>): what a crash left in it
/// opens nothing, and leaves it at the next start.
/// </summary>
internal sealed partial class AccessTokenEndings : BackgroundService
{
    private const int MostOfHolder = 1000;
    private const string AllWereEnded = "All sign-ins of its holder were ended, and access tokens with them.";

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AtStop = TimeSpan.FromSeconds(3);

    private readonly Channel<Work> _queue = Channel.CreateUnbounded<Work>(new UnboundedChannelOptions { SingleReader = true });
    private readonly AccessTokens _tokens;
    private readonly AccessTokenStore _store;
    private readonly ISharedState _shared;
    private readonly TraceRoom _trace;
    private readonly TimeProvider _clock;
    private readonly ILogger<AccessTokenEndings> _log;

    public AccessTokenEndings(
        AccessTokens tokens, AccessTokenStore store, SignInEndings endings, ISharedState shared, TraceRoom trace, TimeProvider clock, ILogger<AccessTokenEndings> log)
    {
        (_tokens, _store, _shared, _trace, _clock, _log) = (tokens, store, shared, trace, clock, log);
        tokens.AllEnded += (holder, at) => _queue.Writer.TryWrite(new Work.All(holder, at));
        endings.SettleWith(SettledAsync);
        shared.Hear(SharedTopic.AccessTokenEnded, message => tokens.End(Encoding.UTF8.GetString(message.Span), EndReason.SignedOut));
    }

    /// <summary>It was removed from the database: ends it here, and tells the others, who would know within a second.</summary>
    public async Task TellAsync(string id, CancellationToken cancellationToken)
    {
        _tokens.End(id, EndReason.SignedOut);
        try
        {
            await _shared.TellAsync(SharedTopic.AccessTokenEnded, Encoding.UTF8.GetBytes(id), cancellationToken);
        }
        catch (SharedStateException fault)
        {
            NotTold(fault.Message);
        }
    }

    /// <summary>It is over: here at once, in the database as soon as that can be asked. Returns at once and never throws.</summary>
    public void Remove(AccessTokenRow row, string reason)
    {
        _tokens.End(row.Id, EndReason.SignedOut);
        _queue.Writer.TryWrite(new Work.One(row, reason));
    }

    /// <summary>Waits until whatever ended here so far has left the database.</summary>
    public async Task<bool> SettledAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Writer.TryWrite(new Work.Mark(reached));
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

    /// <summary>What was ended before this start, or elsewhere, comes first: whoever waits until all is settled waits for that too.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryWrite(new Work.Left());
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Does what is left, as far as it goes quickly.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        if (ExecuteTask is { IsCompleted: false })
        {
            using var patience = new CancellationTokenSource(AtStop, TimeProvider.System);
            try
            {
                await SettledAsync(AtStop, patience.Token);
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested)
            {
                // The clock of the house stands still; the host does not wait for it.
            }
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var work in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            while (!await TryAsync(work, stoppingToken))
            {
                await Task.Delay(BetweenTries, _clock, stoppingToken);
            }
        }
    }

    private async Task<bool> TryAsync(Work work, CancellationToken cancellationToken)
    {
        try
        {
            switch (work)
            {
                case Work.All(var holder, var at):
                    await RemoveAllAsync(holder, at, cancellationToken);
                    break;
                case Work.Left:
                    await RemoveAsync(await _store.LeftAsync(cancellationToken), AllWereEnded, cancellationToken);
                    break;
                case Work.One(var row, var reason):
                    await RemoveAsync([row], reason, cancellationToken);
                    break;
                case Work.Mark(var reached):
                    reached.TrySetResult();
                    break;
            }

            return true;
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException or InvalidOperationException or TimeoutException or IOException)
        {
            NotYet(fault.Message);
            return false;
        }
        catch (Exception bug) when (!cancellationToken.IsCancellationRequested)
        {
            GuardRounds.Failed(_log, bug);
            return false;
        }
    }

    private async Task RemoveAllAsync(string holder, DateTimeOffset at, CancellationToken cancellationToken) =>
        await RemoveAsync((await _store.OfAsync(holder, MostOfHolder, cancellationToken)).Where(row => row.MadeAt <= at), AllWereEnded, cancellationToken);

    private async Task RemoveAsync(IEnumerable<AccessTokenRow> rows, string reason, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            if (await _store.TryRemoveAsync(row.Id, cancellationToken))
            {
                await TraceAsync(row, reason, cancellationToken);
                await TellAsync(row.Id, cancellationToken);
            }
        }
    }

    // Of several gateways that heard it, the one that removed it says so.
    private ValueTask<bool> TraceAsync(AccessTokenRow row, string reason, CancellationToken cancellationToken) => _trace.OpenAsync(
        new CredentialRevoked
        {
            Actor = "gateway",
            Kind = AccessTokenDesk.Kind,
            For = row.Holder,
            Credential = row.Id,
            Reason = reason,
        },
        cancellationToken);

    [LoggerMessage(Level = LogLevel.Error, Message = "Access tokens that were ended could not be removed from the database yet: {Reason}")]
    private partial void NotYet(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The other gateways could not be told that an access token ended; they ask the database within a second: {Reason}")]
    private partial void NotTold(string reason);

    private abstract record Work
    {
        private Work()
        {
        }

        internal sealed record One(AccessTokenRow Row, string Reason) : Work;

        internal sealed record All(string Holder, DateTimeOffset At) : Work;

        /// <summary>What was ended before this start, or elsewhere.</summary>
        internal sealed record Left : Work;

        internal sealed record Mark(TaskCompletionSource Reached) : Work;
    }
}
