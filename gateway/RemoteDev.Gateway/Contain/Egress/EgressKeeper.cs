namespace RemoteDev.Gateway.Contain.Egress;

/// <summary>
/// Writes the ledger's totals each second while they move, and at the end. When that fails nothing more is contained: a budget
/// that a restart would forget is none.
/// </summary>
internal sealed partial class EgressKeeper(EgressLedger ledger, EgressStore store, TimeProvider clock, ILogger<EgressKeeper> logger)
    : BackgroundService, IReadinessPart
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private long _kept;

    public string? WhyNotReady => ledger.Fault;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        ledger.Resume(store.Load());
        Keep();
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Keep();
    }

    /// <summary>Writes if anything moved since, or if the last write failed.</summary>
    public void Keep()
    {
        try
        {
            var totals = ledger.Totals();
            var sum = totals.Accounts.Sum(account => account.Used);
            if (sum != _kept || ledger.Fault is not null)
            {
                store.Save(totals);
                _kept = sum;
                ledger.Fault = null;
            }
        }
        catch (Exception failed)
        {
            // Whatever it was: what is not kept is not counted.
            NotKept(failed);
            ledger.Fault = "egress totals cannot be written";
        }
    }

    // When it stops, StopAsync writes once more.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => GuardRounds.EveryAsync(Every, clock, Keep, logger, stoppingToken);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Egress totals cannot be written; nothing more leaves until they can.")]
    private partial void NotKept(Exception cause);
}
