using RemoteDev.Gateway.Authorize.Decisions;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Telemetry;

namespace RemoteDev.Gateway.Authorize.Live;

/// <summary>
/// Keeps the judge awake: each second, at once when rules change, a sign-in ends or the trace is lost, and at the very instant at
/// which a session is foreseen to close. If judging itself fails, everything is closed: what cannot be judged may not live.
/// </summary>
internal sealed partial class SessionWatch(
    SessionJudge judge, LiveSessions live, RulesInForce rules, SignInSessions signIns, AccessTokens tokens, SharedStateWatch shared, TraceRoom trace, GatewayMetrics metrics,
    TimeProvider clock,
    ILogger<SessionWatch> log)
    : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _wake = new(0, 1);

    public override void Dispose()
    {
        base.Dispose();
        _wake.Dispose();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        live.EndAll(EndReason.GatewayStopping, SessionEndings.Stopping);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.ObserveLive(() => live.Count, () => live.All.Sum(session => (long)session.Streams().Length));
        rules.Changed += Wake;
        trace.Lost += Wake;
        shared.Changed += Wake;
        signIns.Ended += SignInEnded;
        tokens.Ended += SignInEnded;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var next = Judge();
                await SleepAsync(next, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; StopAsync ends what lives.
        }
        finally
        {
            tokens.Ended -= SignInEnded;
            signIns.Ended -= SignInEnded;
            shared.Changed -= Wake;
            trace.Lost -= Wake;
            rules.Changed -= Wake;
        }
    }

    private DateTimeOffset? Judge()
    {
        try
        {
            return judge.JudgeAll();
        }
        catch (Exception failure)
        {
            JudgingFailed(log, failure);
            live.EndAll(EndReason.Unspecified, SessionEndings.NotJudged);
            return null;
        }
    }

    private async Task SleepAsync(DateTimeOffset? next, CancellationToken cancellationToken)
    {
        var wait = Beat;
        if (next - clock.GetUtcNow() is { } untilNext && untilNext < wait)
        {
            wait = untilNext > TimeSpan.Zero ? untilNext : TimeSpan.FromMilliseconds(1);
        }

        using var beat = clock.CreateTimer(static watch => ((SessionWatch)watch!).Wake(), this, wait, Timeout.InfiniteTimeSpan);
        await _wake.WaitAsync(cancellationToken);
    }

    private void SignInEnded(SignIn signIn, EndReason reason)
    {
        live.EndAllOf(signIn, reason, SessionEndings.Of(signIn, reason));
        Wake();
    }

    private void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already and will look again.
        }
        catch (ObjectDisposedException)
        {
            // The host stops.
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Judging the live sessions failed. Every session was closed.")]
    private static partial void JudgingFailed(ILogger logger, Exception failure);
}
