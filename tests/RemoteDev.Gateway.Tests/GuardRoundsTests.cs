using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RemoteDev.Gateway.Tests.Trace;

namespace RemoteDev.Gateway.Tests;

public sealed class GuardRoundsTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GoesOn_AfterWhatNobodyExpected_AndSaysSo(bool cancelled)
    {
        var (log, bug) = (new Heard(), cancelled ? new OperationCanceledException() : (Exception)new InvalidOperationException("As the test wants."));
        var looked = 0;
        using var stop = new CancellationTokenSource();
        var rounds = GuardRounds.EveryAsync(Period, _clock, Look, log, stop.Token);

        _clock.Advance(Period);
        Assert.Same(bug, await log.Error.Task.WaitAsync(TraceFixture.Patience));
        _clock.Advance(Period);
        await UntilAsync(() => Volatile.Read(ref looked) == 2);

        Assert.False(rounds.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rounds);

        void Look()
        {
            if (Interlocked.Increment(ref looked) == 1)
            {
                throw bug;
            }
        }
    }

    [Fact]
    public async Task Ends_WhenItIsStopped_InTheMiddleOfARound()
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = new CancellationTokenSource();
        var rounds = GuardRounds.EveryAsync(Period, _clock, LookAsync, NullLogger.Instance, stop.Token);
        _clock.Advance(Period);
        await began.Task.WaitAsync(TraceFixture.Patience);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rounds);

        Task LookAsync(CancellationToken cancellationToken)
        {
            began.SetResult();
            return Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }

    private static async Task UntilAsync(Func<bool> so)
    {
        using var patience = new CancellationTokenSource(TraceFixture.Patience);
        while (!so())
        {
            await Task.Delay(10, patience.Token);
        }
    }

    private sealed class Heard : ILogger
    {
        public TaskCompletionSource<Exception?> Error { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Assert.Equal(LogLevel.Error, logLevel);
            Error.TrySetResult(exception);
        }
    }
}
