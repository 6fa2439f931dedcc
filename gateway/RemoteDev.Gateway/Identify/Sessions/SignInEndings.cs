using System.Threading.Channels;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>
/// Makes an end that has happened here an end everywhere: takes the sign-in out of what the gateways share and tells the others. One gateway
/// alone does it at once; otherwise it is done in order and in the background, and tried until it is done: while this gateway runs, an end
/// is not forgotten because Redis was away.
/// </summary>
internal sealed partial class SignInEndings(SignInShare share, TimeProvider clock, ILogger<SignInEndings> log) : BackgroundService
{
    private const int MostRounds = 5;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AtStop = TimeSpan.FromSeconds(3);

    private readonly Channel<Work> _queue = Channel.CreateUnbounded<Work>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Raised once in the house for each sign-in that ends, at the gateway that ended it; handlers must not block or throw.</summary>
    public event Action<SignIn, EndReason>? Concluded;

    /// <summary>A sign-in has ended here.</summary>
    public void Conclude(TokenHash cookie, SignIn signIn, EndReason reason)
    {
        if (share.IsAlone)
        {
            if (share.TakeHere(cookie))
            {
                Concluded?.Invoke(signIn, reason);
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

    /// <summary>All of a person's are to end, also those that this gateway never met.</summary>
    public void ConcludeAllOf(string login, string? except, EndReason reason)
    {
        if (!share.IsAlone)
        {
            _queue.Writer.TryWrite(new Work.All(login, except, reason));
        }
    }

    /// <summary>Waits until whatever ended here so far has ended everywhere. False: the others do not know yet.</summary>
    public async Task<bool> SettledAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        if (share.IsAlone)
        {
            return true;
        }

        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Writer.TryWrite(new Work.Mark(reached));
        try
        {
            await reached.Task.WaitAsync(patience, clock, cancellationToken);
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
        await SettledAsync(AtStop, cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
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
                case Work.All(var login, var except, var reason):
                    await EndAllAsync(login, except, reason, cancellationToken);
                    break;
                case Work.Unseen(var cookie, var reason):
                    if (await share.TakeAsync(cookie, cancellationToken) is { } unseen)
                    {
                        Concluded?.Invoke(unseen.ToSignIn(), reason);
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
    }

    // Told first: a Redis that takes no writes may still pass messages on.
    private async Task EndAsync(TokenHash cookie, SignIn signIn, EndReason reason, CancellationToken cancellationToken)
    {
        await share.TellAsync(new SignInEnding(signIn.Id, signIn.Login, null, reason), cancellationToken);
        if (await share.TakeAsync(cookie, cancellationToken) is not null || await TakeRenamedAsync(signIn, cancellationToken))
        {
            Concluded?.Invoke(signIn, reason);
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

    private async Task EndAllAsync(string login, string? except, EndReason reason, CancellationToken cancellationToken)
    {
        await share.TellAsync(new SignInEnding(null, login, except, reason), cancellationToken);
        for (var round = 0; round < MostRounds; round++)
        {
            var left = (await share.OfAsync(login, cancellationToken)).Where(found => found.Record.Id != except).ToList();
            if (left.Count == 0)
            {
                return;
            }

            foreach (var (cookie, record) in left)
            {
                if (await share.TakeAsync(cookie, cancellationToken) is not null)
                {
                    Concluded?.Invoke(record.ToSignIn(), reason);
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The other gateways could not be told yet that a sign-in ended: {Reason}")]
    private partial void NotYet(string reason);

    private abstract record Work
    {
        private Work()
        {
        }

        internal sealed record One(TokenHash Cookie, SignIn SignIn, EndReason Reason) : Work;

        internal sealed record All(string Login, string? Except, EndReason Reason) : Work;

        internal sealed record Unseen(TokenHash Cookie, EndReason Reason) : Work;

        internal sealed record Mark(TaskCompletionSource Reached) : Work;
    }
}
