using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>
/// Keeps the sign-ins that this gateway knows as they are at the others, with one question a second for all of them together: no request
/// waits for Redis, and what a message did not say is known within the second all the same.
/// </summary>
internal sealed partial class SignInFollow(
    SignInSessions signIns, SignInShare share, SignInEndBook book, TimeProvider clock, ILogger<SignInFollow> log) : BackgroundService
{
    private const int Batch = 500;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>How old what the others know about a person's activity may become.</summary>
    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(20);

    /// <summary>Looks once. Each second, and by tests.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        // First, and from the database: it knows also while Redis is away.
        foreach (var end in await book.NewsAsync(cancellationToken))
        {
            signIns.DropWhere(signIn => signIn.Login == end.Login && SignInEndBook.Ends(end, signIn.Id, signIn.OpenedAt));
        }

        foreach (var batch in signIns.Here().Chunk(Batch))
        {
            var found = await share.FindAllAsync([.. batch.Select(pair => pair.Key)], cancellationToken);
            for (var i = 0; i < batch.Length; i++)
            {
                var (cookie, signIn) = batch[i];
                if (found[i] is not { } known)
                {
                    await MissAsync(cookie, signIn, cancellationToken);
                    continue;
                }

                signIn.Adopt(known.Record.Mfa);
                signIn.Touch(known.Record.LastSeen);
                if (IsNews(signIn, known.Record))
                {
                    await share.TrySaveAsync(cookie, known.Version, signIn, cancellationToken);
                }
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (share.IsAlone)
        {
            return;
        }

        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it was: a watch that ends would end the gateway. SharedStateWatch counts how long, and denies when it is too long.
                NotSeen(fault.Message);
            }
        }
    }

    // Gone, or it has another cookie since a factor was shown at another gateway.
    private async Task MissAsync(TokenHash cookie, SignIn signIn, CancellationToken cancellationToken)
    {
        foreach (var (renewed, record) in await share.OfAsync(signIn.Login, cancellationToken))
        {
            if (record.Id == signIn.Id)
            {
                signIns.Rekey(cookie, renewed, signIn);
                return;
            }
        }

        signIns.Drop(cookie, signIn);
    }

    private static bool IsNews(SignIn signIn, SignInRecord known) =>
        signIn.LastSeen - known.LastSeen >= SaveEvery || (signIn.Mfa is { } mfa && (known.Mfa is null || mfa.At > known.Mfa.At));

    [LoggerMessage(Level = LogLevel.Debug, Message = "Sign-ins could not be compared with the other gateways': {Reason}")]
    private partial void NotSeen(string reason);
}
